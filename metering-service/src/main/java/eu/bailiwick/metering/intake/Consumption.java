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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What one consumer does: partitions that are assigned to it wait, paused, until it has taken them
 * in storage and stands at the stored offset; every poll becomes one batch. While one is stored,
 * the next is read. Whatever goes wrong with a batch, its partitions are taken again, and so are
 * those of the one that was read behind it.
 */
final class Consumption implements ConsumerRebalanceListener, AutoCloseable {

  private static final Logger LOG = Logger.getLogger(Consumption.class);

  /** Longest wait for records; those that come are returned at once. */
  private static final Duration POLL = Duration.ofMillis(200);

  /** How often it says that everything has been read. */
  private static final Duration PROGRESS = Duration.ofMillis(500);

  private final Consumer<byte[], byte[]> consumer;
  private final RecordReader reader;
  private final Storage storage;
  private final IntakeState state;
  private final IntakeTraces traces;
  private final Set<TopicPartition> waiting = new HashSet<>();
  private final Map<TopicPartition, Holding> held = new HashMap<>();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(task -> new Thread(task, "intake-storage"));
  private @Nullable Storing storing;
  private long progressNoted = System.nanoTime();

  /** A batch that can be stored as soon as the one before is. */
  private record Reading(
      Map<TopicPartition, Batch.Move> moves,
      List<ConsumerRecord<byte[], byte[]>> records,
      Batch batch) {}

  /** A batch that is being stored. */
  private record Storing(Set<TopicPartition> partitions, Future<?> done) {}

  /** What it needs of storage. */
  interface Storage {

    /** Makes the tables if need be; costs nothing once they are there. */
    void prepare();

    /** See {@link EventStore#take}. */
    Holding take(Source source);

    /** See {@link EventStore#store}. */
    Tally store(Batch batch);

    /** See {@link EventStore#readToTheEnd}. */
    default void readToTheEnd(Collection<Holding> holdings) {}
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

  /** Polls once and reads what came, while what came before is being stored; then has it stored. */
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
      Reading read = read(records);
      finish();
      take();
      begin(read);
      noteProgress();
      state.storage(null);
    } catch (StorageUnavailableException e) {
      takeAgain(records.partitions());
      state.storage(e.getMessage());
    } catch (FencedException e) {
      takeAgain(records.partitions());
      LOG.warn(e.getMessage());
    }
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    settle();
    release(partitions);
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    settle();
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

  /** What came of partitions that are held; the rest is for others. */
  private Reading read(ConsumerRecords<byte[], byte[]> records) {
    Map<TopicPartition, Batch.Move> moves = new HashMap<>();
    List<ConsumerRecord<byte[], byte[]>> own = new ArrayList<>();
    for (TopicPartition partition : records.partitions()) {
      Holding holding = held.get(partition);
      if (holding != null) {
        moves.put(partition, move(holding, records.records(partition)));
        own.addAll(records.records(partition));
      }
    }
    List<Arrival> arrivals = own.parallelStream().map(reader::read).toList();
    return new Reading(moves, own, new Batch(List.copyOf(moves.values()), arrivals));
  }

  private void begin(Reading read) {
    if (read.moves().isEmpty()) {
      return;
    }
    List<Span> spans = traces.begin(read.records());
    read.moves().forEach((partition, move) -> held.put(partition, move.done()));
    Future<?> done =
        thread.submit(
            () -> {
              boolean stored = false;
              try {
                storage.store(read.batch());
                stored = true;
              } finally {
                traces.end(spans, stored);
              }
            });
    storing = new Storing(read.moves().keySet(), done);
  }

  /**
   * Waits for what is being stored. Unless it could be stored, its partitions have to be taken
   * again.
   *
   * @throws StorageUnavailableException see {@link EventStore#store}
   * @throws FencedException see {@link EventStore#store}
   */
  private void finish() {
    Storing last = storing;
    if (last == null) {
      return;
    }
    storing = null;
    try {
      last.done().get();
    } catch (ExecutionException e) {
      takeAgain(last.partitions());
      throw unchecked(e.getCause());
    } catch (InterruptedException e) {
      takeAgain(last.partitions());
      Thread.currentThread().interrupt();
      throw new StorageUnavailableException("a batch was interrupted", e);
    }
  }

  private static RuntimeException unchecked(@Nullable Throwable cause) {
    return switch (cause) {
      case RuntimeException e -> e;
      case Error e -> throw e;
      case null, default -> new IllegalStateException(cause);
    };
  }

  /** Waits for what is being stored before partitions change hands. */
  private void settle() {
    try {
      finish();
    } catch (StorageUnavailableException | FencedException e) {
      LOG.warn(e.getMessage());
    }
  }

  /** Their records are read once more, from where storage says. */
  private void takeAgain(Collection<TopicPartition> partitions) {
    release(partitions.stream().filter(held::containsKey).toList());
  }

  /** Waits for what is being stored, and ends. */
  @Override
  public void close() {
    try {
      settle();
    } finally {
      thread.shutdown();
    }
  }

  /** Says now and then that everything has been read, if it has. */
  private void noteProgress() {
    long now = System.nanoTime();
    if (now - progressNoted < PROGRESS.toNanos() || !isConnected()) {
      return;
    }
    List<Holding> atTheEnd = new ArrayList<>();
    held.forEach(
        (partition, holding) -> {
          if (!isBeingStored(partition) && consumer.currentLag(partition).orElse(1) == 0) {
            atTheEnd.add(holding);
          }
        });
    if (!atTheEnd.isEmpty()) {
      progressNoted = now;
      storage.readToTheEnd(atTheEnd);
    }
  }

  private boolean isBeingStored(TopicPartition partition) {
    return storing != null && storing.partitions().contains(partition);
  }

  private static Batch.Move move(Holding from, List<ConsumerRecord<byte[], byte[]>> records) {
    long first = records.getFirst().offset();
    if (first != from.nextOffset()) {
      LOG.warnf(
          "%s goes on at offset %d instead of %d: the records between are gone, or it was made anew",
          from.source(), first, from.nextOffset());
    }
    return new Batch.Move(
        from, records.getLast().offset() + 1, Instant.ofEpochMilli(records.getLast().timestamp()));
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
