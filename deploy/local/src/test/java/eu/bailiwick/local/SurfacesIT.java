package eu.bailiwick.local;

import static eu.bailiwick.parts.Eventually.await;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.openai.core.http.HttpResponseFor;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.NotFoundException;
import com.openai.models.completions.Completion;
import com.openai.models.completions.CompletionCreateParams;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStreamEvent;
import eu.bailiwick.local.models.Attempt;
import eu.bailiwick.local.models.Digests;
import eu.bailiwick.local.platform.Platform;
import eu.bailiwick.local.platform.SampleEndpoint;
import eu.bailiwick.local.platform.SampleKey;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every surface but chat completions: what callers get, and what stands on record of it. */
@ExtendWith(SharedPlatform.class)
class SurfacesIT {

  private static final String DECISION = "Bailiwick-Decision";

  private final Platform platform;
  private final Callers callers;

  SurfacesIT(Platform platform) {
    this.platform = platform;
    this.callers = new Callers(platform);
  }

  @Test
  void completionsAreServedAndCounted() {
    try (HttpResponseFor<Completion> answer =
        callers
            .sdk(SampleKey.TRIAGE)
            .completions()
            .withRawResponse()
            .create(completion("@script words=7"))) {
      assertThat(answer.parse().choices().getFirst().text()).startsWith("I am a script");
      assertThat(answer.parse().usage().orElseThrow().completionTokens()).isEqualTo(7);
      assertCounted(decision(answer), "COMPLETIONS", 2, 7);
    }
  }

  @Test
  void completionsAreStreamed() {
    try (HttpResponseFor<StreamResponse<Completion>> answer =
        callers
            .sdk(SampleKey.TRIAGE)
            .completions()
            .withRawResponse()
            .createStreaming(completion("@script words=7 gap=5"))) {
      List<Completion> chunks = answer.parse().stream().toList();
      assertThat(chunks).hasSizeGreaterThan(7).allMatch(chunk -> chunk.usage().isEmpty());
      assertCounted(decision(answer), "COMPLETIONS", 3, 7);
    }
  }

  private static CompletionCreateParams completion(String prompt) {
    return CompletionCreateParams.builder().model("scripted-chat").prompt(prompt).build();
  }

  @Test
  void embeddingsAreCounted() {
    try (HttpResponseFor<CreateEmbeddingResponse> answer =
        callers
            .sdk(SampleKey.TRIAGE)
            .embeddings()
            .withRawResponse()
            .create(
                EmbeddingCreateParams.builder()
                    .model("all-minilm-l6-v2")
                    .input("a sentence")
                    .build())) {
      long tokens = answer.parse().usage().promptTokens();
      Map<String, Object> closed = closed(decision(answer));
      assertThat(closed)
          .containsEntry("operation", "EMBEDDINGS")
          .containsEntry("usageSource", "upstream")
          .containsEntry("promptTokens", (int) tokens)
          .containsEntry("totalTokens", (int) tokens)
          .containsEntry("endpoint", "embeddings-paris");
    }
  }

  @Test
  void aResponseIsKeptWhereItWasMadeForItsTenantAlone() throws Exception {
    var responses = callers.sdk(SampleKey.TRIAGE).responses();
    Response made;
    try (HttpResponseFor<Response> answer =
        responses.withRawResponse().create(response("@script words=6"))) {
      made = answer.parse();
      assertCounted(decision(answer), "CHAT", 2, 6);
    }
    assertThat(made.usage().orElseThrow().outputTokens()).isEqualTo(6);

    assertThat(responses.retrieve(made.id()).id()).isEqualTo(made.id());
    Response next =
        responses.create(
            response("@script words=3").toBuilder().previousResponseId(made.id()).build());
    assertThat(next.id()).isNotEqualTo(made.id());
    assertThatThrownBy(() -> callers.sdk(SampleKey.INFODESK).responses().retrieve(made.id()))
        .isInstanceOf(NotFoundException.class);
    responses.delete(made.id());
    assertThatThrownBy(() -> responses.retrieve(made.id())).isInstanceOf(NotFoundException.class);
  }

  @Test
  void whatIsFetchedIsOnRecordAndNotCountedAgain() {
    var responses = callers.sdk(SampleKey.TRIAGE).responses();
    Response made = responses.create(response("@script words=6"));

    try (HttpResponseFor<Response> fetched = responses.withRawResponse().retrieve(made.id())) {
      assertThat(closed(decision(fetched)))
          .containsEntry("outcome", "completed")
          .containsEntry("usageSource", "missing")
          .doesNotContainKey("totalTokens");
    }
  }

  @Test
  void responsesAreStreamed() {
    try (HttpResponseFor<StreamResponse<ResponseStreamEvent>> answer =
        callers
            .sdk(SampleKey.TRIAGE)
            .responses()
            .withRawResponse()
            .createStreaming(response("@script words=6 gap=5"))) {
      List<ResponseStreamEvent> events = answer.parse().stream().toList();
      assertThat(events.getLast().isCompleted()).isTrue();
      assertCounted(decision(answer), "CHAT", 3, 6);
    }
  }

  @Test
  void aResponseInTheBackgroundOrOfAConversationIsRefused() {
    var responses = callers.sdk(SampleKey.TRIAGE).responses();
    assertThatThrownBy(
            () -> responses.create(response("hello").toBuilder().background(true).build()))
        .isInstanceOfSatisfying(
            BadRequestException.class, e -> assertThat(e.code()).contains("unsupported_parameter"));
    assertThatThrownBy(
            () -> responses.create(response("hello").toBuilder().conversation("conv_1").build()))
        .isInstanceOf(BadRequestException.class);
  }

