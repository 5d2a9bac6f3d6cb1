package eu.bailiwick.registry.explanation;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import eu.bailiwick.registry.RegistryApi;
import eu.bailiwick.registry.RegistryParts;
import eu.bailiwick.registry.RegistryTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@RegistryTest
class ExplanationTest {

  /** Serves one model in France, and nobody said who could be compelled to disclose. */
  private static final String WORLD =
      """
      entities:
        - {id: ex-operator, name: Operator}
      sites:
        - {id: ex-site, name: Site, country: FR, operator: ex-operator, status: OPERATIONAL}
      cells:
        - {id: ex-cell, area: EEA, sites: [ex-site]}
        - {id: ex-other-cell, area: FR, sites: [ex-site]}
      models:
        - {id: ex-model, name: Model, operations: [CHAT]}
      versions:
        - id: ex-version
          model: ex-model
          imageDigest: sha256:0f0e0d0c0b0a09080706050403020100f0e0d0c0b0a090807060504030201000
          weightsDigest: sha256:000102030405060708090a0b0c0d0e0f00102030405060708090a0b0c0d0e0f0
          profile: p
      endpoints:
        - id: ex-endpoint
          version: ex-version
          site: ex-site
          baseUrl: https://ex.example
          servedModel: m
          state: ENABLED
          facts:
            processing: {value: [FR], grade: DECLARED, source: s}
      tenants:
        - {id: ex-tenant, name: Tenant}
        - {id: ex-neighbour, name: Neighbour}
      applications:
        - {id: ex-application, tenant: ex-tenant, name: A, dataClass: public}
      policies:
        - id: ex-policy
          scope: {level: TENANT, tenant: ex-tenant}
          constraints:
            - processingWithin: {areas: [FR]}
            - disclosureWithin: {areas: [EEA]}
            - disclosureOutside: {areas: [US]}
      """;

  private static final String QUESTION =
      """
      {"tenant":"ex-tenant","application":"ex-application","model":"ex-model","cell":"ex-cell"}
      """;

  @BeforeEach
  void world() {
    RegistryApi.apply(WORLD).statusCode(200);
  }

  @Test
  void theExplanationIsThatOfTheRouter() {
    JsonPath explanation =
        explain(RegistryParts.token("officer"), QUESTION, "")
            .statusCode(200)
            .body("verdict", equalTo("DENY"))
            .body("reason", equalTo("NO_LAWFUL_ENDPOINT"))
            .body("request.operation", equalTo("CHAT"))
            .body("request.within", hasSize(0))
            .body("dataClass", equalTo("public"))
            .body("$", hasKey("snapshot"))
            .body("snapshot", nullValue())
            .body("revision", equalTo((int) RegistryApi.revision()))
            .body("semantics", notNullValue())
            .body("law", notNullValue())
            .body("nearestMiss", equalTo("ex-endpoint"))
            .body("candidates.endpoint", contains("ex-endpoint"))
            .extract()
            .jsonPath();

    assertThat(explanation.<Set<String>>get("candidates[0].keySet()"))
        .containsExactlyInAnyOrder(
            "endpoint", "version", "site", "eligible", "reasons", "predicates");
    assertThat(explanation.getList("candidates[0].predicates.origin", String.class))
        .contains("policy:ex-policy", "cell:ex-cell");
    assertThat(explanation.getList("candidates[0].predicates.value", String.class))
        .contains("TRUE", "UNKNOWN");
  }

  @Test
  void theRegistryKnowsFactsOfAllCells() {
    String fromFrance = QUESTION.replace("ex-cell", "ex-other-cell");

    explain(RegistryParts.token("officer"), fromFrance, "")
        .statusCode(200)
        .body("candidates[0].predicates.origin", hasItem("cell:ex-other-cell"))
        .body("candidates[0].predicates.found", hasItem(containsString("FR")));
  }

  @Test
  void aPastRevisionIsExplainedAsItWas() {
    long denied = RegistryApi.revision();
    String name = "past-" + denied;
    RegistryApi.apply("tenants: [{id: %s, name: N}]".formatted(name)).statusCode(200);
    RegistryApi.put(
            "/v1/applications/" + name,
            "{\"id\":\""
                + name
                + "\",\"tenant\":\""
                + name
                + "\",\"name\":\"N\",\"dataClass\":\"public\"}")
        .statusCode(201);
    String question =
        "{\"tenant\":\"%1$s\",\"application\":\"%1$s\",\"model\":\"ex-model\",\"cell\":\"ex-cell\"}"
            .formatted(name);

    explain(RegistryParts.token("officer"), question, "?asOf=" + denied)
        .statusCode(200)
        .body("revision", equalTo((int) denied))
        .body("reason", equalTo("DATA_CLASS_NOT_ALLOWED"));
    explain(RegistryParts.token("officer"), question, "?asOf=" + (denied + 2))
        .statusCode(200)
        .body("reason", not(equalTo("DATA_CLASS_NOT_ALLOWED")));
  }

