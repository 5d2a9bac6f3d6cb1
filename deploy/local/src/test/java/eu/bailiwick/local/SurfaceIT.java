package eu.bailiwick.local;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;

import com.openai.core.http.HttpResponseFor;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.NotFoundException;
import com.openai.errors.UnauthorizedException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.models.Model;
import eu.bailiwick.local.models.Attempt;
import eu.bailiwick.local.platform.Platform;
import eu.bailiwick.local.platform.SampleEndpoint;
import eu.bailiwick.local.platform.SampleKey;
import eu.bailiwick.parts.Eventually;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** OpenAI's surface as its own SDK and a plain HTTP client meet it. */
@ExtendWith(SharedPlatform.class)
class SurfaceIT {

  private final Platform platform;
  private final Callers callers;

  SurfaceIT(Platform platform) {
    this.platform = platform;
    this.callers = new Callers(platform);
  }

  @Test
  void answersWithUsageAndWhere() {
    try (HttpResponseFor<ChatCompletion> answer =
        callers
            .sdk(SampleKey.TRIAGE)
            .chat()
            .completions()
            .withRawResponse()
            .create(Callers.chat("scripted-chat", "@script words=12"))) {
      assertThat(answer.headers().values("Bailiwick-Countries")).containsExactly("FR");
      assertThat(answer.parse().usage().orElseThrow().completionTokens()).isEqualTo(12);
    }
  }

