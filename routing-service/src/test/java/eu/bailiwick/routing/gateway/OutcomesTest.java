package eu.bailiwick.routing.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import eu.bailiwick.routing.scripted.ScriptedUpstream;
import eu.bailiwick.routing.scripted.ScriptedUpstream.Received;
import eu.bailiwick.routing.scripted.Surroundings;
import eu.bailiwick.routing.scripted.TestCatalogue;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a caller gets, and what the audit says of it. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class OutcomesTest extends RunningRouter {

  private static final String SOLO = "{\"model\":\"org/solo-chat\",\"messages\":[]}";

  @Test
  void aLawfulRequestIsAnsweredAndRecorded() throws Exception {
    paris.script((request, wire) -> wire.json(200, ANSWER));

    HttpResponse<String> answer = chat(TestCatalogue.TRIAGE_KEY, SOLO);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(ANSWER);
    assertThat(header(answer, "Bailiwick-Endpoint")).isEqualTo("solo-paris");
    assertThat(header(answer, "Bailiwick-Countries")).isEqualTo("FR");
    List<JsonNode> events = events(decision(answer), 2);
    assertThat(events.get(0).path("type").asText()).isEqualTo("opened");
    assertThat(events.get(0).path("decision").path("reason").asText()).isEqualTo("PERMITTED");
    assertThat(events.get(0).path("decision").path("dataClass").asText()).isEqualTo("health");
    assertThat(events.get(1).path("outcome").asText()).isEqualTo("completed");
    assertReceipt(answer, events.get(0));
    assertThat(events.get(1).path("usage").path("totalTokens").asLong()).isEqualTo(7);
    assertThat(events.get(1).path("responseBytes").asLong()).isEqualTo(ANSWER.length());
    assertThat(events.get(1).path("requestBytes").asLong()).isEqualTo(SOLO.length() - 4);
  }

  @Test
  void onlyKnownHeadersPassInEitherDirection() throws Exception {
    paris.script((request, wire) -> wire.json(200, ANSWER));

    HttpResponse<String> answer =
        chat(
            TestCatalogue.PORTAL_KEY,
            SOLO,
            "Cookie",
            "c=d",
            "X-Api-Key",
            "secret",
            "X-Forwarded-For",
            "192.0.2.1",
            "tracestate",
            "a=1");

    Received received = paris.received().getFirst();
    assertThat(received.line()).isEqualTo("POST /v1/chat/completions HTTP/1.1");
    assertThat(received.body()).isEqualTo("{\"model\":\"solo-chat\",\"messages\":[]}");
    assertThat(received.headers())
        .containsEntry("bailiwick-request", decision(answer))
        .containsEntry("bailiwick-attempt", "1")
        .containsEntry("tracestate", "a=1")
        .containsEntry("content-type", "application/json")
        .doesNotContainKeys("authorization", "cookie", "x-api-key", "x-forwarded-for")
        .doesNotContainKeys("bailiwick-data-class", "accept-encoding");
    assertThat(answer.headers().map()).doesNotContainKeys("server", "set-cookie");
  }

  @Test
  void embeddingsAreServed() throws Exception {
    paris.script(
        (request, wire) ->
            wire.json(200, "{\"data\":[],\"usage\":{\"prompt_tokens\":5,\"total_tokens\":5}}"));

    HttpResponse<String> answer =
        post(
            "/v1/embeddings",
            TestCatalogue.ATELIER_KEY,
            "{\"model\":\"scripted-embed\",\"input\":\"x\"}");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertReceipt(answer, events(decision(answer), 2).get(0)); // of a tenant that observes
    JsonNode closed = events(decision(answer), 2).get(1);
    assertThat(closed.path("usage").path("promptTokens").asLong()).isEqualTo(5);
    assertThat(closed.path("usage").path("completionTokens").isNull()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "bw-triage-key | {\"model\":\"unheard-of\"}      | 404 | model_not_found",
        "bw-triage-key | {\"model\":\"scripted-embed\"}  | 404 | model_not_found",
        "bw-triage-key | {\"model\":\"nowhere-chat\"}    | 403 | no_lawful_endpoint",
        "bw-triage-key | {\"model\":                     | 400 | invalid_json",
        "bw-triage-key | {\"messages\":[]}               | 400 | missing_model",
        "bw-triage-key | {\"model\":7}                   | 400 | invalid_type",
        "bw-triage-key | {\"model\":\"a\",\"model\":\"b\"} | 400 | duplicate_member",
        "bw-triage-key | {\"model\":\"drained-chat\"}    | 503 | lawful_endpoint_unavailable",
        "bw-old-key    | {\"model\":\"org/solo-chat\"}   | 401 | invalid_api_key",
        "bw-atelier-key | {\"model\":\"unheard-of\"}     | 404 | model_not_found"
      })
  void aKnownCallersRefusalIsRecorded(String key, String body, int status, String code)
      throws Exception {
    HttpResponse<String> answer = chat(key, body);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(error(answer).path("code").asText()).isEqualTo(code);
    assertThat(error(answer).path("message").asText()).isNotBlank();
    assertThat(error(answer).path("type").asText()).isNotBlank();
    assertThat(error(answer).has("param")).isTrue();
    assertThat(answer.headers().firstValue("Retry-After").isPresent()).isEqualTo(status == 503);
    assertThat(outcomes(answer, 1)).containsExactly("denied " + code);
    assertReceipt(answer, events(decision(answer), 1).getFirst());
    assertThat(paris.received()).isEmpty();
  }

  @Test
  void anExposedEndpointIsRefusedWithItsReason() throws Exception {
    HttpResponse<String> answer = chat(TestCatalogue.TRIAGE_KEY, "{\"model\":\"meridian-chat\"}");

    assertThat(answer.statusCode()).isEqualTo(403);
    JsonNode candidate = error(answer).path("reasons").get(0);
    assertThat(candidate.path("endpoint").asText()).isEqualTo("meridian-dublin");
    assertThat(candidate.path("codes").get(0).asText()).isEqualTo("DISCLOSURE_EXPOSURE");
    JsonNode denied = events(decision(answer), 1).getFirst();
    assertThat(denied.path("decision").path("reason").asText()).isEqualTo("NO_LAWFUL_ENDPOINT");
  }

  @Test
  void anUnknownFactIsRefusedWithAReasonOfItsOwn() throws Exception {
    HttpResponse<String> answer = chat(TestCatalogue.TRIAGE_KEY, "{\"model\":\"mystery-chat\"}");

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(error(answer).path("reasons").get(0).path("codes").get(0).asText())
        .isEqualTo("UNKNOWN_DISCLOSURE");
  }

  @Test
  void aLawfulButDrainedEndpointIsRecordedAsPermittedAndRefused() throws Exception {
    HttpResponse<String> answer = chat(TestCatalogue.TRIAGE_KEY, "{\"model\":\"drained-chat\"}");

    JsonNode denied = events(decision(answer), 1).getFirst();
    assertThat(denied.path("decision").path("reason").asText()).isEqualTo("PERMITTED");
    assertThat(denied.path("status").asInt()).isEqualTo(503);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "Bailiwick-Within, DE, 200, -",
        "Bailiwick-Within, 'FR, DE', 200, -",
        "Bailiwick-Within, IE, 403, no_lawful_endpoint",
        "Bailiwick-Within, Europe, 400, unknown_area",
        "Bailiwick-Within, '', 400, unknown_area",
        "Bailiwick-Within, 'DE,', 400, unknown_area",
        "Bailiwick-Data-Class, health, 200, -",
        "Bailiwick-Data-Class, secret, 403, data_class_not_allowed"
      })
  void aRequestMayNarrowItself(String header, String value, int status, String code)
      throws Exception {
    paris.script((request, wire) -> wire.json(200, ANSWER));
    frankfurt.script((request, wire) -> wire.json(200, ANSWER));

    HttpResponse<String> answer =
        chat(TestCatalogue.PORTAL_KEY, "{\"model\":\"scripted-chat\"}", header, value);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    if (code != null) {
      assertThat(error(answer).path("code").asText()).isEqualTo(code);
    }
  }

  @Test
  void aDataClassMayOnlyBeNarrowed() throws Exception {
    HttpResponse<String> answer =
        chat(TestCatalogue.TRIAGE_KEY, SOLO, "Bailiwick-Data-Class", "public");

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(error(answer).path("code").asText()).isEqualTo("data_class_not_allowed");
  }

  @Test
  void twoDataClassesAreAmbiguous() throws Exception {
    HttpResponse<String> answer =
        chat(
            TestCatalogue.PORTAL_KEY,
            SOLO,
            "Bailiwick-Data-Class",
            "personal",
            "Bailiwick-Data-Class",
            "health");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(outcomes(answer, 1)).containsExactly("denied invalid_header");
  }

  @Test
  void anUnknownKeyIsRefused() throws Exception {
    HttpResponse<String> answer = chat("bw-nobody", SOLO);

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(error(answer).path("code").asText()).isEqualTo("invalid_api_key");
    assertThat(answer.headers().firstValue("Bailiwick-Decision")).isEmpty();
  }

  @Test
  void anUnreachableEndpointIsFollowedByTheNextLawfulOne() throws Exception {
    paris.close();
    frankfurt.script((request, wire) -> wire.json(200, ANSWER));

    while (frankfurt.received().stream()
        .noneMatch(r -> "2".equals(r.headers().get("bailiwick-attempt")))) {
      HttpResponse<String> answer = chat(TestCatalogue.TRIAGE_KEY, "{\"model\":\"scripted-chat\"}");
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(header(answer, "Bailiwick-Endpoint")).isEqualTo("chat-frankfurt");
    }
    String second =
        frankfurt.received().stream()
            .filter(r -> "2".equals(r.headers().get("bailiwick-attempt")))
            .map(r -> r.headers().getOrDefault("bailiwick-request", ""))
            .findFirst()
            .orElseThrow();
    assertThat(words(second, 4))
        .containsExactly("opened", "upstream_unreachable", "opened", "completed");
  }

  @Test
  void nothingIsSentToAnAddressOutsideTheSiteAndTheNextLawfulEndpointIsTried() throws Exception {
    catalogue.endpoint(
        "chat-paris",
        "scripted-chat-1",
        "paris-1",
        URI.create("http://192.0.2.1:8000"),
        "scripted-chat");
    serve();
    frankfurt.script((request, wire) -> wire.json(200, ANSWER));
    String request = "";
    while (request.isEmpty()) { // chance says which of the two is tried first
      HttpResponse<String> answer = chat(TestCatalogue.TRIAGE_KEY, "{\"model\":\"scripted-chat\"}");
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(header(answer, "Bailiwick-Endpoint")).isEqualTo("chat-frankfurt");
      Received received = frankfurt.received().getLast();
      request =
          "2".equals(received.headers().get("bailiwick-attempt"))
              ? received.headers().getOrDefault("bailiwick-request", "")
              : "";
    }

    List<JsonNode> events = events(request, 4);

    assertThat(words(request, 4))
        .containsExactly("opened", "not_dispatched", "opened", "completed");
    assertThat(events.get(1).path("endpoint").path("id").asText()).isEqualTo("chat-paris");
    assertThat(events.get(1).path("requestBytes").asLong()).isZero();
  }

  @Test
  void ifNoLawfulEndpointIsReachableTheRequestIsRefused() throws Exception {
    paris.close();
    frankfurt.close();

    HttpResponse<String> answer = chat(TestCatalogue.TRIAGE_KEY, "{\"model\":\"scripted-chat\"}");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(header(answer, "Retry-After")).isNotBlank();
    assertThat(outcomes(answer, 5))
        .containsExactly(
            "opened",
            "upstream_unreachable",
            "opened",
            "upstream_unreachable",
            "denied lawful_endpoint_unavailable");
  }

  @ParameterizedTest
  @CsvSource({
    "400, 400, upstream_error",
    "429, 429, upstream_error",
    "404, 502, upstream_error",
    "500, 502, upstream_error",
    "503, 503, upstream_error"
  })
  void anUpstreamsErrorIsPassedOnInOpenAisShape(int upstream, int status, String code)
      throws Exception {
    paris.script(
        (request, wire) ->
            wire.json(
                upstream,
                "{\"error\":{\"message\":\"no\",\"type\":\"t\",\"code\":" + upstream + "}}"));

    HttpResponse<String> answer = chat(TestCatalogue.TRIAGE_KEY, SOLO);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(error(answer).path("code").asText()).isEqualTo(code);
    assertThat(events(decision(answer), 2).get(1).path("status").asInt()).isEqualTo(upstream);
    assertThat(outcomes(answer, 2)).containsExactly("opened", "upstream_error");
  }

  @Test
  void aRetryAfterOfTheUpstreamIsPassedOn() throws Exception {
    paris.script(
        (request, wire) ->
            wire.head("HTTP/1.1 429 Slow down", "Retry-After: 17", "Content-Length: 0"));

    assertThat(header(chat(TestCatalogue.TRIAGE_KEY, SOLO), "Retry-After")).isEqualTo("17");
  }

  @Test
  void aRedirectIsNotFollowed() throws Exception {
    URI elsewhere = frankfurt.url();
    paris.script(
        (request, wire) ->
            wire.head(
                "HTTP/1.1 307 Elsewhere", "Location: " + elsewhere + "/x", "Content-Length: 0"));

    HttpResponse<String> answer = chat(TestCatalogue.TRIAGE_KEY, SOLO);

    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(answer.headers().firstValue("Location")).isEmpty();
    assertThat(frankfurt.received()).isEmpty();
    assertThat(outcomes(answer, 2)).containsExactly("opened", "upstream_error");
  }

  @Test
  void aServerThatHangsUpWithoutAnAnswerIsNotAskedAgain() throws Exception {
    paris.script((request, wire) -> wire.cut());

    HttpResponse<String> answer = chat(TestCatalogue.TRIAGE_KEY, SOLO);

    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(outcomes(answer, 2)).containsExactly("opened", "upstream_unreachable");
    assertThat(paris.received()).hasSize(1);
  }

  @Test
  void aServerThatDoesNotAnswerInTimeIsGivenUp() throws Exception {
    paris.script((request, wire) -> wire.awaitClose());

    HttpResponse<String> answer = chat(TestCatalogue.TRIAGE_KEY, SOLO);

    assertThat(answer.statusCode()).isEqualTo(504);
    assertThat(outcomes(answer, 2)).containsExactly("opened", "timeout");
  }

  @Test
  void aBaseUrlMayHaveAPath() throws Exception {
    try (ScriptedUpstream nim = ScriptedUpstream.start((request, wire) -> wire.json(200, ANSWER))) {
      catalogue.endpoint(
          "solo-paris", "solo-chat-1", "paris-1", nim.url().resolve("/nim/a"), "solo-chat");
      serve();

      chat(TestCatalogue.TRIAGE_KEY, SOLO);

      assertThat(nim.received().getFirst().line())
          .isEqualTo("POST /nim/a/v1/chat/completions HTTP/1.1");
    }
  }
}
