package eu.bailiwick.metering.erasure;

import static eu.bailiwick.parts.Eventually.await;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bailiwick.metering.cell.Api;
import eu.bailiwick.metering.cell.Cell;
import eu.bailiwick.metering.cell.SnapshotSigner;
import eu.bailiwick.metering.cell.World;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What officers do, through the service: two people, and everything on record. */
@QuarkusTest
@QuarkusTestResource(Cell.class)
@SuppressWarnings("NullAway.Init")
class OfficersTest {

  Cell cell;
  private final World world = new World();
  private String olga;
  private String dieter;
  private Api api;
  private String digest;
  private ObjectNode opened;

  @BeforeEach
  void anEvent() {
    api = new Api(cell);
    olga = cell.tokenOf("olga", "officer");
    dieter = cell.tokenOf("dieter", "dpo");
    ObjectNode snapshot = world.permitting(42);
    String jws = cell.signer().sign(snapshot.toString());
    digest = SnapshotSigner.digest(snapshot.toString());
    cell.registry().serve(digest, jws);
    opened = world.opened(digest, event -> {});
    cell.voice().send(opened);
    await().until(() -> !api.get("/v1/events?request=" + request()).getList("items").isEmpty());
  }

  private String request() {
    return opened.get("request").textValue();
  }

  private static Response post(String token, String path, Map<String, ?> body) {
    return Api.asking(token).contentType("application/json").body(body).post(path);
  }

  private static String code(Response refused) {
    return refused.statusCode() + " " + refused.jsonPath().getString("code");
  }

  private Map<String, ?> concerns() {
    return Map.of("tenant", world.tenant(), "key", "acme-desk-1");
  }

  @Test
  void decisionIsReplayedWithItsSnapshotAndTheReasonsForEveryCandidate() {
    await().until(() -> archivedDecision() != null);
    JsonPath decision = api.get("/v1/decisions/" + request());

    assertThat(decision.getBoolean("same")).isTrue();
    assertThat(decision.getString("recorded.snapshot")).isEqualTo(digest);
    assertThat(decision.getInt("recorded.revision")).isEqualTo(42);
    assertThat(decision.getString("recomputed.reason")).isEqualTo("PERMITTED");
    assertThat(decision.getList("recomputed.candidates.endpoint"))
        .containsExactly("chat-paris", "chat-virginia");
    assertThat(decision.getList("recomputed.candidates[1].reasons"))
        .containsExactly("PROCESSING_OUTSIDE_AREA", "NOT_APPROVED");
    assertThat(decision.getList("recomputed.candidates[1].predicates.demand"))
        .contains("not revoked");
    assertThat(api.officer().get("/v1/decisions/nobody").statusCode()).isEqualTo(404);
  }

  /** Whether it comes out the same; null before the snapshot is archived. */
  private @Nullable Object archivedDecision() {
    return api.get("/v1/decisions/" + request()).get("same");
  }

  @Test
  void backgroundCheckComesToEveryTenantAndReportsWhatItFinds() {
    ObjectNode wrong =
        world.deniedModel(
            digest, event -> event.withObject("/decision").put("reason", "NO_POLICY"));
    cell.voice().send(wrong);

    String question = "?tenant=" + world.tenant();
    await().until(() -> api.get("/v1/consistency" + question).getInt("mismatches") == 1);
    assertThat(api.get("/v1/consistency" + question).getInt("confirmed")).isEqualTo(1);
    JsonPath found = api.get("/v1/consistency/mismatches" + question);
    assertThat(found.getString("items[0].request")).isEqualTo(wrong.get("request").textValue());
    assertThat(found.getString("items[0].differences[0].recorded")).isEqualTo("NO_POLICY");
    assertThat(api.get("/v1/consistency/uncomputable" + question).getList("items")).isEmpty();
  }

