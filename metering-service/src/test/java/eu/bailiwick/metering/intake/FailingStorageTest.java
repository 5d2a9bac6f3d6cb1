package eu.bailiwick.metering.intake;

import static eu.bailiwick.parts.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import eu.bailiwick.metering.arrival.Batch;
import eu.bailiwick.metering.arrival.EventStore;
import eu.bailiwick.metering.arrival.Grace;
import eu.bailiwick.metering.arrival.Holding;
import eu.bailiwick.metering.arrival.Source;
import eu.bailiwick.metering.arrival.Tally;
import eu.bailiwick.metering.cell.Cell;
import eu.bailiwick.metering.cell.RouterVoice;
import eu.bailiwick.metering.cell.TenantEvents;
import eu.bailiwick.metering.storage.StorageUnavailableException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.ConnectException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of records that were read when storage fails now and then. */
@QuarkusTest
@QuarkusTestResource(Cell.class)
@SuppressWarnings("NullAway.Init")
class FailingStorageTest {

  private static final int PARTITIONS = 2;

  /** Storage that does not let partition 1 be taken, or batches be stored, as the test wants it. */
  private static final class Failing implements Consumption.Storage {
    private final EventStore events;
    private volatile boolean refusesTaking;
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();

    Failing(EventStore events) {
      this.events = events;
    }

    private static StorageUnavailableException unavailable() {
      return new StorageUnavailableException("as the test wants it", new ConnectException());
    }

    @Override
    public void prepare() {}

    @Override
    public Holding take(Source source) {
      if (refusesTaking && source.partition() == 1) {
        refused.incrementAndGet();
        throw unavailable();
      }
      return events.take(source);
    }

    @Override
    public Tally store(Batch batch) {
      if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        throw unavailable();
      }
      return events.store(batch);
    }
  }

  Cell cell;
  @Inject DataSource database;
  @Inject RecordReader reader;
  private Failing storage;
  private RouterVoice voice;
  private List<TenantEvents> tenants;
  private Intake intake;

  @BeforeEach
  void setUp() {
    String topic = "failing-" + UUID.randomUUID();
    cell.broker().createTopic(topic, PARTITIONS);
    voice = new RouterVoice(cell.broker().bootstrapServers(), topic);
    tenants = Stream.generate(() -> new TenantEvents(voice)).limit(12).toList();
    storage =
        new Failing(new EventStore(database, new Grace(Duration.ofSeconds(1)), Clock.systemUTC()));
    intake =
        new Intake(
            new Consumers(TopicSettings.of(cell.broker().bootstrapServers(), topic), Map.of()),
            topic,
            reader,
            storage,
            new IntakeState(),
            IntakeTraces.off());
  }

  @AfterEach
  void stop() {
    intake.stop();
    voice.close();
  }

  @Test
  void recordsOfOtherPartitionsAreNotSkippedWhileOneCannotBeTaken() {
    storage.refusesTaking = true;
    intake.start();
    await().until(() -> storage.refused.get() > 2);
    tenants.forEach(TenantEvents::announced);
    tenants.forEach(tenant -> tenant.denied(event -> {}));
    int before = storage.refused.get();
    await().until(() -> storage.refused.get() > before + 2);
    storage.refusesTaking = false;
    tenants.forEach(TenantEvents::ended);

    awaitEach(3);
  }

  @Test
  void whatWasReadBehindABatchThatFailsIsReadAgain() {
    intake.start();
    tenants.forEach(TenantEvents::announced);
    awaitEach(1);
    storage.failures.set(3);
    for (int i = 0; i < 5; i++) {
      tenants.forEach(tenant -> tenant.denied(event -> {}));
    }
    tenants.forEach(TenantEvents::ended);

    awaitEach(7);
    assertThat(storage.failures.get()).isZero();
  }

  private void awaitEach(int events) {
    Rows rows = new Rows(database);
    for (TenantEvents tenant : tenants) {
      rows.awaitEvents(tenant, events);
      assertThat(rows.count("SELECT count(*) FROM hole WHERE tenant = ?", tenant.tenant()))
          .isZero();
    }
  }
}