  @Test
  void streamsWithUsageIfAskedFor() {
    ChatCompletionCreateParams params =
        Callers.chat("scripted-chat", "@script words=20 gap=5").toBuilder()
            .streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build())
            .build();
    List<ChatCompletionChunk> chunks = stream(params);
    assertThat(text(chunks)).startsWith("I am a script, not a model.");
    assertThat(chunks.getLast().usage().orElseThrow().completionTokens()).isEqualTo(20);
  }

  @Test
  void streamsWithoutUsageIfNotAskedFor() {
    List<ChatCompletionChunk> chunks = stream(Callers.chat("scripted-chat", "@script words=9"));
    assertThat(chunks).isNotEmpty().allMatch(chunk -> chunk.usage().isEmpty());
  }

  @Test
  void aCutStreamNeverLooksComplete() {
    assertThatThrownBy(() -> stream(Callers.chat("scripted-chat", "@script words=9 cut=4")))
        .isInstanceOf(RuntimeException.class);
  }

  private List<ChatCompletionChunk> stream(ChatCompletionCreateParams params) {
    try (StreamResponse<ChatCompletionChunk> stream =
        callers.sdk(SampleKey.TRIAGE).chat().completions().createStreaming(params)) {
      return stream.stream().toList();
    }
  }

  private static String text(List<ChatCompletionChunk> chunks) {
    return chunks.stream()
        .flatMap(chunk -> chunk.choices().stream())
        .flatMap(choice -> choice.delta().content().stream())
        .collect(Collectors.joining());
  }

  @Test
  void embedsWithARealModel() {
    CreateEmbeddingResponse answer =
        callers
            .sdk(SampleKey.TRIAGE)
            .embeddings()
            .create(
                EmbeddingCreateParams.builder()
                    .model("all-minilm-l6-v2")
                    .inputOfArrayOfStrings(List.of("a sentence", "another one"))
                    .build());
    assertThat(answer.data()).hasSize(2).allMatch(item -> item.embedding().size() == 384);
    assertThat(answer.usage().promptTokens()).isPositive();
  }

  @Test
  void listsTheModelsThatTheCallerMayUse() {
    List<String> ids =
        callers.sdk(SampleKey.TRIAGE).models().list().items().stream().map(Model::id).toList();
    assertThat(ids).containsExactlyInAnyOrder("scripted-chat", "all-minilm-l6-v2");
  }

  @Test
  void tellsOfOneModelThatTheCallerMayUse() {
    var models = callers.sdk(SampleKey.TRIAGE).models();
    assertThat(models.retrieve("scripted-chat").id()).isEqualTo("scripted-chat");
    assertThatThrownBy(() -> models.retrieve("meridian-chat"))
        .isInstanceOf(NotFoundException.class);
  }

  @Test
  void failureOfTheModelServerIsAServerError() {
    assertThatThrownBy(
            () ->
                callers
                    .sdk(SampleKey.TRIAGE)
                    .chat()
                    .completions()
                    .create(Callers.chat("scripted-chat", "@script status=500")))
        .isInstanceOfSatisfying(
            InternalServerException.class, e -> assertThat(e.code()).contains("upstream_error"));
  }

  @Test
  void unknownModelIsNotFound() {
    assertThatThrownBy(() -> chat(SampleKey.TRIAGE, "no-such-model"))
        .isInstanceOfSatisfying(
            NotFoundException.class, e -> assertThat(e.code()).contains("model_not_found"));
  }

  private void chat(SampleKey key, String model) {
    callers.sdk(key).chat().completions().create(Callers.chat(model, "hello"));
  }

  @Test
  void wrongKeyIsRefused() {
    assertThatThrownBy(
            () ->
                callers
                    .sdk("bw-wrong")
                    .chat()
                    .completions()
                    .create(Callers.chat("scripted-chat", "hello")))
        .isInstanceOfSatisfying(
            UnauthorizedException.class, e -> assertThat(e.code()).contains("invalid_api_key"));
    given().get(platform.router() + "/v1/models").then().statusCode(401);
  }

  @Test
  void brokenJsonIsRefused() {
    callers
        .http(SampleKey.TRIAGE)
        .body("{\"model\": \"scripted-chat\", \"messages\": [")
        .post("/v1/chat/completions")
        .then()
        .statusCode(400)
        .body("error.code", equalTo("invalid_json"))
        .body("error.type", equalTo("invalid_request_error"));
  }

  @Test
  void tooLargeABodyIsRefused() {
    callers
        .http(SampleKey.TRIAGE)
        .body(Callers.chatBody("scripted-chat", "x".repeat(17 * 1024 * 1024)))
        .post("/v1/chat/completions")
        .then()
        .statusCode(413)
        .body("error.code", equalTo("request_too_large"));
  }

  @Test
  void errorOfTheModelServerReachesTheCaller() {
    assertThatThrownBy(
            () ->
                callers
                    .sdk(SampleKey.TRIAGE)
                    .chat()
                    .completions()
                    .create(Callers.chat("scripted-chat", "hello").toBuilder().n(3).build()))
        .isInstanceOf(BadRequestException.class);
  }

  @Test
  void modelServerSeesNothingOfTheCaller() {
    String request =
        callers
            .http(SampleKey.TRIAGE)
            .header("Cookie", "session=1")
            .body(Callers.chatBody("scripted-chat", "hello"))
            .post("/v1/chat/completions")
            .then()
            .statusCode(200)
            .extract()
            .header("Bailiwick-Decision");
    Attempt attempt =
        platform.modelServer(SampleEndpoint.CHAT_PARIS).attempts().stream()
            .filter(seen -> request.equals(seen.request()))
            .findFirst()
            .orElseThrow();
    assertThat(attempt.headers()).doesNotContain("authorization", "cookie");
    assertThat(attempt.attempt()).isEqualTo("1");
  }

  @Test
  void callerWhoLeavesCancelsTheAttempt() {
    ChatCompletionCreateParams params =
        Callers.chat("scripted-chat", "@script words=1000 gap=20").toBuilder().build();
    String request;
    try (var response =
        callers
            .sdk(SampleKey.TRIAGE)
            .chat()
            .completions()
            .withRawResponse()
            .createStreaming(params)) {
      request = response.headers().values("Bailiwick-Decision").getFirst();
    }
    Eventually.await()
        .untilAsserted(
            () ->
                assertThat(platform.modelServer(SampleEndpoint.CHAT_PARIS).attempts())
                    .filteredOn(seen -> request.equals(seen.request()))
                    .extracting(Attempt::outcome)
                    .containsExactly(Attempt.Outcome.CALLER_LEFT));
  }
}
