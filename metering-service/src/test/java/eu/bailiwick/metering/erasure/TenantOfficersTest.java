package eu.bailiwick.metering.erasure;

import static eu.bailiwick.parts.Eventually.await;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a tenant's own officer may do about the tenant's decisions and data, and what not. */
@QuarkusTest
@QuarkusTestResource(Cell.class)
@SuppressWarnings("NullAway.Init")
class TenantOfficersTest {

  private static final String ROLE = "tenant-officer";
  private static final String GROUND = "GDPR Art. 17(1)(d)";

  Cell cell;
  private final World world = new World();
  private Api api;
  private String tina;
  private String stranger;
  private String olga;
  private String digest;
  private ObjectNode opened;

  @BeforeEach
  void anEventThatCanBeDecidedAgain() {
    api = new Api(cell);
    tina = cell.tokenOfTenant(world.tenant(), ROLE);
    stranger = cell.tokenOfTenant("of-" + UUID.randomUUID(), ROLE);
    olga = cell.tokenOf("olga", "officer");
    ObjectNode snapshot = world.permitting(42);
    String jws = cell.signer().sign(snapshot.toString());
    digest = SnapshotSigner.digest(snapshot.toString());
    cell.registry().serve(digest, jws);
    opened = world.opened(digest, event -> {});
    cell.voice().send(opened);
    await()
        .until(
            () -> get(olga, "/v1/decisions/" + request()).jsonPath().get("same"),
            Boolean.TRUE::equals);
  }

  private String request() {
    return opened.get("request").textValue();
  }

  private String own() {
    return "tenant=" + world.tenant();
  }

  private static Response get(String token, String question) {
    return Api.asking(token).get(question);
  }

  private static Response post(String token, String path, Map<String, ?> body) {
    return Api.asking(token).contentType("application/json").body(body).post(path);
  }

  private static String code(Response refused) {
    return refused.statusCode() + " " + refused.jsonPath().getString("code");
  }

  private List<String> refusals() {
    return api.get("/v1/queries?kind=refused&by=tom&limit=1000").getList("items.detail.code");
  }

  @Test
  void ownDecisionIsReplayed() {
    JsonPath decision = get(tina, "/v1/decisions/" + request() + "?" + own()).jsonPath();

    assertThat(decision.getBoolean("same")).isTrue();
    assertThat(decision.getString("recomputed.reason")).isEqualTo("PERMITTED");
  }

  @Test
  void decisionOfAnotherTenantIsNotThere() {
    String others = cell.tokenOfTenant("another", ROLE);

    assertThat(code(get(others, "/v1/decisions/" + request() + "?tenant=another")))
        .isEqualTo("404 not_found");
  }

  @Test
  void ownConsistencyIsShownAndNoOther() {
    await().until(() -> consistency().getInt("confirmed") == 1);

    assertThat(consistency().getList("tenants.tenant")).containsExactly(world.tenant());
    assertThat(get(tina, "/v1/consistency/mismatches?" + own()).statusCode()).isEqualTo(200);
    assertThat(get(tina, "/v1/consistency/uncomputable?" + own()).statusCode()).isEqualTo(200);
  }

