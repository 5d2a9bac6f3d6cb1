package eu.bailiwick.metering.intake;

import eu.bailiwick.metering.arrival.Batch;
import eu.bailiwick.metering.arrival.EventStore;
import eu.bailiwick.metering.arrival.Holding;
import eu.bailiwick.metering.arrival.Source;
import eu.bailiwick.metering.arrival.Tally;
import eu.bailiwick.metering.storage.Schema;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Consumes the usage topic on a thread of its own, from start to stop, whatever happens. */
final class Intake {

  private static final Logger LOG = Logger.getLogger(Intake.class);
  private static final Duration CLOSING = Duration.ofSeconds(3);

  private final Consumers consumers;
  private final String topic;
  private final RecordReader reader;
  private final Consumption.Storage storage;
  private final IntakeState state;
  private final IntakeTraces traces;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread = Thread.ofPlatform().name("intake").unstarted(this::run);
  private volatile @Nullable Consumer<byte[], byte[]> current;

  Intake(
      Consumers consumers,
      String topic,
      RecordReader reader,
      Consumption.Storage storage,
      IntakeState state,
      IntakeTraces traces) {
    this.consumers = consumers;
    this.topic = topic;
    this.reader = reader;
    this.storage = storage;
    this.state = state;
    this.traces = traces;
  }

  /** Storage whose tables are made before the first use, and whose tallies are counted. */
  static Consumption.Storage storage(Schema schema, EventStore events, IntakeMeters meters) {
    return new Consumption.Storage() {
      @Override
      public void prepare() {
        schema.ensureCurrent();
      }

      @Override
      public Holding take(Source source) {
        return events.take(source);
      }

      @Override
      public Tally store(Batch batch) {
        Tally tally = events.store(batch);
        meters.count(tally);
        return tally;
      }

      @Override
      public void readToTheEnd(Collection<Holding> holdings) {
        events.readToTheEnd(holdings);
      }
    };
  }

  void start() {
    thread.start();
  }

  /** Leaves the consumer group and waits until the last batch is done. */
  void stop() {
    stopping.countDown();
    Consumer<byte[], byte[]> consumer = current;
    if (consumer != null) {
      consumer.wakeup();
    }
    try {
      thread.join(CLOSING.multipliedBy(2));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!isStopping(Duration.ZERO)) {
      try {
        consume();
      } catch (WakeupException e) {
        LOG.debug("intake was woken up to stop");
      } catch (RuntimeException | AssertionError e) { // drivers assert, and intake must not end
        LOG.error("intake starts over with a new consumer", e);
        state.kafka(String.valueOf(e.getMessage()));
        isStopping(Duration.ofSeconds(1));
      }
    }
  }

  private void consume() {
    Consumer<byte[], byte[]> consumer = consumers.open();
    current = consumer;
    try {
      try (Consumption consumption = new Consumption(consumer, reader, storage, state, traces)) {
        consumer.subscribe(List.of(topic), consumption);
        while (!isStopping(Duration.ZERO)) {
          consumption.step();
        }
      }
    } finally {
      current = null;
      consumer.close(CloseOptions.timeout(CLOSING));
    }
  }

  private boolean isStopping(Duration within) {
    try {
      return stopping.await(within.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