  @Test
  void aPastRevisionDecidesForItsLastInstant() {
    long past = RegistryApi.revision();
    RegistryApi.apply("tenants: [{id: ex-end-%d, name: N}]".formatted(past)).statusCode(200);
    Instant end =
        Instant.parse(
            RegistryApi.get("/v1/catalogue/changes?limit=1&since=" + past)
                .extract()
                .path("items[0].at"));

    Instant at =
        Instant.parse(
            explain(RegistryParts.token("officer"), QUESTION, "?asOf=" + past)
                .statusCode(200)
                .extract()
                .path("at"));

    assertThat(at).isBefore(end).isAfter(end.minus(Duration.ofMillis(1)));
  }

  @Test
  void anInstantOfThePastFindsItsRevision() {
    long past = RegistryApi.revision();
    RegistryApi.apply("tenants: [{id: ex-instant-%d, name: N}]".formatted(past)).statusCode(200);
    String change =
        RegistryApi.get("/v1/catalogue/changes?limit=1&since=" + past)
            .extract()
            .path("items[0].at");

    explain(RegistryParts.token("officer"), QUESTION, "?asOf=" + change)
        .statusCode(200)
        .body("revision", equalTo((int) past + 1))
        .body("at", equalTo(change));
    explain(
            RegistryParts.token("officer"),
            QUESTION,
            "?asOf=" + Instant.parse(change).minusNanos(1000))
        .body("revision", equalTo((int) past));
  }

  @Test
  void theQuestionMayNameTheInstant() {
    String question = QUESTION.replace("}", ",\"at\":\"2027-01-01T00:00:00Z\"}");

    explain(RegistryParts.token("officer"), question, "")
        .statusCode(200)
        .body("at", equalTo("2027-01-01T00:00:00Z"));
  }

  @Test
  void theAdministratorOfTheTenantSeesEveryPredicate() {
    explain(RegistryParts.tokenOfTenant("tenant-admin", "ex-tenant"), QUESTION, "")
        .statusCode(200)
        .body("candidates[0].predicates", not(hasSize(0)));
  }

  @Test
  void anybodyElseOfTheTenantSeesReasonsOnly() {
    explain(RegistryParts.tokenOfTenant("staff", "ex-tenant"), QUESTION, "")
        .statusCode(200)
        .body("candidates[0].reasons", hasItem("UNKNOWN_DISCLOSURE"))
        .body("candidates", everyItem(not(hasKey("predicates"))));
  }

  @Test
  void anAdministratorOfAnotherTenantIsAStranger() {
    String stranger =
        explain(RegistryParts.token("tenant-admin"), QUESTION, "")
            .statusCode(403)
            .extract()
            .asString();

    String neighbour =
        explain(RegistryParts.tokenOfTenant("tenant-admin", "ex-neighbour"), QUESTION, "")
            .statusCode(403)
            .body("code", equalTo("forbidden"))
            .extract()
            .asString();
    String ofNobody =
        explain(
                RegistryParts.tokenOfTenant("tenant-admin", "ex-neighbour"),
                QUESTION.replace("ex-tenant", "ex-nobody"),
                "")
            .statusCode(403)
            .extract()
            .asString();

    assertThat(neighbour).isEqualTo(stranger).isEqualTo(ofNobody);
  }

  @Test
  void nobodyAsksWithoutAToken() {
    given()
        .urlEncodingEnabled(false)
        .contentType(ContentType.JSON)
        .body(QUESTION)
        .post("/v1/decisions:explain")
        .then()
        .statusCode(401);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"application\":\"a\",\"model\":\"m\"} | tenant",
        "{\"tenant\":\"a\",\"model\":\"m\"} | application",
        "{\"tenant\":\"a\",\"application\":\"m\"} | model",
        "{\"tenant\":\"a\",\"application\":\"m\",\"model\":\"m\",\"operation\":\"SING\"} | operation",
        "{\"tenant\":\"a\",\"application\":\"m\",\"model\":\"m\",\"wihtin\":[\"FR\"]} | wihtin",
        "{\"tenant\":\"a\",\"application\":\"m\",\"model\":\"m\",\"at\":\"noon\"} | at",
        "{\"tenant\":\"a\",\"application\":\"m\",\"model\":\"m\",\"cell\":\"nowhere\"} | cell",
        "{\"tenant\":\"a\",\"application\":\"m\",\"model\":\"m\"} | cell",
        "[] | ''"
      })
  void aQuestionThatCannotBeAnsweredNamesTheField(String question, String field) {
    explain(RegistryParts.token("officer"), question, "")
        .statusCode(422)
        .body("code", equalTo("invalid_request"))
        .body("violations.path", hasItem(field));
  }

  @ParameterizedTest
  @CsvSource({"yesterday, 400", "-1, 400", "2999-01-01T00:00:00Z, 400", "99999999, 404"})
  void anImpossiblePastIsRefused(String asOf, int status) {
    explain(RegistryParts.token("officer"), QUESTION, "?asOf=" + asOf).statusCode(status);
  }

  private static ValidatableResponse explain(String token, String question, String query) {
    return given()
        .auth()
        .oauth2(token)
        .urlEncodingEnabled(false)
        .contentType(ContentType.JSON)
        .body(question)
        .post("/v1/decisions:explain" + query)
        .then();
  }
}