  private static ResponseCreateParams response(String input) {
    return ResponseCreateParams.builder().model("scripted-chat").input(input).build();
  }

  @Test
  void messagesAreServedInAnthropicsShape() {
    ValidatableResponse answer = messages("@script words=8", false).statusCode(200);
    answer
        .body("type", equalTo("message"))
        .body("content[0].text", containsString("script"))
        .body("usage.output_tokens", equalTo(8));
    assertCountedWithoutTotal(answer.extract().header(DECISION), 2, 8);
  }

  @Test
  void messagesAreStreamed() {
    ValidatableResponse answer = messages("@script words=8", true).statusCode(200);
    assertThat(answer.extract().asString()).contains("event: message_stop");
    assertCountedWithoutTotal(answer.extract().header(DECISION), 2, 8);
  }

  private ValidatableResponse messages(String text, boolean stream) {
    return given()
        .baseUri(platform.router().toString())
        .contentType("application/json")
        .header("x-api-key", platform.key(SampleKey.TRIAGE))
        .header("anthropic-version", "2023-06-01")
        .body(
            Map.of(
                "model",
                "scripted-chat",
                "max_tokens",
                100,
                "stream",
                stream,
                "messages",
                List.of(Map.of("role", "user", "content", text))))
        .post("/v1/messages")
        .then();
  }

  @Test
  void passagesAreRanked() {
    ValidatableResponse answer =
        callers
            .http(SampleKey.TRIAGE)
            .body(
                Map.of(
                    "model",
                    "all-minilm-l6-v2",
                    "query",
                    Map.of("text", "a cat sleeps"),
                    "passages",
                    List.of(
                        Map.of("text", "interest rates rose again"),
                        Map.of("text", "the kitten is asleep"))))
            .post("/v1/ranking")
            .then()
            .statusCode(200)
            .body("rankings[0].index", equalTo(1));
    assertRanked(answer);
  }

  @Test
  void documentsAreReranked() {
    ValidatableResponse answer =
        callers
            .http(SampleKey.TRIAGE)
            .body(
                Map.of(
                    "model",
                    "all-minilm-l6-v2",
                    "query",
                    "a cat sleeps",
                    "documents",
                    List.of("interest rates rose again", "the kitten is asleep"),
                    "top_n",
                    1))
            .post("/v1/rerank")
            .then()
            .statusCode(200)
            .body("results[0].index", equalTo(1))
            .body("results.size()", equalTo(1));
    assertRanked(answer);
  }

  private void assertRanked(ValidatableResponse answer) {
    int tokens = answer.extract().path("usage.total_tokens");
    assertThat(closed(answer.extract().header(DECISION)))
        .containsEntry("operation", "RANKING")
        .containsEntry("usageSource", "upstream")
        .containsEntry("totalTokens", tokens);
  }

  @Test
  void aPromptOfTenMegabytesPassesByteForByte() {
    String text = "é€😀 \\\"x\\\" ".repeat(700_000);
    String body =
        "{\"model\":\"scripted-chat\",\"messages\":[{\"role\":\"user\",\"content\":\"@script words=3\"},"
            + "{\"role\":\"user\",\"content\":\""
            + text
            + "\"}]}";
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    assertThat(bytes.length).isBetween(10_000_000, 16 * 1024 * 1024);

    String request =
        callers
            .http(SampleKey.TRIAGE)
            .body(bytes)
            .post("/v1/chat/completions")
            .then()
            .statusCode(200)
            .extract()
            .header(DECISION);

    assertThat(attempt(request).bodyDigest()).isEqualTo(Digests.of(bytes));
    assertThat(closed(request)).containsEntry("requestBytes", bytes.length);
  }

  @Test
  void aLineOfOneMegabytePasses() {
    String words = "x".repeat(1 << 20);
    String answer =
        callers
            .http(SampleKey.TRIAGE)
            .body(Callers.streamBody("scripted-chat", "@script words=2 width=" + (1 << 20)))
            .post("/v1/chat/completions")
            .then()
            .statusCode(200)
            .extract()
            .asString();

    assertThat(answer).contains(words).endsWith("data: [DONE]\n\n");
  }

  private Attempt attempt(String request) {
    return platform.modelServer(SampleEndpoint.CHAT_PARIS).attempts().stream()
        .filter(seen -> request.equals(seen.request()))
        .findFirst()
        .orElseThrow();
  }

  private static String decision(HttpResponseFor<?> answer) {
    return answer.headers().values(DECISION).getFirst();
  }

  private void assertCounted(String request, String operation, int prompt, int completion) {
    assertThat(closed(request))
        .containsEntry("outcome", "completed")
        .containsEntry("operation", operation)
        .containsEntry("endpoint", "chat-paris")
        .containsEntry("usageSource", "upstream")
        .containsEntry("promptTokens", prompt)
        .containsEntry("completionTokens", completion)
        .containsEntry("totalTokens", prompt + completion);
  }

  /** Anthropic's usage has no total, and a figure that nobody counted is missing. */
  private void assertCountedWithoutTotal(String request, int prompt, int completion) {
    assertThat(closed(request))
        .containsEntry("outcome", "completed")
        .containsEntry("endpoint", "chat-paris")
        .containsEntry("usageSource", "upstream")
        .containsEntry("promptTokens", prompt)
        .containsEntry("completionTokens", completion)
        .doesNotContainKey("totalTokens");
  }

  /** The end of a request's only attempt. */
  private Map<String, Object> closed(String request) {
    await().atMost(Duration.ofSeconds(10)).until(() -> callers.events(request).size() == 2);
    try {
      List<Map<String, Object>> events = callers.events(request);
      assertThat(events).extracting(event -> event.get("type")).containsExactly("closed", "opened");
      return events.getFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
