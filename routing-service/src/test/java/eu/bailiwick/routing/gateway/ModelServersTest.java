package eu.bailiwick.routing.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import com.fasterxml.jackson.databind.JsonNode;
import eu.bailiwick.routing.scripted.ModelServer;
import eu.bailiwick.routing.scripted.Surroundings;
import eu.bailiwick.routing.scripted.TestCatalogue;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a caller sees is the same, whatever server stands behind the router. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class ModelServersTest extends RunningRouter {

  private static final String MODEL = "org/solo-chat";

  @AfterEach
  void nothingWentElsewhere() {
    assertThat(frankfurt.received()).isEmpty();
  }

  /** One surrounding for all: each starts a registry and a consumer of its own. */
  @ParameterizedTest
  @EnumSource
  void isLikeAllOthers(ModelServer server) {
    paris.script(server);

    assertAll(
        this::answersAreAlike,
        () -> streamsAreAlike(server),
        () -> aCallerWhoAsksForTheUsageOfAStreamGetsIt(server),
        this::aStreamThatIsCutEndsWithAnErrorAndNotInGoodOrder,
        this::errorsAreAlike,
        () -> embeddingsAreServedOrSaidToBeUnsupported(server));
  }

  /** NIM's retriever serves no chat: what it serves, and how it puts an error. */
  @Test
  void aRetrieverIsLikeAllOthers() throws Exception {
    paris.script(
        (request, wire) -> {
          if (request.body().contains(ModelServer.MISTAKE)) {
            wire.json(
                422,
                "{\"object\":\"error\",\"message\":\"too long\",\"detail\":{},"
                    + "\"type\":\"invalid_request_error\"}");
          } else if (request.body().contains(ModelServer.FAILURE)) {
            wire.json(500, "{\"error\":\"CUDA at /srv/model.py\"}");
          } else if (request.line().contains("/v1/embeddings")) {
            wire.json(
                200,
                "{\"object\":\"list\",\"data\":[{\"index\":0,\"embedding\":[0.5],"
                    + "\"object\":\"embedding\"}],\"model\":\"nvidia/nv-embed-query\","
                    + "\"usage\":{\"prompt_tokens\":5,\"total_tokens\":5}}");
          } else {
            wire.json(
                200,
                "{\"rankings\":[{\"index\":1,\"logit\":2.5},{\"index\":0,\"logit\":-1.0}],"
                    + "\"usage\":{\"prompt_tokens\":9,\"total_tokens\":9}}");
          }
        });
    String embed = "{\"model\":\"scripted-embed\",\"input_type\":\"query\",\"input\":\"%s\"}";
    String rank = "{\"model\":\"scripted-rank\",\"query\":{\"text\":\"a\"},\"passages\":[]}";

    HttpResponse<String> vectors = embeddings(embed.formatted("x"));
    HttpResponse<String> ranked = post("/v1/ranking", TestCatalogue.TRIAGE_KEY, rank);
    HttpResponse<String> mistake = embeddings(embed.formatted(ModelServer.MISTAKE));
    HttpResponse<String> failure = embeddings(embed.formatted(ModelServer.FAILURE));

    assertThat(json(vectors).path("model").asText()).isEqualTo("scripted-embed");
    assertThat(paris.received().getFirst().body()).contains("\"input_type\":\"query\"");
    assertThat(totalTokens(vectors, 1)).isEqualTo(5);
    assertThat(json(ranked).path("rankings").path(0).path("index").asInt()).isEqualTo(1);
    assertThat(totalTokens(ranked, 1)).isEqualTo(9);
    assertThat(mistake.statusCode()).isEqualTo(422);
    assertThat(error(mistake).path("message").asText()).isEqualTo("too long");
    assertThat(failure.statusCode()).isEqualTo(502);
    assertThat(failure.body()).doesNotContain("model.py");
    for (HttpResponse<String> answer : List.of(mistake, failure)) {
      assertThat(error(answer).path("code").isTextual()).isTrue();
      assertThat(outcomes(answer, 2)).containsExactly("opened", "upstream_error");
    }
  }

  private HttpResponse<String> embeddings(String body) throws Exception {
    return post("/v1/embeddings", TestCatalogue.ATELIER_KEY, body);
  }

  private void answersAreAlike() throws Exception {
    HttpResponse<String> answer = chat(TestCatalogue.TRIAGE_KEY, request("hello", false, false));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer).path("model").asText()).isEqualTo(MODEL);
    assertThat(json(answer).path("timings").path("n").asInt()).isEqualTo(1);
    assertThat(answer.headers().map())
        .doesNotContainKeys("server", "access-control-allow-origin")
        .containsEntry("content-length", List.of(Integer.toString(bytes(answer.body()))));
    assertThat(outcomes(answer, 2)).containsExactly("opened", "completed");
    assertThat(totalTokens(answer, 1)).isEqualTo(7);
  }

  private void streamsAreAlike(ModelServer server) throws Exception {
    String asked = request("hello", true, false);

    HttpResponse<String> first = chat(TestCatalogue.TRIAGE_KEY, asked);
    HttpResponse<String> second = chat(TestCatalogue.TRIAGE_KEY, asked);

    assertStream(first);
    assertStream(second);
    if (server.takesStreamOptions()) {
      assertThat(outcomes(first, 2)).containsExactly("opened", "completed");
    } else {
      assertThat(outcomes(first, 4))
          .containsExactly("opened", "upstream_error", "opened", "completed");
      assertThat(paris.received())
          .extracting(received -> received.headers().get("bailiwick-attempt"))
          .endsWith("1", "2", "1");
    }
    assertThat(outcomes(second, 2)).containsExactly("opened", "completed");
    assertThat(totalTokens(second, 1)).isEqualTo(7);
    assertThat(paris.received().getLast().body().contains("stream_options"))
        .isEqualTo(server.takesStreamOptions());
  }

  private static void assertStream(HttpResponse<String> answer) throws IOException {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.headers().map()).doesNotContainKeys("server", "access-control-allow-origin");
    List<JsonNode> chunks = chunks(answer.body());
    assertThat(chunks)
        .isNotEmpty()
        .allSatisfy(chunk -> assertThat(chunk.path("model").asText()).isEqualTo(MODEL))
        .allSatisfy(chunk -> assertThat(chunk.path("choices").size()).isEqualTo(1));
    assertThat(delta(chunks.getFirst()).path("role").asText()).isEqualTo("assistant");
    StringBuilder content = new StringBuilder();
    chunks.forEach(chunk -> content.append(delta(chunk).path("content").asText("")));
    assertThat(content).hasToString("é€");
    assertThat(answer.body().strip()).endsWith("[DONE]");
  }

  private void aCallerWhoAsksForTheUsageOfAStreamGetsIt(ModelServer server) throws Exception {
    HttpResponse<String> answer = chat(TestCatalogue.TRIAGE_KEY, request("hello", true, true));

    if (server.takesStreamOptions()) {
      assertThat(chunks(answer.body()).getLast().path("usage").path("total_tokens").asInt())
          .isEqualTo(7);
    } else {
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(outcomes(answer, 2)).containsExactly("opened", "upstream_error");
    }
  }

  private void aStreamThatIsCutEndsWithAnErrorAndNotInGoodOrder() throws Exception {
    Seen seen = seen(request(ModelServer.CUT, true, false));

    assertThat(seen.ended()).isFalse();
    assertThat(seen.body()).doesNotContain("half a", "[DONE]");
    List<JsonNode> chunks = chunks(seen.body());
    assertThat(chunks).hasSizeGreaterThan(1);
    assertThat(chunks.getLast().path("error").path("code").asText()).isEqualTo("upstream_error");
    assertThat(words(seen.decision(), 2)).containsExactly("opened", "upstream_cut");
  }

  private void errorsAreAlike() throws Exception {
    HttpResponse<String> mistake =
        chat(TestCatalogue.TRIAGE_KEY, request(ModelServer.MISTAKE, false, false));
    HttpResponse<String> failure =
        chat(TestCatalogue.TRIAGE_KEY, request(ModelServer.FAILURE, false, false));

    assertThat(mistake.statusCode()).isIn(400, 422);
    assertThat(error(mistake).path("message").asText()).contains("too long");
    assertThat(mistake.body()).doesNotContain("secret prompt");
    assertThat(failure.statusCode()).isIn(502, 503);
    assertThat(failure.body()).doesNotContain("model.py");
    for (HttpResponse<String> answer : List.of(mistake, failure)) {
      assertThat(error(answer).path("type").isTextual()).isTrue();
      assertThat(error(answer).path("code").isTextual()).isTrue();
      assertThat(error(answer).has("param")).isTrue();
      assertThat(header(answer, "Content-Type")).isEqualTo("application/json");
      assertThat(outcomes(answer, 2)).containsExactly("opened", "upstream_error");
    }
  }

  private void embeddingsAreServedOrSaidToBeUnsupported(ModelServer server) throws Exception {
    HttpResponse<String> answer =
        post(
            "/v1/embeddings",
            TestCatalogue.ATELIER_KEY,
            "{\"model\":\"scripted-embed\",\"input\":\"x\"}");

    if (server.offersEmbeddings()) {
      assertThat(json(answer).path("model").asText()).isEqualTo("scripted-embed");
      assertThat(totalTokens(answer, 1)).isEqualTo(5);
    } else {
      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(error(answer).path("code").asText()).isEqualTo("unsupported_surface");
    }
  }

  private static String request(String prompt, boolean stream, boolean usage) {
    return "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]%s%s}"
        .formatted(
            MODEL,
            prompt,
            stream ? ",\"stream\":true" : "",
            usage ? ",\"stream_options\":{\"include_usage\":true}" : "");
  }

  private long totalTokens(HttpResponse<?> answer, int event) {
    return events(decision(answer), event + 1)
        .get(event)
        .path("usage")
        .path("totalTokens")
        .asLong();
  }

  private static JsonNode delta(JsonNode chunk) {
    return chunk.path("choices").path(0).path("delta");
  }

  /** The data of all events but {@code [DONE]}. */
  private static List<JsonNode> chunks(String stream) throws IOException {
    List<JsonNode> chunks = new ArrayList<>();
    for (String line : stream.split("\r?\n", -1)) {
      if (line.startsWith("data:") && !line.contains("[DONE]")) {
        chunks.add(MAPPER.readTree(line.substring("data:".length())));
      }
    }
    return chunks;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