  @Test
  void readinessSaysWhatWasFoundAndAlertsAskForMetricsThatThereAre() throws IOException {
    assertThat(given().get("/q/health/ready").jsonPath().getList("checks.name"))
        .contains("consistency");
    List<String> metrics = given().get("/q/metrics").asString().lines().toList();
    List<MatchResult> asked =
        Pattern.compile("(bailiwick_[a-z_]+)(?:\\{([a-z_]+)=~?\"([^\"]+)\"})?")
            .matcher(Files.readString(Path.of("../deploy/observability/alerts-metering.yaml")))
            .results()
            .toList();

    assertThat(asked).hasSizeGreaterThan(15);
    for (MatchResult each : asked) {
      List<String> series =
          metrics.stream().filter(line -> line.split("[{ ]", 2)[0].equals(each.group(1))).toList();
      assertThat(series).as(each.group()).isNotEmpty();
      if (each.group(2) != null) {
        for (String value : each.group(3).split("\\|", -1)) {
          assertThat(series).anyMatch(line -> line.contains(each.group(2) + "=\"" + value + "\""));
        }
      }
    }
  }

  @Test
  void erasureTakesTwoPeopleAndRefusalsAreOnRecord() {
    Response withoutGround =
        post(olga, "/v1/erasures", Map.of("concerns", concerns(), "reason", "desk 17"));
    assertThat(code(withoutGround)).isEqualTo("409 ground_needed");
    Response tooWide =
        post(
            olga,
            "/v1/erasures",
            Map.of("concerns", Map.of("tenant", world.tenant()), "reason", "desk 17"));
    assertThat(code(tooWide)).isEqualTo("400 invalid_body");
    assertThat(tooWide.jsonPath().getString("violations[0].path")).isEqualTo("concerns");

    Response asked =
        post(
            olga,
            "/v1/erasures",
            Map.of("concerns", concerns(), "ground", "GDPR Art. 17(1)(d)", "reason", "desk 17"));
    assertThat(asked.statusCode()).isEqualTo(202);
    String erasure = "/v1/erasures/" + asked.jsonPath().getString("id");
    assertThat(code(post(olga, erasure + "/approval", Map.of("reason", "me too"))))
        .isEqualTo("403 second_person_needed");
    Response done = post(dieter, erasure + "/approval", Map.of("reason", "checked"));
    assertThat(done.statusCode()).isEqualTo(200);
    assertThat(done.jsonPath().getString("state")).isEqualTo("done");

    assertThat(api.get(erasure + "/certificate").getString("approvedBy")).isEqualTo("dieter");
    assertThat(api.get("/v1/events?request=" + request()).getList("items")).isEmpty();
    List<Map<String, Object>> left =
        api.get("/v1/events?tenant=" + world.tenant()).getList("items");
    assertThat(left)
        .isNotEmpty()
        .allSatisfy(event -> assertThat(event).containsKey("destruction"))
        .allSatisfy(
            event ->
                assertThat(event).doesNotContainKeys("event", "application", "apiKey", "model"));
    assertThat(api.officer().get("/v1/decisions/" + request()).statusCode()).isEqualTo(404);
    List<String> kinds =
        api.get("/v1/ledger/system/entries?limit=1000").getList("items.kind", String.class);
    assertThat(kinds).contains("erasure", "refused");
  }

  @Test
  void holdForbidsErasureAndTakesTwoPeople() {
    Response asked =
        post(olga, "/v1/holds", Map.of("concerns", concerns(), "reason", "case 4 O 17/26"));
    assertThat(asked.statusCode()).isEqualTo(202);
    String hold = "/v1/holds/" + asked.jsonPath().getString("id");
    assertThat(code(post(olga, hold + "/approval", Map.of("reason", "me too"))))
        .isEqualTo("403 second_person_needed");
    assertThat(post(dieter, hold + "/approval", Map.of("reason", "seen")).statusCode())
        .isEqualTo(200);

    Response erasure =
        post(
            olga,
            "/v1/erasures",
            Map.of("concerns", concerns(), "ground", "GDPR Art. 17(1)(d)", "reason", "desk 17"));
    assertThat(code(erasure)).isEqualTo("409 held");
    assertThat(post(olga, hold + "/release", Map.of("reason", "over")).statusCode()).isEqualTo(202);
    assertThat(post(dieter, hold + "/release/approval", Map.of("reason", "seen")).statusCode())
        .isEqualTo(200);
    assertThat(api.get(hold).getString("state")).isEqualTo("released");
    assertThat(code(post(olga, "/v1/holds", Map.of("reason", "all of it"))))
        .isEqualTo("400 invalid_body");
  }

