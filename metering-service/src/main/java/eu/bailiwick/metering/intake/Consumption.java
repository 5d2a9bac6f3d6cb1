package eu.bailiwick.metering.intake;

import eu.bailiwick.metering.arrival.Arrival;
import eu.bailiwick.metering.arrival.Batch;
import eu.bailiwick.metering.arrival.EventStore;
import eu.bailiwick.metering.arrival.FencedException;
import eu.bailiwick.metering.arrival.Holding;
import eu.bailiwick.metering.arrival.Source;
import eu.bailiwick.metering.arrival.Tally;
import eu.bailiwick.metering.storage.StorageUnavailableException;
import io.opentelemetry.api.trace.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * What one consumer does: partitions that are assigned to it wait, paused, until it has taken them
 * in storage and stands at the stored offset; every poll becomes one batch. Whatever goes wrong
 * with a batch, its partitions are taken again.
 */
final class Consumption implements ConsumerRebalanceListener {

  private static final Logger LOG = Logger.getLogger(Consumption.class);

  /** Longest wait for records; those that come are returned at once. */
  private static final Duration POLL = Duration.ofMillis(200);

  private final Consumer<byte[], byte[]> consumer;
  private final RecordReader reader;
  private final Storage storage;
  private final IntakeState state;
  private final IntakeTraces traces;
  private final Set<TopicPartition> waiting = new HashSet<>();
  private final Map<TopicPartition, Holding> held = new HashMap<>();

  /** What it needs of storage. */
  interface Storage {

    /** Makes the tables if need be; costs nothing once they are there. */
    void prepare();

    /** See {@link EventStore#take}. */
    Holding take(Source source);

    /** See {@link EventStore#store}. */
    Tally store(Batch batch);
  }

  Consumption(
      Consumer<byte[], byte[]> consumer,
      RecordReader reader,
      Storage storage,
      IntakeState state,
      IntakeTraces traces) {
    this.consumer = consumer;
    this.reader = reader;
    this.storage = storage;
    this.state = state;
    this.traces = traces;
  }

  /** Polls once and stores what came. */
  void step() {
    ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
    if (!isConnected()) {
      state.kafka("no broker answers");
    } else if (consumer.groupMetadata().memberId().isEmpty()) {
      state.kafka("the consumer group is not joined yet");
    } else {
      state.kafka(null);
    }
    try {
      storage.prepare();
      take();
      store(records);
      state.storage(null);
    } catch (StorageUnavailableException e) {
      state.storage(e.getMessage());
    } catch (FencedException e) {
      LOG.warn(e.getMessage());
    }
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    release(partitions);
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    partitions.forEach(held::remove);
    waiting.removeAll(partitions);
  }

  private void take() {
    for (TopicPartition partition : List.copyOf(waiting)) {
      Holding holding = storage.take(new Source(partition.topic(), partition.partition()));
      consumer.seek(partition, holding.nextOffset());
      consumer.resume(Set.of(partition));
      held.put(partition, holding);
      waiting.remove(partition);
    }
  }

  private void release(Collection<TopicPartition> partitions) {
    consumer.pause(partitions);
    partitions.forEach(held::remove);
    waiting.addAll(partitions);
  }

  private void store(ConsumerRecords<byte[], byte[]> records) {
    Map<TopicPartition, Batch.Move> moves = new HashMap<>();
    List<Arrival> arrivals = new ArrayList<>();
    List<Span> spans = new ArrayList<>();
    for (TopicPartition partition : records.partitions()) {
      Holding holding = held.get(partition);
      if (holding != null) {
        List<ConsumerRecord<byte[], byte[]>> own = records.records(partition);
        moves.put(partition, move(holding, own));
        spans.addAll(traces.begin(own));
        own.forEach(each -> arrivals.add(reader.read(each)));
      }
    }
    if (moves.isEmpty()) {
      return;
    }
    boolean stored = false;
    try {
      storage.store(new Batch(List.copyOf(moves.values()), arrivals));
      stored = true;
      moves.forEach((partition, move) -> held.put(partition, move.done()));
    } catch (StorageUnavailableException | FencedException e) {
      release(moves.keySet());
      throw e;
    } finally {
      traces.end(spans, stored);
    }
  }

  private static Batch.Move move(Holding from, List<ConsumerRecord<byte[], byte[]>> records) {
    long first = records.getFirst().offset();
    if (first != from.nextOffset()) {
      LOG.warnf(
          "%s goes on at offset %d instead of %d: the records between are gone, or it was made anew",
          from.source(), first, from.nextOffset());
    }
    return new Batch.Move(from, records.getLast().offset() + 1);
  }

  private boolean isConnected() {
    for (Metric metric : consumer.metrics().values()) {
      if (metric.metricName().name().equals("connection-count")
          && metric.metricName().group().equals("consumer-metrics")) {
        return metric.metricValue() instanceof Double count && count > 0;
      }
    }
    return false;
  }
}
