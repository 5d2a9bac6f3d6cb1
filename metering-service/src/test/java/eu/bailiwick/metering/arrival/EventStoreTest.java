package eu.bailiwick.metering.arrival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bailiwick.metering.cell.Cell;
import eu.bailiwick.metering.cell.Contract;
import eu.bailiwick.metering.cell.RouterVoice;
import eu.bailiwick.metering.cell.TenantEvents;
import eu.bailiwick.metering.event.Bytes;
import eu.bailiwick.metering.event.EventReader;
import eu.bailiwick.metering.event.MalformedEventException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Cell.class)
@SuppressWarnings("NullAway.Init")
class EventStoreTest {

  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

  Cell cell;
  @Inject DataSource database;
  private final Source source = new Source("of-" + UUID.randomUUID(), 0);
  private EventStore store;
  private TenantEvents tenant;

  @BeforeEach
  void newStore() {
    store = newStore(database);
    tenant = cell.newTenant();
  }

  private static EventStore newStore(DataSource database) {
    return new EventStore(
        database, new Grace(Duration.ofSeconds(5)), Clock.fixed(NOW, ZoneOffset.UTC));
  }

  @Test
  void takingASourceFencesItsFormerHolder() {
    Holding former = store.take(source);
    Holding holder = store.take(source);

    assertThatThrownBy(() -> store.store(batch(former, 1, denied())))
        .isInstanceOfSatisfying(
            FencedException.class, e -> assertThat(e.source()).isEqualTo(source));
    assertThat(store.store(batch(holder, 1, denied())).stored()).isEqualTo(1);
    assertThat(store.take(source).nextOffset()).isEqualTo(1);
  }

  @Test
  void fencedBatchLeavesNothingBehind() {
    Arrival.Event event = denied();
    Holding former = store.take(source);
    Holding holder = store.take(source);

    assertThatThrownBy(() -> store.store(batch(former, 1, event)))
        .isInstanceOf(FencedException.class);
    assertThat(store.store(batch(holder, 1, event))).isEqualTo(new Tally(1, 0, 0, 0, 0, 0));
  }

  @Test
  void oneFencedSourceStopsTheWholeBatch() {
    Holding stale = store.take(source);
    Holding holder = store.take(source);
    Holding other = store.take(new Source(source.topic(), 1));
    Batch both =
        new Batch(List.of(new Batch.Move(stale, 1), new Batch.Move(other, 1)), List.of(denied()));

    assertThatThrownBy(() -> store.store(both)).isInstanceOf(FencedException.class);
    assertThat(store.take(other.source()).nextOffset()).isZero();
    assertThat(store.take(holder.source()).nextOffset()).isZero();
  }

  @Test
  void batchThatDoesNotBeginWhereTheLastOneEndedIsRefused() {
    Holding holder = store.take(source);
    store.store(batch(holder, 5, denied()));

    assertThatThrownBy(() -> store.store(batch(holder, 6, denied())))
        .isInstanceOf(FencedException.class);
  }

  @Test
  void batchMayHoldEverythingTwice() {
    Arrival.Event event = denied();
    Arrival.Event other = arrival(tenant.numbered("denied", 0, e -> e.put("status", 500)));
    Arrival.DeadLetter letter =
        new Arrival.DeadLetter(new Place(source, 9), "not_json", "broken", null, null, null);

    Tally tally =
        store.store(
            batch(store.take(source), 10, event, event, other, other, letter, letter, event));

    assertThat(tally).isEqualTo(new Tally(1, 2, 2, 0, 0, 2));
  }

  @Test
  void severalInstancesMakeTheSamePartitionAtOnce() throws Exception {
    String day = "2024-02-29T12:00:00Z";
    try (var threads = Executors.newFixedThreadPool(4)) {
      List<Callable<Tally>> tasks =
          List.of(storing(1, day), storing(2, day), storing(3, day), storing(4, day));
      for (Future<Tally> tally : threads.invokeAll(tasks)) {
        assertThat(tally.get().stored()).isEqualTo(1);
      }
    }
  }

  private Callable<Tally> storing(int partition, String time) {
    EventStore instance = newStore(database);
    Holding holding = instance.take(new Source(source.topic(), partition));
    Arrival.Event event = arrival(cell.newTenant().next("denied", e -> e.put("time", time)));
    return () -> instance.store(batch(holding, 1, event));
  }

  private Arrival.Event denied() {
    return arrival(tenant.next("denied", event -> {}));
  }

  private Arrival.Event arrival(ObjectNode event) {
    byte[] value = Contract.bytes(event);
    try {
      return new Arrival.Event(
          new Place(source, 0),
          new EventReader().read(value),
          new Bytes(value),
          new Bytes(RouterVoice.salt()),
          new Bytes(value).sha256());
    } catch (MalformedEventException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static Batch batch(Holding from, long nextOffset, Arrival... arrivals) {
    return new Batch(List.of(new Batch.Move(from, nextOffset)), List.of(arrivals));
  }
}
