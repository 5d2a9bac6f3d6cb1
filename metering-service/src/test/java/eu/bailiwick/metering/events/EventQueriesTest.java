package eu.bailiwick.metering.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bailiwick.metering.cell.Cell;
import eu.bailiwick.metering.cell.Contract;
import eu.bailiwick.metering.cell.OwnStore;
import eu.bailiwick.metering.event.EventReader;
import eu.bailiwick.metering.query.Condition;
import eu.bailiwick.metering.query.Cursor;
import eu.bailiwick.metering.query.Database;
import eu.bailiwick.metering.query.Dimension;
import eu.bailiwick.metering.query.EventFilter;
import eu.bailiwick.metering.query.Period;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events that are few are found in another way than those that are many. */
@QuarkusTest
@QuarkusTestResource(Cell.class)
@SuppressWarnings("NullAway.Init")
class EventQueriesTest {

  private static final Period PERIOD =
      new Period(Instant.parse("2026-10-01T12:00:00Z"), Instant.parse("2026-10-05T12:00:00Z"));

  Cell cell;
  private OwnStore own;

  @BeforeEach
  void storeEventsOfFiveDays() {
    own = new OwnStore(cell, Clock.systemUTC());
    for (int number = 0; number < 40; number++) {
      ObjectNode event = Contract.example("denied");
      event.put("request", UUID.randomUUID().toString()).put("sequence", number);
      event.put("time", Instant.parse("2026-10-01T00:00:00Z").plusSeconds(number * 10_000L) + "");
      event.withObject("/descriptor").put("key", "key-" + number % 3);
      own.store(event);
    }
  }

  private List<Long> numbers(long few, Optional<Cursor> after) {
    EventQueries queries = new EventQueries(new Database(own.database()), new EventReader(), few);
    EventFilter filter = EventFilter.of(Map.of(Dimension.KEY, Set.of("key-1")), PERIOD);
    return queries.find(filter, new Condition(), new Condition(), after, 5).stream()
        .map(shown -> shown.place().sequence())
        .toList();
  }

  @Test
  void eitherWayTheNewestOfThePeriodComeFirst() {
    assertThat(numbers(0, Optional.empty())).containsExactly(37L, 34L, 31L, 28L, 25L);
    assertThat(numbers(5_000, Optional.empty())).containsExactly(37L, 34L, 31L, 28L, 25L);
  }

  @Test
  void eitherWayAPageGoesOnWhereTheOneBeforeEnded() {
    ObjectNode event = Contract.example("denied");
    Cursor last =
        new Cursor(
            Instant.parse("2026-10-01T00:00:00Z").plusSeconds(250_000),
            event.get("tenant").textValue(),
            UUID.fromString(event.get("epoch").textValue()),
            25);

    assertThat(numbers(0, Optional.of(last))).containsExactly(22L, 19L, 16L, 13L, 10L);
    assertThat(numbers(5_000, Optional.of(last))).containsExactly(22L, 19L, 16L, 13L, 10L);
  }
}