  private JsonPath consistency() {
    return get(tina, "/v1/consistency?" + own()).then().statusCode(200).extract().jsonPath();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/consistency",
        "/v1/consistency/mismatches?tenant=of-another",
        "/v1/consistency/uncomputable",
        "/v1/decisions/01932f6a-7c00-7a3b-8d2e-1f0a9b8c7d6e",
        "/v1/what-if",
        "/v1/what-if?tenant=of-another",
        "/v1/erasures",
        "/v1/erasures?tenant=of-another"
      })
  void questionBeyondTheOwnTenantIsRefusedAndOnRecord(String question) {
    int before = refusals().size();

    assertThat(code(get(tina, question))).isEqualTo("403 other_tenant");
    assertThat(refusals()).hasSizeGreaterThan(before).contains("other_tenant");
  }

  private String job(@Nullable String about) {
    Map<String, Object> question = new HashMap<>();
    question.put("purpose", "a board meeting");
    if (about != null) {
      question.put("tenant", about);
    }
    question.put("from", opened.get("time").textValue());
    question.put("to", "2026-11-23T12:30:01Z");
    question.put("change", Map.of("remove", Map.of("policies", List.of("platform"))));
    String job = post(olga, "/v1/what-if", question).then().statusCode(202).extract().path("id");
    await().until(() -> api.get("/v1/what-if/" + job).getString("state").equals("done"));
    return job;
  }

  @Test
  void jobsAboutTheOwnTenantAreReadWithoutTheChange() {
    String mine = job(world.tenant());
    String ofAll = job(null);

    assertThat(get(tina, "/v1/what-if?" + own()).jsonPath().getList("items.id"))
        .containsExactly(mine);
    JsonPath read = get(tina, "/v1/what-if/" + mine + "?" + own()).jsonPath();
    assertThat(read.getInt("changed")).isEqualTo(1);
    assertThat(read.getMap("$")).containsKey("changeDigest").doesNotContainKey("change");
    assertThat(get(tina, "/v1/what-if/" + mine + "/changes?" + own()).asString())
        .contains(request());
    assertThat(get(tina, "/v1/what-if/" + mine + "/changes.csv?" + own()).asString())
        .contains(request());
    assertThat(code(get(tina, "/v1/what-if/" + ofAll + "?" + own()))).isEqualTo("403 other_tenant");
    assertThat(code(get(tina, "/v1/what-if/" + ofAll + "/changes.jsonl?" + own())))
        .isEqualTo("403 other_tenant");
    assertThat(code(Api.asking(tina).delete("/v1/what-if/" + mine))).isEqualTo("403 forbidden");
    assertThat(code(post(tina, "/v1/what-if", Map.of()))).isEqualTo("403 forbidden");
  }

  private Response ask(String token, String tenant) {
    return post(
        token,
        "/v1/erasures",
        Map.of(
            "concerns",
            Map.of("tenant", tenant, "key", "acme-desk-1"),
            "ground",
            GROUND,
            "reason",
            "desk 17"));
  }

  @Test
  void erasureOfOwnEventsIsAskedForAndGrantedByAnOfficerOfTheCell() {
    Response asked = ask(tina, world.tenant());
    assertThat(asked.statusCode()).isEqualTo(202);
    String erasure = "/v1/erasures/" + asked.jsonPath().getString("id");

    assertThat(code(post(tina, erasure + "/approval", Map.of("reason", "me too"))))
        .isEqualTo("403 forbidden");
    assertThat(post(olga, erasure + "/approval", Map.of("reason", "checked")).statusCode())
        .isEqualTo(200);

    JsonPath done = get(tina, erasure + "?" + own()).jsonPath();
    assertThat(done.getString("state")).isEqualTo("done");
    assertThat(done.getString("tenant")).isEqualTo(world.tenant());
    assertThat(get(tina, "/v1/erasures?" + own()).jsonPath().getList("items.id"))
        .containsExactly(asked.jsonPath().getString("id"));
    assertThat(get(tina, erasure + "/certificate?" + own()).jsonPath().getString("by"))
        .isEqualTo("tom");
  }

  @Test
  void erasureOfAnotherTenantsEventsIsRefusedAndOnRecord() {
    int before = refusals().size();

    assertThat(code(ask(stranger, world.tenant()))).isEqualTo("403 other_tenant");
    assertThat(code(ask(cell.tokenOf("tom", ROLE), world.tenant()))).isEqualTo("403 other_tenant");
    assertThat(refusals()).hasSizeGreaterThanOrEqualTo(before + 2);
  }

  @Test
  void erasureOfAnotherTenantIsNotThere() {
    String id = ask(olga, world.tenant()).jsonPath().getString("id");
    String others = cell.tokenOfTenant("another", ROLE);

    assertThat(code(get(others, "/v1/erasures/" + id + "?tenant=another")))
        .isEqualTo("404 not_found");
    assertThat(code(get(others, "/v1/erasures/" + id + "/certificate?tenant=another")))
        .isEqualTo("404 not_found");
    assertThat(code(post(others, "/v1/erasures/" + id + "/rejection", Map.of("reason", "no"))))
        .isEqualTo("403 other_tenant");
  }

  @Test
  void onlyTheOwnWishIsWithdrawn() {
    String ofOlga = ask(olga, world.tenant()).jsonPath().getString("id");
    String ofTina = ask(tina, world.tenant()).jsonPath().getString("id");

    assertThat(code(post(tina, "/v1/erasures/" + ofOlga + "/rejection", Map.of("reason", "no"))))
        .isEqualTo("403 forbidden");
    assertThat(
            post(tina, "/v1/erasures/" + ofTina + "/rejection", Map.of("reason", "a mistake"))
                .jsonPath()
                .getString("state"))
        .isEqualTo("withdrawn");
  }
}
