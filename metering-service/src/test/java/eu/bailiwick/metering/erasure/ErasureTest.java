package eu.bailiwick.metering.erasure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bailiwick.metering.cell.Cell;
import eu.bailiwick.metering.cell.Contract;
import eu.bailiwick.metering.cell.OwnStore;
import eu.bailiwick.metering.cell.RouterVoice;
import eu.bailiwick.metering.cell.World;
import eu.bailiwick.metering.event.Bytes;
import eu.bailiwick.metering.ledger.Entry;
import eu.bailiwick.metering.ledger.Leaf;
import eu.bailiwick.metering.ledger.Ledger;
import eu.bailiwick.metering.ledger.LogId;
import eu.bailiwick.metering.problem.ErrorCode;
import eu.bailiwick.metering.problem.ProblemException;
import eu.bailiwick.metering.retention.Concern;
import eu.bailiwick.metering.retention.Destruction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Erasure in a database of its own. */
@QuarkusTest
@QuarkusTestResource(Cell.class)
@SuppressWarnings("NullAway.Init")
class ErasureTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String GROUND = "GDPR Art. 17(1)(d)";
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-24T09:00:00Z"), ZoneOffset.UTC);

  Cell cell;
  private final World world = new World();
  private final byte[] salt = RouterVoice.salt();
  private OwnStore own;
  private Ledger ledger;
  private Destruction destruction;
  private ErasureStore erasures;
  private ObjectNode subject;
  private ObjectNode other;

  /** Of a subject by her key, indexes 0 and 2; of somebody else, 1. */
  @BeforeEach
  void start() {
    own = new OwnStore(cell, CLOCK);
    destruction = new Destruction(own, CLOCK);
    ledger = destruction.ledger();
    erasures = store(CLOCK);
    String digest = own.archive(world.permitting(42));
    subject = world.opened(digest, event -> ofSubject(event));
    other = world.opened(digest, event -> {});
    own.store(Contract.bytes(subject), salt);
    own.store(other);
    ObjectNode end = world.closed(subject);
    own.store(end);
  }

  private static void ofSubject(ObjectNode event) {
    event.withObject("/descriptor").put("key", "ada-lovelace-1").put("model", "ask/ada");
  }

  private ErasureStore store(Clock clock) {
    Terms terms = new Terms(Duration.ofDays(183), 10, Destruction.COPIES);
    return new ErasureStore(
        own.transactions(),
        destruction.motions(),
        destruction.holds(),
        destruction.destruction(),
        ledger,
        terms,
        clock);
  }

  private Concern byKey() {
    return new Concern(world.tenant(), null, "ada-lovelace-1", List.of(), null, null);
  }

  private Erasure erase() {
    Erasure asked = erasures.ask(byKey(), GROUND, "olga", "request 17 of the data subjects' desk");
    return erasures.grant(asked.id(), "dieter", "checked");
  }

  private LogId log() {
    return LogId.tenant(world.tenant());
  }

  @Test
  void nothingOfTheSubjectIsLeftInAnyTable() {
    String request = subject.get("request").textValue();
    Erasure done = erase();

    assertThat(done.state()).isEqualTo("done");
    assertThat(done.events()).isEqualTo(2);
    own.execute("VACUUM FULL");
    for (String table : own.tables()) {
      String rows = String.join("\n", own.rowsInHex(table));
      assertThat(rows)
          .as(table)
          .doesNotContain("ada-lovelace")
          .doesNotContain(hex("ada-lovelace"))
          .doesNotContain("ask/ada")
          .doesNotContain(request)
          .doesNotContain(hex(request))
          .doesNotContain(new Bytes(salt).toString())
          .doesNotContain(new Bytes(Contract.bytes(subject)).sha256().toString());
    }
    assertThat(own.texts("SELECT count(*) FROM event WHERE value IS NOT NULL"))
        .containsExactly("1");
  }

  private static String hex(String text) {
    return new Bytes(text.getBytes(UTF_8)).toString();
  }

  @Test
  void rootAndProofsAreAsBefore() {
    long size = ledger.size(log());
    Bytes root = ledger.root(log(), size);
    List<Bytes> proof = ledger.inclusion(log(), 0, size);
    List<Bytes> leaves = ledger.leafHashes(log(), 0, size);

    erase();

    assertThat(ledger.size(log())).isEqualTo(size);
    assertThat(ledger.root(log(), size)).isEqualTo(root);
    assertThat(ledger.inclusion(log(), 0, size)).isEqualTo(proof);
    assertThat(ledger.leafHashes(log(), 0, size)).isEqualTo(leaves);
    Leaf leaf =
        Leaf.ofEvent(
            "opened",
            world.epoch(),
            subject.get("sequence").longValue(),
            Instant.parse(World.NOON),
            new Bytes(own.hex("SELECT encode(commitment, 'hex') FROM event WHERE log_index = 0")));
    assertThat(leaf.hash()).isEqualTo(leaves.getFirst());
  }

  @Test
  void certificateSaysWhichLeavesStandAloneAndNamesNobody() throws IOException {
    Erasure done = erase();

    JsonNode certificate =
        JSON.readTree(erasures.certificate(done.id(), Set.of()).orElseThrow().content());
    assertThat(certificate.path("kind").asText()).isEqualTo("erasure");
    assertThat(certificate.path("log")).hasToString("\"tenant/" + world.tenant() + "\"");
    assertThat(certificate.path("indexes")).hasToString("[[0,0],[2,2]]");
    assertThat(certificate.path("ground").asText()).isEqualTo(GROUND);
    assertThat(certificate.path("by").asText()).isEqualTo("olga");
    assertThat(certificate.path("approvedBy").asText()).isEqualTo("dieter");
    assertThat(certificate.path("selectors")).hasToString("[\"tenant\",\"key\"]");
    assertThat(certificate.path("lastCopyLapses").path("kafka").asText())
        .isEqualTo("2026-12-08T09:00:00Z");
    assertThat(certificate.path("lastCopyLapses").path("backups").asText())
        .isEqualTo("2026-12-24T09:00:00Z");
    assertThat(certificate.toString()).doesNotContain("ada");
    assertThat(
            own.texts(
                "SELECT kind || ' ' || about || ' ' || convert_from(content, 'UTF8')"
                    + " FROM ledger_entry WHERE log = 'system'"))
        .containsExactly("erasure " + done.id() + " " + certificate);
  }

  @Test
  void numbersOfRequestsAndTokensStayCountable() {
    String counts =
        "SELECT count(DISTINCT request) || ' ' || coalesce(sum(total_tokens), 0) FROM event";
    List<String> before = own.texts(counts);

    erase();

    assertThat(own.texts(counts)).isEqualTo(before);
    assertThat(
            own.texts(
                "SELECT coalesce(s.api_key, '-') || ' ' || sum(c.events) FROM event_shape s"
                    + " JOIN event_count c ON c.shape = s.id GROUP BY s.api_key ORDER BY 1"))
        .containsExactly("- 2", "acme-desk-1 1");
    assertThat(own.texts("SELECT DISTINCT application FROM event WHERE destruction IS NOT NULL"))
        .containsOnlyNulls();
  }

  @Test
  void findingsAboutTheSubjectKeepTheirLeavesOnly() {
    String request = subject.get("request").textValue();
    Bytes content = new Bytes(("{\"request\":\"" + request + "\"}").getBytes(UTF_8));
    for (String about : List.of(request, request + "/1", world.epoch() + "/0")) {
      ledger.append(log(), new Entry("finding", about, CLOCK.instant(), new Bytes(salt), content));
    }
    ledger.append(
        log(),
        new Entry("finding", world.epoch() + "/1", CLOCK.instant(), new Bytes(salt), content));
    List<Bytes> leaves = ledger.leafHashes(log(), 3, 7);

    erase();

    assertThat(ledger.leafHashes(log(), 3, 7)).isEqualTo(leaves);
    assertThat(ledger.entries(log(), 3, 7))
        .extracting(stored -> stored.entry().content().length())
        .containsExactly(0, 0, 0, content.length());
  }

  @Test
  void sameRecordFromKafkaAgainStaysForgotten() {
    erase();

    own.store(Contract.bytes(subject), salt);

    assertThat(own.texts("SELECT count(*) FROM event WHERE value IS NOT NULL"))
        .containsExactly("1");
    assertThat(own.texts("SELECT count(*) FROM equivocation")).containsExactly("0");
    own.store(Contract.bytes(subject.put("router", "another")), salt);
    assertThat(own.texts("SELECT count(*) FROM equivocation")).containsExactly("1");
  }

  @Test
  void whoAskedCannotGrant() {
    Erasure asked = erasures.ask(byKey(), GROUND, "olga", "a reason");

    refused(ErrorCode.SECOND_PERSON_NEEDED, () -> erasures.grant(asked.id(), "olga", "me too"));
    assertThat(own.texts("SELECT count(*) FROM event WHERE value IS NULL")).containsExactly("0");
    erasures.grant(asked.id(), "dieter", "checked");
    refused(ErrorCode.ALREADY_DECIDED, () -> erasures.grant(asked.id(), "dieter", "once more"));
  }

  @Test
  void databaseRefusesOnePersonInBothPlaces() {
    Erasure asked = erasures.ask(byKey(), GROUND, "olga", "a reason");

    assertThatThrownBy(
            () ->
                own.execute(
                    "UPDATE motion SET state = 'granted', decided_by = 'olga' WHERE id = '"
                        + asked.id()
                        + "'"))
        .hasMessageContaining("motion_check");
  }

  @Test
  void belowTheFloorOnlyWithAGround() {
    refused(ErrorCode.GROUND_NEEDED, () -> erasures.ask(byKey(), null, "olga", "a reason"));

    ErasureStore nextYear = store(Clock.offset(CLOCK, Duration.ofDays(400)));
    assertThat(nextYear.ask(byKey(), null, "olga", "a reason").events()).isEqualTo(2);
  }

  @Test
  void holdForbidsErasureUntilItIsReleased() {
    UUID hold =
        destruction.hold(new Concern(world.tenant(), "acme-desk", null, List.of(), null, null));

    refused(ErrorCode.HELD, () -> erasures.ask(byKey(), GROUND, "olga", "a reason"));
    destruction.release(hold);
    Erasure asked = erasures.ask(byKey(), GROUND, "olga", "a reason");
    destruction.hold(
        new Concern(
            null,
            null,
            null,
            List.of(UUID.fromString(subject.get("request").textValue())),
            null,
            null));
    refused(ErrorCode.HELD, () -> erasures.grant(asked.id(), "dieter", "checked"));
    assertThat(erasures.find(asked.id()).state()).isEqualTo("asked");
  }

  @Test
  void moreThanIsAllowedAtOnceIsRefused() {
    for (int i = 0; i < 10; i++) {
      own.store(world.opened("sha256:" + "ab".repeat(32), event -> ofSubject(event)));
    }

    refused(ErrorCode.TOO_MUCH, () -> erasures.ask(byKey(), GROUND, "olga", "a reason"));
  }

  @Test
  void otherTenantsAndKeysAreLeftAlone() {
    erase();

    assertThat(own.texts("SELECT api_key FROM event WHERE value IS NOT NULL"))
        .containsExactly(other.at("/descriptor/key").textValue());
  }

  private static void refused(ErrorCode code, ThrowingCallable deed) {
    assertThatThrownBy(deed)
        .isInstanceOfSatisfying(ProblemException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
