package eu.bailiwick.routing.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import eu.bailiwick.routing.scripted.Surroundings;
import eu.bailiwick.routing.scripted.TestCatalogue;
import eu.bailiwick.sovereignty.catalogue.Endpoint;
import eu.bailiwick.sovereignty.catalogue.Revocation;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Models, decisions, status and what operators read. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class OwnSurfaceTest extends RunningRouter {

  private static final String DRY_RUN = "/bailiwick/v1/decisions:dry-run";

  @Test
  void modelsAreThoseThatTheCallerCouldReach() throws Exception {
    JsonNode triage = json(get("/v1/models", TestCatalogue.TRIAGE_KEY));
    JsonNode portal = json(get("/v1/models", TestCatalogue.PORTAL_KEY));

    assertThat(triage.path("object").asText()).isEqualTo("list");
    assertThat(triage.path("data").findValuesAsText("id"))
        .containsExactly(
            "scripted-chat",
            "scripted-embed",
            "scripted-text",
            "scripted-rank",
            "org/solo-chat",
            "drained-chat");
    assertThat(portal.path("data").findValuesAsText("id"))
        .contains("meridian-chat", "mystery-chat")
        .doesNotContain("nowhere-chat");
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/models/org/solo-chat, 200",
    "/v1/models/org%2Fsolo-chat, 200",
    "/v1/models/meridian-chat, 404",
    "/v1/models/unheard-of, 404"
  })
  void oneModelIsThereIfTheCallerCouldReachIt(String path, int status) throws Exception {
    HttpResponse<String> answer = get(path, TestCatalogue.TRIAGE_KEY);

    assertThat(answer.statusCode()).isEqualTo(status);
    if (status == 200) {
      assertThat(json(answer).path("id").asText()).isEqualTo("org/solo-chat");
    }
  }

  @Test
  void modelsNeedAKey() throws Exception {
    assertThat(get("/v1/models", "bw-nobody").statusCode()).isEqualTo(401);
  }

  @Test
  void aTenantSeesTheReasonsOfItsDecision() throws Exception {
    String id = decision(chat(TestCatalogue.TRIAGE_KEY, "{\"model\":\"meridian-chat\"}"));

    JsonNode explanation = json(get("/bailiwick/v1/decisions/" + id, TestCatalogue.PORTAL_KEY));

    assertThat(explanation.path("verdict").asText()).isEqualTo("DENY");
    assertThat(explanation.path("reason").asText()).isEqualTo("NO_LAWFUL_ENDPOINT");
    assertThat(explanation.path("nearestMiss").asText()).isEqualTo("meridian-dublin");
    assertThat(explanation.path("candidates").get(0).path("reasons").get(0).asText())
        .isEqualTo("DISCLOSURE_EXPOSURE");
    assertThat(explanation.path("candidates").get(0).has("predicates")).isFalse();
  }

  @Test
  void anOfficerSeesThePathToTheCountry() throws Exception {
    String id = decision(chat(TestCatalogue.TRIAGE_KEY, "{\"model\":\"meridian-chat\"}"));

    JsonNode explanation =
        json(get("/bailiwick/v1/decisions/" + id, setting("test.token.officer")));

    assertThat(explanation.path("candidates").get(0).path("predicates").toString())
        .contains("controlled by meridian-us", "subject to US", "policy:health");
  }

  @ParameterizedTest
  @CsvSource({"bw-atelier-key, 404", "bw-nobody, 401", "'', 401"})
  void nobodyElseSeesADecision(String key, int status) throws Exception {
    String id = decision(chat(TestCatalogue.TRIAGE_KEY, "{\"model\":\"meridian-chat\"}"));

    HttpResponse<String> answer = get("/bailiwick/v1/decisions/" + id, key);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(header(answer, "Content-Type")).startsWith("application/problem+json");
    assertThat(json(answer).path("status").asInt()).isEqualTo(status);
    assertThat(json(answer).path("code").asText()).isNotBlank();
  }

  @Test
  void aRoutersTokenSeesNoDecision() throws Exception {
    String id = decision(chat(TestCatalogue.TRIAGE_KEY, "{\"model\":\"meridian-chat\"}"));

    assertThat(get("/bailiwick/v1/decisions/" + id, setting("test.token.router")).statusCode())
        .isEqualTo(403);
  }

  @Test
  void anAdministratorOfTheTenantSeesEveryPredicate() throws Exception {
    String id = decision(chat(TestCatalogue.TRIAGE_KEY, "{\"model\":\"meridian-chat\"}"));

    JsonNode explanation =
        json(get("/bailiwick/v1/decisions/" + id, setting("test.token.clinique-admin")));

    assertThat(explanation.path("candidates").get(0).path("predicates").toString())
        .contains("controlled by meridian-us", "policy:health");
  }

  @Test
  void anybodyElseOfTheTenantSeesReasonsOnly() throws Exception {
    String id = decision(chat(TestCatalogue.TRIAGE_KEY, "{\"model\":\"meridian-chat\"}"));

    JsonNode explanation =
        json(get("/bailiwick/v1/decisions/" + id, setting("test.token.clinique-member")));

    assertThat(explanation.path("candidates").get(0).path("reasons").isEmpty()).isFalse();
    assertThat(explanation.path("candidates").get(0).has("predicates")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"atelier-admin, 404", "admin-of-nothing, 403"})
  void anAdministratorOfAnotherTenantIsAStranger(String token, int status) throws Exception {
    String id = decision(chat(TestCatalogue.TRIAGE_KEY, "{\"model\":\"meridian-chat\"}"));

    assertThat(get("/bailiwick/v1/decisions/" + id, setting("test.token." + token)).statusCode())
        .isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({"clinique-admin, 200", "atelier-admin, 403", "admin-of-nothing, 403"})
  void anAdministratorMayAskForItsTenantOnly(String token, int status) throws Exception {
    HttpResponse<String> answer =
        post(
            DRY_RUN,
            setting("test.token." + token),
            """
            {"model":"meridian-chat","tenant":"clinique","application":"triage"}""");

    assertThat(answer.statusCode()).isEqualTo(status);
    if (status == 200) {
      assertThat(json(answer).path("candidates").get(0).path("predicates").isEmpty()).isFalse();
    }
  }

  @Test
  void aTenantMayAskWhatWouldBeDecided() throws Exception {
    HttpResponse<String> answer =
        post(
            DRY_RUN, TestCatalogue.PORTAL_KEY, "{\"model\":\"scripted-chat\",\"within\":[\"DE\"]}");

    JsonNode explanation = json(answer);
    assertThat(explanation.path("verdict").asText()).isEqualTo("PERMIT");
    assertThat(explanation.path("dataClass").asText()).isEqualTo("public");
    assertThat(explanation.has("id")).isFalse();
    assertThat(paris.received()).isEmpty();
  }

  @Test
  void anOfficerSeesWhatTheChoiceLooksAtNow() throws Exception {
    paris.script((request, wire) -> wire.json(200, ANSWER));
    frankfurt.script((request, wire) -> wire.json(200, ANSWER));
    HttpResponse<String> answer = chat(TestCatalogue.TRIAGE_KEY, "{\"model\":\"scripted-chat\"}");
    catalogue.state("chat-paris", Endpoint.State.DRAINING);
    catalogue.state("chat-frankfurt", Endpoint.State.ENABLED);
    serve();

    JsonNode explanation =
        json(get("/bailiwick/v1/decisions/" + decision(answer), setting("test.token.officer")));

    assertThat(explanation.path("choice").path("rule").asText()).contains("chance");
    assertThat(explanation.path("choice").path("at").asText()).isNotEmpty();
    assertThat(explanation.path("candidates").findValuesAsText("endpoint"))
        .containsExactly("chat-frankfurt", "chat-paris");
    assertThat(explanation.path("candidates").get(0).path("prospect").toString())
        .isEqualTo("{\"candidate\":true,\"state\":\"READY\",\"weight\":100,\"underWay\":0}");
    assertThat(explanation.path("candidates").get(1).path("prospect").toString())
        .isEqualTo("{\"candidate\":false,\"state\":\"NOT_ENABLED\",\"weight\":100,\"underWay\":0}");
  }

  @Test
  void anEndpointThatWasRevokedSinceHasNoProspect() throws Exception {
    paris.script((request, wire) -> wire.json(200, ANSWER));
    HttpResponse<String> answer = chat(TestCatalogue.TRIAGE_KEY, "{\"model\":\"org/solo-chat\"}");
    catalogue.revoke(new Revocation(Revocation.Kind.ENDPOINT, "solo-paris", Instant.now()));
    serve();

    JsonNode explanation =
        json(get("/bailiwick/v1/decisions/" + decision(answer), setting("test.token.officer")));

    assertThat(explanation.path("verdict").asText()).isEqualTo("PERMIT");
    assertThat(explanation.path("candidates").get(0).path("prospect").toString())
        .isEqualTo("{\"candidate\":false,\"state\":\"NOT_LAWFUL_NOW\"}");
  }

  /** It tells of the requests of other tenants. */
  @ParameterizedTest
  @ValueSource(
      strings = {"bw-triage-key", "test.token.clinique-admin", "test.token.clinique-member"})
  void nobodyOfATenantSeesWhatTheChoiceLooksAt(String reader) throws Exception {
    paris.script((request, wire) -> wire.json(200, ANSWER));
    HttpResponse<String> answer = chat(TestCatalogue.TRIAGE_KEY, "{\"model\":\"org/solo-chat\"}");
    String bearer = reader.startsWith("test.") ? setting(reader) : reader;

    HttpResponse<String> explanation = get("/bailiwick/v1/decisions/" + decision(answer), bearer);

    assertThat(explanation.statusCode()).isEqualTo(200);
    assertThat(explanation.body()).doesNotContain("choice", "prospect", "underWay");
  }

  @Test
  void anInstantWithinTheSnapshotsLifeMayBeNamed() throws Exception {
    Instant at = Instant.now().plusSeconds(60);
    HttpResponse<String> answer =
        post(
            DRY_RUN,
            TestCatalogue.PORTAL_KEY,
            "{\"model\":\"scripted-chat\",\"at\":\"" + at + "\"}");

    assertThat(json(answer).path("verdict").asText()).isEqualTo("PERMIT");
    assertThat(json(answer).path("at").asText()).isEqualTo(at.toString());
  }

  @Test
  void anOfficerMayAskForAnyTenant() throws Exception {
    HttpResponse<String> answer =
        post(
            DRY_RUN,
            setting("test.token.officer"),
            """
            {"model":"meridian-chat","operation":"CHAT","tenant":"clinique","application":"triage"}""");

    assertThat(json(answer).path("verdict").asText()).isEqualTo("DENY");
    assertThat(json(answer).path("candidates").get(0).path("predicates").isEmpty()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"model\":\"m\",\"tenant\":\"atelier\"} | tenant",
        "{}                                       | model",
        "{\"model\":\"m\",\"operation\":\"SING\"} | operation",
        "{\"model\":\"m\",\"at\":\"2020-01-01T00:00:00Z\"} | at",
        "{\"model\":                              | ``"
      })
  void aQuestionThatCannotBeAnsweredNamesTheField(String body, String field) throws Exception {
    HttpResponse<String> answer = post(DRY_RUN, TestCatalogue.PORTAL_KEY, body);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(header(answer, "Content-Type")).startsWith("application/problem+json");
    if (!field.isEmpty()) {
      assertThat(json(answer).path("violations").get(0).path("path").asText()).isEqualTo(field);
    }
  }

  @Test
  void statusSaysWhatIsServed() throws Exception {
    JsonNode status = json(get("/bailiwick/v1/status", "none"));

    assertThat(status.path("cell").asText()).isEqualTo("eea");
    assertThat(status.path("router").asText()).isEqualTo("router-fr-1");
    assertThat(status.path("site").asText()).isEqualTo("paris-1");
    assertThat(status.path("revision").asLong()).isEqualTo(servedRevision());
    assertThat(status.path("snapshot").asText()).startsWith("sha256:");
    assertThat(status.path("epoch").asText()).hasSize(36);
    assertThat(status.path("accepting").asBoolean()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /bailiwick/v1/nothing, Accept, */*, 404, not_found,"
        + " Nothing is served at /bailiwick/v1/nothing; /q/openapi says what is.",
    "POST, /bailiwick/v1/status, Accept, */*, 405, method_not_allowed,"
        + " POST is not served at /bailiwick/v1/status; /q/openapi says which methods are.",
    "GET, /bailiwick/v1/status, Accept, text/html, 406, not_acceptable,"
        + " This is not available as text/html; application/json is.",
    "POST, /bailiwick/v1/decisions:dry-run, Content-Type, text/plain, 415, unsupported_media_type,"
        + " The body came as text/plain; application/json is needed.",
    "POST, /bailiwick/v1/decisions:dry-run, Content-Type, nonsense, 415, unsupported_media_type,"
        + " The body came as nonsense; application/json is needed."
  })
  void whatIsNotServedIsAProblemThatSaysWhatIs(
      String method,
      String path,
      String header,
      String value,
      int status,
      String code,
      String detail)
      throws Exception {
    HttpResponse<String> answer =
        CLIENT.send(
            request(path, TestCatalogue.PORTAL_KEY)
                .header(header, value)
                .method(method, HttpRequest.BodyPublishers.ofString("{}"))
                .build(),
            HttpResponse.BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(header(answer, "Content-Type")).startsWith("application/problem+json");
    assertThat(json(answer).path("type").asText()).isEqualTo("urn:bailiwick:problem:" + code);
    assertThat(json(answer).path("code").asText()).isEqualTo(code);
    assertThat(json(answer).path("detail").asText()).isEqualTo(detail);
  }

  @Test
  void metricsCountRequestsByOutcome() throws Exception {
    chat(TestCatalogue.TRIAGE_KEY, "{\"model\":\"unheard-of\"}");

    String metrics = get("/q/metrics", "none").body();

    assertThat(metrics)
        .contains("bailiwick_requests_total{outcome=\"denied\",reason=\"model_not_found\"}")
        .contains("bailiwick_attempts_open 0.0")
        .contains("bailiwick_catalogue_age_seconds")
        .contains("bailiwick_catalogue_revision " + servedRevision());
  }

  @Test
  void theWholeSurfaceIsDescribed() throws Exception {
    String openApi = get("/q/openapi?format=json", "none").body();

    JsonNode paths = MAPPER.readTree(openApi).path("paths");
    assertThat(paths.properties())
        .extracting(java.util.Map.Entry::getKey)
        .contains(
            "/v1/chat/completions",
            "/v1/completions",
            "/v1/embeddings",
            "/v1/ranking",
            "/v1/rerank",
            "/v1/responses",
            "/v1/responses/{id}",
            "/v1/responses/{id}/cancel",
            "/v1/responses/{id}/input_items",
            "/v1/messages",
            "/v1/models",
            "/v1/models/{id}",
            "/bailiwick/v1/status",
            "/bailiwick/v1/decisions/{id}",
            DRY_RUN);
  }
}
