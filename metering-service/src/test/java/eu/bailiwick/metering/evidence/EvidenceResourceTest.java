package eu.bailiwick.metering.evidence;

import static eu.bailiwick.parts.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bailiwick.metering.cell.Api;
import eu.bailiwick.metering.cell.Cell;
import eu.bailiwick.metering.cell.RouterVoice;
import eu.bailiwick.metering.cell.SnapshotSigner;
import eu.bailiwick.metering.cell.TenantEvents;
import eu.bailiwick.metering.event.Bytes;
import eu.bailiwick.metering.ledger.Entry;
import eu.bailiwick.metering.ledger.Ledger;
import eu.bailiwick.metering.ledger.LogId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(Cell.class)
@SuppressWarnings("NullAway.Init")
class EvidenceResourceTest {

  private static final long REVISION = 4711;
  private static JavaVerifier verifier;

  @TempDir static Path classes;
  @TempDir Path folder;
  Cell cell;
  @Inject Ledger ledger;
  private Api api;
  private TenantEvents tenant;
  private String snapshot;
  private UUID first;

  @BeforeAll
  static void compile() throws Exception {
    verifier = new JavaVerifier(classes);
  }

  /** Numbers 0 to 5, each a day after the other. */
  @BeforeEach
  void someEvents() {
    api = new Api(cell);
    tenant = cell.newTenant();
    String payload = SnapshotSigner.payload(SnapshotSigner.CELL, REVISION);
    snapshot = SnapshotSigner.digest(payload);
    cell.registry().serve(snapshot, cell.signer().sign(payload));
    first = UUID.randomUUID();
    UUID second = UUID.randomUUID();
    send("announced", first);
    send("opened", first);
    send("closed", first);
    send("opened", second);
    send("closed", second);
    send("ended", second);
    await()
        .until(() -> api.get("/v1/events?tenant=" + tenant.tenant()).getList("items").size() == 6);
    await().until(this::isArchived);
    await().until(this::isSealed);
  }

  private boolean isSealed() {
    return api.officer()
        .get("/v1/logs/tenant/" + tenant.tenant() + "/checkpoint")
        .asString()
        .contains("\"size\":6");
  }

  private boolean isArchived() {
    return api.officer().get("/v1/snapshots/" + snapshot).statusCode() == 200;
  }

  private void send(String example, UUID request) {
    ObjectNode event =
        tenant.next(
            example,
            each -> {
              if (each.has("request")) {
                each.put("request", request.toString());
              }
              if (each.has("decision")) {
                each.withObject("/decision").put("snapshot", snapshot).put("revision", REVISION);
              }
            });
    tenant.send(event.put("time", "2026-11-1" + event.get("sequence") + "T10:00:00.5Z"));
  }

  private Map<String, Object> asked() {
    Map<String, Object> asked = new HashMap<>();
    asked.put("tenant", tenant.tenant());
    asked.put("from", "2026-11-10T00:00:00Z");
    asked.put("to", "2026-11-20T00:00:00Z");
    asked.put("dataClass", "health");
    asked.put("area", "FR");
    return asked;
  }

  private Response post(Map<String, Object> asked) {
    return api.officer().contentType("application/json").body(asked).post("/v1/evidence");
  }

  /** The answer once a checkpoint covers what is asked for. */
  private Response evidence(Map<String, Object> asked) {
    return await().until(() -> post(asked), answer -> answer.statusCode() != 503);
  }

  private Verdict verify(Response answer, String... options) throws Exception {
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    return verifier.run(folder, answer.asByteArray(), options);
  }

  @Test
  void aBundleOfAllIsAcceptedAndProvesTheStatement() throws Exception {
    Map<String, Object> asked = asked();
    asked.put("cover", "whole");

    Verdict verdict = verify(evidence(asked), "--key", Cell.LOG.verifier().toString());

    assertThat(verdict.status()).as(verdict.output()).isZero();
    assertThat(verdict.statement()).isEqualTo("HOLDS");
    assertThat(verdict.output()).contains("that is all of the tenant's log", "entries 0 to 5");
  }

  @Test
  void aStatementIsContradictedByTheEventsThatAreAgainstIt() throws Exception {
    Map<String, Object> asked = asked();
    asked.put("area", "DE");

    Verdict verdict = verify(evidence(asked));

    assertThat(verdict.status()).isZero();
    assertThat(verdict.statement()).isEqualTo("CONTRADICTED");
    assertThat(verdict.output()).contains("against it: entry 1", "against it: entry 4");
  }

  @Test
  void aPeriodIsCoveredFromItsFirstEventToItsLast() throws Exception {
    Map<String, Object> asked = asked();
    asked.put("from", "2026-11-11T00:00:00Z");
    asked.put("to", "2026-11-13T00:00:00Z");

    Verdict verdict = verify(evidence(asked));

    assertThat(verdict.status()).as(verdict.output()).isZero();
    assertThat(verdict.output()).contains("entries 1 to 2 of 6", "stands outside of the range");
  }

  @Test
  void aPeriodWithoutEventsIsCovered() throws Exception {
    Map<String, Object> asked = asked();
    asked.put("from", "2026-11-01T00:00:00Z");
    asked.put("to", "2026-11-02T00:00:00Z");

    Verdict verdict = verify(evidence(asked));

    assertThat(verdict.status()).as(verdict.output()).isZero();
    assertThat(verdict.output()).contains("0 shown");
  }

