package eu.bailiwick.routing.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import eu.bailiwick.routing.scripted.Surroundings;
import eu.bailiwick.routing.scripted.TestCatalogue;
import eu.bailiwick.sovereignty.catalogue.Capability;
import eu.bailiwick.sovereignty.catalogue.Support;
import eu.bailiwick.sovereignty.policy.RemoteMedia;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every surface beside chat: where it goes, what comes back, what the audit says. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class SurfacesTest extends RunningRouter {

  private static final String MESSAGES = "/v1/messages";
  private static final String SOLO = "{\"model\":\"org/solo-chat\",\"max_tokens\":1}";
  private static final String REMOTE =
      "{\"model\":\"org/solo-chat\",\"messages\":[{\"content\":[{\"type\":\"image_url\","
          + "\"image_url\":{\"url\":\"https://elsewhere.example/a.png\"}}]}]}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/v1/completions | scripted-text | {\"choices\":[{}],\"usage\":{\"prompt_tokens\":3,"
            + "\"completion_tokens\":4,\"total_tokens\":7}} | COMPLETIONS | 7",
        "/v1/ranking | scripted-rank | {\"rankings\":[{\"index\":0,\"logit\":1.5}],"
            + "\"usage\":{\"prompt_tokens\":9,\"total_tokens\":9}} | RANKING | 9",
        "/v1/rerank | scripted-rank | {\"results\":[],\"usage\":{\"total_tokens\":5}} | RANKING | 5",
        "/v1/ranking | scripted-rank | {\"rankings\":[]} | RANKING | 0"
      })
  void aSurfaceIsServedAndItsUsageRecorded(
      String path, String model, String body, String operation, long tokens) throws Exception {
    paris.script((request, wire) -> wire.json(200, body));

    HttpResponse<String> answer =
        post(path, TestCatalogue.TRIAGE_KEY, "{\"model\":\"" + model + "\",\"unheard_of\":1.50}");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(body);
    assertThat(paris.received().getFirst().line()).isEqualTo("POST " + path + " HTTP/1.1");
    assertThat(paris.received().getFirst().body()).contains("\"unheard_of\":1.50");
    List<JsonNode> events = events(decision(answer), 2);
    assertThat(events.get(0).path("descriptor").path("operation").asText()).isEqualTo(operation);
    assertThat(events.get(1).path("usage").path("totalTokens").asLong()).isEqualTo(tokens);
    assertThat(events.get(1).path("usage").path("source").asText())
        .isEqualTo(tokens == 0 ? "missing" : "upstream");
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/completions, org/solo-chat",
    "/v1/chat/completions, scripted-text",
    "/v1/ranking, scripted-embed"
  })
  void aModelIsAskedOnlyForWhatItIsCataloguedFor(String path, String model) throws Exception {
    HttpResponse<String> answer =
        post(path, TestCatalogue.TRIAGE_KEY, "{\"model\":\"" + model + "\"}");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(outcomes(answer, 1)).containsExactly("denied model_not_found");
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/messages, MESSAGES, UNKNOWN",
    "/v1/messages, MESSAGES, NO",
    "/v1/responses, RESPONSES, UNKNOWN",
    "/v1/chat/completions, CHAT, NO"
  })
  void aSurfaceThatNoLawfulEndpointOffersIsRefused(
      String path, Capability capability, Support support) throws Exception {
    offer(capability, support);

    HttpResponse<String> answer = post(path, TestCatalogue.TRIAGE_KEY, SOLO);

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(error(answer).path("code").asText()).isEqualTo("unsupported_surface");
    assertThat(outcomes(answer, 1)).containsExactly("denied unsupported_surface");
    assertThat(events(decision(answer), 1).getFirst().path("decision").path("reason").asText())
        .isEqualTo("PERMITTED");
    assertThat(paris.received()).isEmpty();
  }

  @Test
  void messagesTakeTheKeyInAHeaderOfTheirOwn() throws Exception {
    offer(Capability.MESSAGES, Support.YES);
    paris.script(
        (request, wire) ->
            wire.json(
                200, "{\"type\":\"message\",\"usage\":{\"input_tokens\":3,\"output_tokens\":4}}"));

    HttpResponse<String> answer = messages("x-api-key", TestCatalogue.TRIAGE_KEY);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(paris.received().getFirst().line()).isEqualTo("POST /v1/messages HTTP/1.1");
    assertThat(paris.received().getFirst().headers())
        .containsEntry("anthropic-version", "2023-06-01")
        .doesNotContainKeys("x-api-key", "authorization");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bw-nobody", ""})
  void anUnknownKeyOfMessagesIsRefusedInTheirShape(String key) throws Exception {
    HttpResponse<String> answer = messages("x-api-key", key);

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(json(answer).path("type").asText()).isEqualTo("error");
    assertThat(error(answer).path("type").asText()).isEqualTo("authentication_error");
    assertThat(error(answer).path("message").asText()).isNotBlank();
  }

  @Test
  void twoKeysAreNobodys() throws Exception {
    HttpResponse<String> answer =
        messages(
            "x-api-key",
            TestCatalogue.TRIAGE_KEY,
            "Authorization",
            "Bearer " + TestCatalogue.ATELIER_KEY);

    assertThat(answer.statusCode()).isEqualTo(401);
  }

  @Test
  void theHeaderOfMessagesOpensNothingElse() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(router.resolve("/v1/chat/completions"))
            .headers("x-api-key", TestCatalogue.TRIAGE_KEY, "Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(SOLO))
            .build();

    assertThat(CLIENT.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
        .isEqualTo(401);
  }

  @Test
  void aRefusalOfMessagesHasTheirShape() throws Exception {
    HttpResponse<String> answer =
        post(MESSAGES, TestCatalogue.TRIAGE_KEY, "{\"model\":\"unheard-of\"}");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(json(answer).path("type").asText()).isEqualTo("error");
    assertThat(error(answer).path("type").asText()).isEqualTo("not_found_error");
    assertThat(error(answer).path("code").asText()).isEqualTo("model_not_found");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {"-, 403", "FORBID, 403", "ALLOW, 200"})
  void mediaFromElsewhereNeedAPolicy(@Nullable RemoteMedia said, int status) throws Exception {
    paris.script((request, wire) -> wire.json(200, ANSWER));
    catalogue.says(said);
    serve();

    HttpResponse<String> answer = chat(TestCatalogue.TRIAGE_KEY, REMOTE);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(paris.received()).hasSize(status == 200 ? 1 : 0);
    if (status == 403) {
      assertThat(error(answer).path("code").asText()).isEqualTo("remote_media_not_allowed");
      assertThat(error(answer).path("param").asText())
          .isEqualTo("messages[0].content[0].image_url.url");
      assertThat(outcomes(answer, 1)).containsExactly("denied remote_media_not_allowed");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"messages\":[{\"content\":[{\"image_url\":{\"url\":\"file:///etc/passwd\"}}]}]"
            + " | remote_media_not_allowed",
        "\"mcp_servers\":[{\"url\":\"https://elsewhere.example\"}] | remote_tool_not_allowed"
      })
  void filesAndServersOfToolsAreReachedUnderNoPolicy(String member, String code) throws Exception {
    catalogue.says(RemoteMedia.ALLOW);
    serve();

    HttpResponse<String> answer =
        chat(TestCatalogue.TRIAGE_KEY, "{\"model\":\"org/solo-chat\"," + member + "}");

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(outcomes(answer, 1)).containsExactly("denied " + code);
    assertThat(paris.received()).isEmpty();
  }

  private void offer(Capability capability, Support support) {
    catalogue.offer("solo-paris", capability, support);
    serve();
  }

  private HttpResponse<String> messages(String... headers) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(router.resolve(MESSAGES))
            .headers(headers)
            .header("anthropic-version", "2023-06-01")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(SOLO))
            .build();
    return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
