package eu.bailiwick.metering.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bailiwick.metering.cell.Cell;
import eu.bailiwick.metering.cell.OwnStore;
import eu.bailiwick.metering.cell.World;
import eu.bailiwick.metering.event.EventReader;
import eu.bailiwick.metering.snapshots.SnapshotArchive;
import eu.bailiwick.metering.snapshots.SnapshotStore;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Recomputing what a database of its own holds. */
@QuarkusTest
@QuarkusTestResource(Cell.class)
@SuppressWarnings("NullAway.Init")
class CheckingTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T12:31:00Z"), ZoneOffset.UTC);

  Cell cell;
  private final World world = new World();
  private OwnStore own;
  private String digest;

  @BeforeEach
  void start() {
    own = new OwnStore(cell, CLOCK);
    digest = own.archive(world.permitting(42));
  }

  private void check() {
    check(CLOCK);
  }

  private void check(Clock clock) {
    ConsistencyStore store = new ConsistencyStore(own.transactions(), new SecureRandom(), clock);
    SnapshotArchive archive = new SnapshotArchive(new SnapshotStore(own.transactions(), clock));
    Checking checking = new Checking(store, new Examiner(archive), new EventReader(), clock);
    int steps = 0;
    while (checking.step()) {
      assertThat(++steps).isLessThan(100);
    }
  }

  private String counts() {
    return own.texts(
            "SELECT next || ' ' || confirmed || ' ' || undecided || ' ' || mismatches FROM"
                + " consistency")
        .getFirst();
  }

  private List<String> differences() {
    return own.texts(
        "SELECT m.index || ' ' || (d->>'what') || ' ' || coalesce(d->>'subject' || ' ', '')"
            + " || (d->>'recorded') || ' -> ' || (d->>'recomputed')"
            + " FROM mismatch m, jsonb_array_elements(m.differences) d ORDER BY m.index, 1");
  }

  private List<String> listed() {
    return own.texts("SELECT index || ' ' || cause FROM uncomputable ORDER BY index");
  }

  @Test
  void whatTheSnapshotMakesOfARequestIsConfirmed() {
    ObjectNode opened = world.opened(digest, event -> {});
    own.store(
        opened,
        world.closed(opened),
        world.deniedModel(digest, event -> {}),
        world.deniedWithinIreland(digest, event -> {}));

    check();

    assertThat(counts()).isEqualTo("4 3 0 0");
    assertThat(listed()).isEmpty();
  }

  @Test
  void refusalsForOtherThanTheDecisionAreNoDifference() {
    own.store(
        denied("PERMITTED", 429, "rate_limit_exceeded"),
        denied("PERMITTED", 503, "lawful_endpoint_unavailable"),
        undecided("INVALID_REQUEST"),
        undecided("REQUEST_TOO_LARGE"));

    check();

    assertThat(counts()).isEqualTo("4 2 2 0");
  }

  private ObjectNode denied(String reason, int status, String code) {
    return world.deniedModel(
        digest,
        event -> {
          event.withObject("/descriptor").put("model", "example/chat-8b");
          ObjectNode decision = event.withObject("/decision").put("reason", reason);
          decision.put("dataClass", "claims");
          World.candidate(decision.putArray("candidates"), "chat-paris");
          event.put("status", status).put("code", code);
        });
  }

  private ObjectNode undecided(String reason) {
    return world.deniedModel(digest, event -> event.withObject("/decision").put("reason", reason));
  }

  @Test
  void routerThatGivesAnotherReasonIsFoundOut() {
    own.store(
        world.deniedModel(
            digest, event -> event.withObject("/decision").put("reason", "NO_POLICY")),
        world.deniedWithinIreland(
            digest, event -> event.withObject("/decision").put("dataClass", "public")));

    check();

    assertThat(counts()).isEqualTo("4 0 0 2");
    assertThat(differences())
        .containsExactly("0 reason NO_POLICY -> MODEL_NOT_FOUND", "1 dataClass public -> claims");
  }

  @Test
  void everyMismatchIsAnEntryOfTheTenantsLog() {
    ObjectNode wrong =
        world.deniedModel(
            digest, event -> event.withObject("/decision").put("reason", "NO_POLICY"));
    own.store(wrong);

    check();
    check();

    String request = wrong.get("request").textValue();
    assertThat(
            own.texts(
                "SELECT log || ' ' || index || ' ' || kind || ' ' || about FROM ledger_entry"))
        .containsExactly("tenant/" + world.tenant() + " 1 mismatch " + request);
    assertThat(own.texts("SELECT convert_from(content, 'UTF8') FROM ledger_entry").getFirst())
        .contains("NO_POLICY", "MODEL_NOT_FOUND", digest)
        .doesNotContain("acme-desk");
    assertThat(counts()).isEqualTo("2 0 0 1");
  }

  @Test
  void candidatesAreCompared() {
    own.store(
        world.deniedWithinIreland(
            digest,
            event -> {
              ArrayNode candidates = event.withObject("/decision").putArray("candidates");
              World.candidate(candidates, "chat-paris", "UNKNOWN_PROCESSING");
              World.candidate(candidates, "embed-dublin", "REVOKED");
            }));

    check();

    assertThat(differences())
        .containsExactly(
            "0 candidate chat-paris UNKNOWN_PROCESSING -> PROCESSING_OUTSIDE_AREA",
            "0 candidate chat-virginia not listed -> NOT_APPROVED PROCESSING_OUTSIDE_AREA",
            "0 candidate embed-dublin listed -> none of this model");
  }

  @Test
  void omittedCandidatesHaveToAddUp() {
    own.store(
        world.deniedWithinIreland(
            digest, event -> leaveOutVirginia(event.withObject("/decision"), 1)),
        world.deniedWithinIreland(
            digest, event -> leaveOutVirginia(event.withObject("/decision"), 5)));

    check();

    assertThat(differences()).containsExactly("1 candidates 6 -> 2");
  }

  private static void leaveOutVirginia(ObjectNode decision, int omitted) {
    ((ArrayNode) decision.get("candidates")).remove(1);
    decision.put("omittedCandidates", omitted);
  }

  @Test
  void dispatchToAnUnlawfulEndpointIsFoundOut() {
    own.store(
        world.opened(
            digest,
            event -> {
              ObjectNode endpoint = event.withObject("/endpoint").put("id", "chat-virginia");
              endpoint.put("site", "virginia-1").put("operator", "cloud-us");
              endpoint.putArray("countries").add("US");
            }));

    check();

    assertThat(differences()).contains("0 endpoint chat-virginia dispatched -> not lawful");
  }

  @Test
  void permitWhereThereIsNoneIsFoundOutThoughItsWordsAgree() {
    String strict = own.archive(world.forbidding(42));
    own.store(
        world.opened(
            strict, event -> event.withObject("/decision").put("reason", "NO_LAWFUL_ENDPOINT")));

    check();

    assertThat(differences()).contains("0 endpoint chat-paris dispatched -> not lawful");
  }

  @Test
  void dispatchForARevokedKeyIsFoundOut() {
    own.store(
        world.opened(digest, event -> event.withObject("/descriptor").put("key", "acme-desk-0")),
        world.opened(digest, event -> event.withObject("/descriptor").put("key", "nobody")));

    check();

    assertThat(differences())
        .containsExactly("0 key opens -> revoked or expired", "1 key opens -> not in the snapshot");
  }

  @Test
  void otherEndpointFactsThanTheSnapshotsAreFoundOut() {
    own.store(
        world.opened(
            digest, event -> event.withObject("/endpoint").putArray("countries").add("FR")));

    check();

    assertThat(differences()).hasSize(1);
    assertThat(differences().getFirst()).startsWith("0 endpointFacts chat-paris");
  }

  @Test
  void decisionBeyondTheSnapshotsLifeIsFoundOut() {
    own.store(
        world.opened(
            digest, event -> event.withObject("/decision").put("at", "2026-11-23T13:00:00Z")));

    check();

    assertThat(differences())
        .containsExactly(
            "0 validity 2026-11-23T13:00:00Z -> 2026-11-23T12:00:00Z to 2026-11-23T13:00:00Z");
  }

  @Test
  void revocationsThatTheEventNamesCount() {
    own.store(
        revoked("endpoint.chat-paris"),
        revoked("version.chat-8b-1"),
        revoked("approval.chat-8b-1-eea"),
        revoked("key.somebody"));

    check();

    assertThat(differences()).hasSize(3).allMatch(difference -> difference.startsWith("3 "));
  }

  private ObjectNode revoked(String id) {
    return world.deniedModel(
        digest,
        event -> {
          event.withObject("/descriptor").put("model", "example/chat-8b");
          ObjectNode decision = event.withObject("/decision");
          decision.put("reason", "NO_LAWFUL_ENDPOINT").put("dataClass", "claims");
          decision.putArray("revocations").add(id);
          ArrayNode candidates = decision.putArray("candidates");
          World.candidate(candidates, "chat-paris", "REVOKED");
          if (id.startsWith("endpoint")) {
            World.candidate(candidates, "chat-virginia", "PROCESSING_OUTSIDE_AREA", "NOT_APPROVED");
          } else {
            World.candidate(
                candidates, "chat-virginia", "REVOKED", "PROCESSING_OUTSIDE_AREA", "NOT_APPROVED");
          }
        });
  }

  @Test
  void refusalOfAKeyHasToBeTrue() {
    own.store(
        world.deniedModel(
            digest,
            event -> {
              event.withObject("/descriptor").put("key", "acme-desk-0");
              event.withObject("/decision").put("reason", "KEY_REVOKED");
            }),
        world.deniedModel(
            digest, event -> event.withObject("/decision").put("reason", "KEY_REVOKED")),
        world.deniedModel(
            digest, event -> event.withObject("/decision").put("reason", "CATALOGUE_EXPIRED")));

    check();

    assertThat(counts()).startsWith("5 1 0 2");
    assertThat(differences())
        .containsExactly(
            "1 reason KEY_REVOKED -> does not hold", "2 reason CATALOGUE_EXPIRED -> does not hold");
  }

  @Test
  void exchangedSnapshotIsFoundOut() {
    own.exchange(digest, world.forbidding(42));
    own.store(world.opened(digest, event -> {}));

    check();

    String found = OwnStore.digest(world.forbidding(42));
    assertThat(differences()).containsExactly("0 snapshot " + digest + " -> " + found);
  }

  @Test
  void whatCannotBeRecomputedIsListedWithItsCause() {
    own.store(
        world.opened(digest, event -> event.withObject("/decision").put("semantics", 1)),
        world.opened("sha256:" + "cd".repeat(32), event -> {}),
        world.opened(digest, event -> event.withObject("/decision").put("reason", "NEW_WORD")),
        world.opened(digest, event -> event.withObject("/descriptor").put("operation", "SPEECH")),
        world.deniedModel(digest, event -> event.withObject("/decision").putNull("snapshot")));
    Clock later = Clock.offset(CLOCK, Duration.ofMinutes(1));

    check(later);

    assertThat(listed())
        .containsExactly(
            "0 unknown_semantics",
            "1 snapshot_missing",
            "2 unknown_reason",
            "3 unknown_operation",
            "4 no_snapshot");
    assertThat(counts()).isEqualTo("5 0 0 0");
  }

  @Test
  void missingSnapshotIsWaitedForBrieflyAndSettledWhenItComes() {
    ObjectNode late = world.permitting(43).put("issuedAt", "2026-11-23T12:10:00Z");
    ObjectNode event = world.opened(OwnStore.digest(late), e -> {});
    event.withObject("/decision").put("revision", 43);
    own.store(world.opened(digest, e -> {}), event);

    check();
    assertThat(counts()).isEqualTo("1 1 0 0");
    assertThat(listed()).isEmpty();

    check(Clock.offset(CLOCK, Duration.ofMinutes(1)));
    assertThat(counts()).isEqualTo("2 1 0 0");
    assertThat(listed()).containsExactly("1 snapshot_missing");

    own.archive(late);
    check(Clock.offset(CLOCK, Duration.ofMinutes(2)));
    assertThat(counts()).isEqualTo("2 2 0 0");
    assertThat(listed()).isEmpty();
  }
}