  @Test
  void withheldEventsAreThereAsLeavesWithTheReason() throws Exception {
    Map<String, Object> asked = asked();
    asked.put(
        "withhold",
        List.of(
            Map.of("epoch", tenant.epoch().toString(), "sequence", 3, "reason", "a trade secret")));

    Response answer = evidence(asked);
    Verdict verdict = verify(answer);

    assertThat(verdict.status()).as(verdict.output()).isZero();
    assertThat(verdict.output()).contains("1 withheld");
    assertThat(verdict.statement()).isEqualTo("UNPROVEN");
    assertThat(new Unpacked(answer.asByteArray()).text("redactions.jsonl"))
        .contains("\"index\":3", "a trade secret");
  }

  @Test
  void erasedEventsAreToldFromTamperingByTheirCertificate() throws Exception {
    Map<String, Object> concerns =
        Map.of("tenant", tenant.tenant(), "requests", List.of(first.toString()));
    String erasure =
        api.officer()
            .contentType("application/json")
            .body(Map.of("concerns", concerns, "ground", "GDPR Art. 17(1)(d)", "reason", "a wish"))
            .post("/v1/erasures")
            .then()
            .statusCode(202)
            .extract()
            .path("id");
    Api.asking(cell.tokenOf("dieter", "officer"))
        .contentType("application/json")
        .body(Map.of("reason", "checked"))
        .post("/v1/erasures/" + erasure + "/approval")
        .then()
        .statusCode(200);

    Response answer = evidence(asked());
    Verdict verdict = verify(answer);

    assertThat(verdict.status()).as(verdict.output()).isZero();
    assertThat(verdict.output()).contains("2 erased");
    assertThat(verdict.statement()).isEqualTo("UNPROVEN");
    assertThat(new Unpacked(answer.asByteArray()).text("redactions.jsonl")).contains(erasure);
  }

  @Test
  void aGapIsAdmittedAndLeavesTheStatementUnproven() throws Exception {
    tenant.skip(2);
    send("opened", UUID.randomUUID());
    await()
        .until(() -> api.get("/v1/events?tenant=" + tenant.tenant()).getList("items").size() == 7);
    ledger.append(
        LogId.tenant(tenant.tenant()),
        new Entry(
            "gap",
            tenant.epoch() + "/6-7",
            Instant.now(),
            new Bytes(RouterVoice.salt()),
            new Bytes("{}".getBytes(StandardCharsets.UTF_8))));

    Verdict verdict = verify(evidence(asked()));

    assertThat(verdict.status()).as(verdict.output()).isZero();
    assertThat(verdict.statement()).isEqualTo("UNPROVEN");
    assertThat(verdict.output()).contains("not proven because of: gap");
  }

  @Test
  void aLaterBundleContinuesAnEarlierOne() throws Exception {
    Response earlier = evidence(asked());
    String checkpoint = new Unpacked(earlier.asByteArray()).text("checkpoints/cell.txt");
    long seen = Long.parseLong(checkpoint.lines().skip(1).findFirst().orElseThrow());
    send("opened", UUID.randomUUID());
    Map<String, Object> asked = asked();
    asked.put("seen", seen);
    await()
        .until(
            () -> {
              Response later = evidence(asked);
              return later.statusCode() == 200
                  && new Unpacked(later.asByteArray())
                      .text("checkpoints/tenant.json")
                      .contains("\"about\":\"7\"");
            });
    Path one = Files.write(folder.resolve("one.zip"), earlier.asByteArray());
    Path two = Files.write(folder.resolve("two.zip"), evidence(asked).asByteArray());

    Verdict verdict = verifier.run(List.of("--compare", one.toString(), two.toString()));

    assertThat(verdict.status()).as(verdict.output()).isZero();
    assertThat(verdict.output()).contains("the later checkpoint continues the earlier one");
  }

  @Test
  void theExportIsOnRecordBeforeItBegins() {
    String record = evidence(asked()).header("Bailiwick-Record");

    api.officer()
        .get("/v1/ledger/system/entries?kind=export")
        .then()
        .statusCode(200)
        .body("items.about", hasItem(record));
  }

  @ParameterizedTest
  @CsvSource({
    "tenant, '', invalid_parameter",
    "from, yesterday, invalid_parameter",
    "to, 2026-11-10T00:00:00Z, invalid_parameter",
    "area, Europe, invalid_parameter",
    "cover, some, invalid_parameter",
    "seen, 0, invalid_parameter",
    "withhold, all, invalid_parameter",
    "limit, 10, invalid_parameter",
  })
  void anOddMemberIsRefusedByName(String member, String value, String code) {
    Map<String, Object> asked = asked();
    asked.put(member, value);

    post(asked)
        .then()
        .statusCode(400)
        .body("code", is(code))
        .body("violations.path", hasItem(member));
  }

  @Test
  void aPeriodThatIsNotOverIsRefused() {
    Map<String, Object> asked = asked();
    asked.put("to", Instant.now().plusSeconds(3600).toString());

    refused(asked).statusCode(400).body("code", is("future_period"));
  }

  @Test
  void aTenantWithoutALogIsNotFound() {
    Map<String, Object> asked = asked();
    asked.put("tenant", "nobody");

    refused(asked).statusCode(404).body("code", is("not_found"));
  }

  private ValidatableResponse refused(Map<String, Object> asked) {
    return post(asked).then();
  }

  @Test
  void anotherTenantsOfficerIsRefused() {
    String token = cell.tokenOfTenant("rival", "tenant-officer");

    Api.asking(token)
        .contentType("application/json")
        .body(asked())
        .post("/v1/evidence")
        .then()
        .statusCode(403)
        .body("code", is("other_tenant"));
  }
}
