package eu.bailiwick.metering.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bailiwick.metering.cell.Cell;
import eu.bailiwick.metering.cell.OwnStore;
import eu.bailiwick.metering.cell.World;
import eu.bailiwick.metering.event.Bytes;
import eu.bailiwick.metering.ledger.LogId;
import eu.bailiwick.metering.problem.ErrorCode;
import eu.bailiwick.metering.problem.ProblemException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Expiry and holds in a database of its own. */
@QuarkusTest
@QuarkusTestResource(Cell.class)
@SuppressWarnings("NullAway.Init")
class ExpiryTest {

  private static final Instant NOW = Instant.parse("2026-11-24T03:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  Cell cell;
  private final World world = new World();
  private OwnStore own;
  private Destruction destruction;

  @BeforeEach
  void start() {
    own = new OwnStore(cell, CLOCK);
    destruction = new Destruction(own, CLOCK);
  }

  /** An event of so many days ago. */
  private ObjectNode event(int daysAgo, String dataClass) {
    ObjectNode event = world.opened("sha256:" + "ab".repeat(32), e -> {});
    event.put("time", NOW.minus(Duration.ofDays(daysAgo)).toString());
    event.withObject("/decision").put("dataClass", dataClass);
    return event;
  }

  private void ceiling(@Nullable String tenant, @Nullable String dataClass, int days) {
    Ceiling asked = destruction.ceilings().ask(tenant, dataClass, days, "olga", "a reason");
    destruction.ceilings().grant(asked.id(), "dieter", "checked");
  }

  private long run(Clock clock) {
    return new Expiry(destruction.expiry(), Duration.ofDays(183), Destruction.COPIES, clock)
        .runIfDue(() -> true);
  }

  /** Indexes of the events whose bytes are there. */
  private List<String> kept() {
    return own.texts(
        "SELECT log_index FROM event WHERE value IS NOT NULL AND salt IS NOT NULL"
            + " ORDER BY log_index");
  }

  @Test
  void whatIsPastItsCeilingLosesSaltAndBytesAndKeepsItsLeaf() {
    own.store(event(250, "health"), event(200, "health"), event(250, "claims"));
    ceiling(null, "health", 220);
    LogId log = LogId.tenant(world.tenant());
    Bytes root = destruction.ledger().root(log, 3);

    assertThat(run(CLOCK)).isEqualTo(1);

    assertThat(kept()).containsExactly("1", "2");
    assertThat(destruction.ledger().size(log)).isEqualTo(3);
    assertThat(destruction.ledger().root(log, 3)).isEqualTo(root);
    assertThat(
            own.texts(
                "SELECT (commitment IS NOT NULL) || ' ' || (salt IS NULL) || ' ' ||"
                    + " (api_key IS NULL) || ' ' || application FROM event WHERE log_index = 0"))
        .containsExactly("true true true acme-desk");
    assertThat(
            own.texts(
                "SELECT kind || ' ' || (convert_from(certificate, 'UTF8')::jsonb->>'indexes')"
                    + " FROM destruction"))
        .containsExactly("expiry [[0, 0]]");
  }

  @Test
  void theNearestCeilingCounts() {
    own.store(
        event(250, "health"), event(250, "claims"), event(250, "personal"), event(350, "claims"));
    ceiling(null, null, 300);
    ceiling(null, "health", 200);
    ceiling(world.tenant(), "personal", 240);

    run(CLOCK);

    assertThat(kept()).containsExactly("1");
  }

  @Test
  void withoutACeilingNothingExpires() {
    own.store(event(2_000, "health"));

    assertThat(run(CLOCK)).isZero();
    assertThat(kept()).containsExactly("0");
  }

  @Test
  void floorHoldsWhateverACeilingSays() {
    own.store(event(100, "health"), event(184, "health"));
    ceiling(null, "health", 90);

    run(CLOCK);

    assertThat(kept()).containsExactly("0");
  }

  @Test
  void holdStopsExpiryUntilItsRelease() {
    ObjectNode held = event(250, "health");
    own.store(held, event(250, "health"));
    ceiling(null, "health", 200);
    UUID hold =
        destruction.hold(
            new Concern(
                null,
                null,
                null,
                List.of(UUID.fromString(held.get("request").textValue())),
                null,
                null));

    run(CLOCK);
    assertThat(kept()).containsExactly("0");

    destruction.release(hold);
    run(Clock.offset(CLOCK, Duration.ofDays(1)));
    assertThat(kept()).isEmpty();
  }

  @Test
  void oneRunADay() {
    ceiling(null, "health", 200);
    run(CLOCK);
    own.store(event(250, "health"));

    assertThat(run(CLOCK)).isZero();
    assertThat(run(Clock.offset(CLOCK, Duration.ofDays(1)))).isEqualTo(1);
  }

  @Test
  void daysThatAreOverAreWrittenAnewSoThatNoOldVersionStays() {
    own.store(event(250, "health"), event(250, "health"));
    ceiling(null, "health", 200);
    run(CLOCK);
    String day = "20260319";
    String before = own.texts("SELECT pg_relation_filenode('event_" + day + "')").getFirst();

    RewritingStore rewriting = new RewritingStore(own.database(), CLOCK);
    assertThat(rewriting.rewriteDaysThatAreOver()).isEqualTo(1);
    assertThat(rewriting.rewriteDaysThatAreOver()).isZero();

    assertThat(own.texts("SELECT pg_relation_filenode('event_" + day + "')"))
        .doesNotContain(before);
  }

  @Test
  void holdNeedsASecondPersonAtBothEnds() {
    Concern concern = new Concern(world.tenant(), null, null, List.of(), null, null);
    Hold asked = destruction.holds().ask(concern, "olga", "a lawsuit");
    assertThat(asked.state()).isEqualTo("asked");

    refused(() -> destruction.holds().grant(asked.id(), "olga", "me too"));
    assertThat(destruction.holds().grant(asked.id(), "dieter", "checked").state())
        .isEqualTo("in_force");
    destruction.holds().askRelease(asked.id(), "dieter", "it is over");
    refused(() -> destruction.holds().release(asked.id(), "dieter", "me too"));
    assertThat(destruction.holds().find(asked.id()).state()).isEqualTo("in_force");
    assertThat(destruction.holds().release(asked.id(), "olga", "checked").state())
        .isEqualTo("released");
    assertThat(own.texts("SELECT kind FROM ledger_entry WHERE log = 'system' ORDER BY index"))
        .containsExactly("hold", "release");
  }

  private static void refused(Runnable deed) {
    assertThatThrownBy(deed::run)
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.SECOND_PERSON_NEEDED));
  }
}