  @Test
  void ceilingBelowTheFloorIsRefused() {
    Response tooShort = post(olga, "/v1/retention", Map.of("days", 30, "reason", "save disk"));
    assertThat(code(tooShort)).isEqualTo("400 invalid_body");
    Response asked =
        post(
            olga,
            "/v1/retention",
            Map.of("days", 400, "dataClass", "claims", "tenant", world.tenant(), "reason", "plan"));
    assertThat(asked.statusCode()).isEqualTo(202);
    String id = asked.jsonPath().getString("id");
    assertThat(
            post(dieter, "/v1/retention/" + id + "/approval", Map.of("reason", "plan"))
                .jsonPath()
                .getString("state"))
        .isEqualTo("in_force");
    assertThat(api.get("/v1/retention?limit=1000").getList("ceilings.id")).contains(id);
  }

  @Test
  void whatIfRunsAsAJobAndItsListIsDownloaded() {
    await().until(() -> api.officer().get("/v1/snapshots/" + digest).statusCode() == 200);
    String time = opened.get("time").textValue();
    Map<String, Object> question =
        Map.of(
            "purpose",
            "a board meeting",
            "tenant",
            world.tenant(),
            "from",
            time,
            "to",
            "2026-11-23T12:30:01Z",
            "change",
            Map.of("remove", Map.of("policies", List.of("platform"))));
    Response asked = post(olga, "/v1/what-if", question);
    assertThat(asked.statusCode()).isEqualTo(202);
    String job = "/v1/what-if/" + asked.jsonPath().getString("id");

    await().until(() -> api.get(job).getString("state").equals("done"));
    assertThat(api.get(job).getInt("changed")).isEqualTo(1);
    assertThat(api.get(job + "/changes?change=permit_to_deny").getString("items[0].request"))
        .isEqualTo(request());
    assertThat(api.officer().get(job + "/changes.csv").asString())
        .contains(request())
        .startsWith("number,time,tenant");
    assertThat(api.officer().get(job + "/changes.jsonl").asString().lines())
        .singleElement()
        .asString()
        .contains("\"becomes\":\"NO_POLICY\"");
    assertThat(code(Api.asking(olga).delete(job))).isEqualTo("409 already_decided");
  }

  @Test
  void whatCannotBeAskedIsRefusedWithThePlace() {
    Response unknownList =
        post(
            olga,
            "/v1/what-if",
            Map.of(
                "purpose",
                "a test",
                "from",
                "2026-11-23T00:00:00Z",
                "to",
                "2026-11-24T00:00:00Z",
                "change",
                Map.of("put", Map.of("policys", List.of()))));
    assertThat(code(unknownList)).isEqualTo("400 invalid_body");
    assertThat(unknownList.jsonPath().getString("violations[0].path"))
        .isEqualTo("change.put.policys");
    Response malformed =
        post(
            olga,
            "/v1/what-if",
            Map.of(
                "purpose",
                "a test",
                "from",
                "2026-11-23T00:00:00Z",
                "to",
                "2026-11-24T00:00:00Z",
                "change",
                Map.of(
                    "put",
                    Map.of(
                        "policies",
                        List.of(
                            Map.of(
                                "id", "p", "scope", Map.of("level", "PLATFORM"), "extra", 1))))));
    assertThat(malformed.jsonPath().getString("violations[0].path"))
        .startsWith("change.put.policies[0]");
    Response future =
        post(
            olga,
            "/v1/what-if",
            Map.of(
                "purpose",
                "a test",
                "from",
                "2096-11-23T00:00:00Z",
                "to",
                "2096-11-24T00:00:00Z",
                "change",
                Map.of("remove", Map.of("policies", List.of("platform")))));
    assertThat(code(future)).isEqualTo("400 future_period");
  }
}
