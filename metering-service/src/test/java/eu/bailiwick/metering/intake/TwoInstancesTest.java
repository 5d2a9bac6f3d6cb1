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
import eu.bailiwick.metering.cell.TenantEvents;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Cell.class)
@SuppressWarnings("NullAway.Init")
class TwoInstancesTest {

  /** Storage of the second instance, which lets the test see what it gets to do. */
  private static final class Watched implements Consumption.Storage {
    final Set<Source> taken = ConcurrentHashMap.newKeySet();
    final AtomicInteger stored = new AtomicInteger();
    private final EventStore events;

    Watched(EventStore events) {
      this.events = events;
    }

    @Override
    public void prepare() {}

    @Override
    public Holding take(Source source) {
      taken.add(source);
      return events.take(source);
    }

    @Override
    public Tally store(Batch batch) {
      Tally tally = events.store(batch);
      stored.addAndGet(tally.stored());
      return tally;
    }
  }

  Cell cell;
  @Inject DataSource database;
  @Inject Consumers consumers;
  @Inject RecordReader reader;

  @Test
  void partitionsMoveBetweenInstancesAndNothingIsLostOrStoredTwice() {
    Rows rows = new Rows(database);
    List<TenantEvents> tenants = Stream.generate(cell::newTenant).limit(24).toList();
    tenants.forEach(TenantEvents::announced);
    Watched storage =
        new Watched(new EventStore(database, new Grace(Duration.ofSeconds(1)), Clock.systemUTC()));
    Intake second =
        new Intake(consumers, Cell.TOPIC, reader, storage, new IntakeState(), IntakeTraces.off());

    second.start();
    await().until(() -> storage.taken.size() >= Cell.PARTITIONS / 2);
    tenants.forEach(tenant -> tenant.denied(event -> {}));
    awaitAll(rows, tenants, 2);
    second.stop();
    tenants.forEach(TenantEvents::ended);
    awaitAll(rows, tenants, 3);

    assertThat(storage.stored.get()).isPositive();
    for (TenantEvents tenant : tenants) {
      assertThat(
              rows.read(
                  "SELECT sequence FROM event WHERE tenant = ? ORDER BY sequence",
                  row -> row.getLong(1),
                  tenant.tenant()))
          .containsExactly(0L, 1L, 2L);
      assertThat(rows.count("SELECT count(*) FROM hole WHERE tenant = ?", tenant.tenant()))
          .isZero();
    }
  }

  private static void awaitAll(Rows rows, List<TenantEvents> tenants, int events) {
    await()
        .untilAsserted(
            () -> {
              for (TenantEvents tenant : tenants) {
                assertThat(
                        rows.count("SELECT count(*) FROM event WHERE tenant = ?", tenant.tenant()))
                    .isEqualTo(events);
              }
            });
  }
}
