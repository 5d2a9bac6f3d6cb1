package eu.bailiwick.local.models;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import eu.bailiwick.parts.Eventually;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ModelServerTest {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @SuppressWarnings("NullAway.Init")
  private static ModelServer chat;

  @SuppressWarnings("NullAway.Init")
  private static ModelServer embeddings;

  @BeforeAll
  static void start() throws IOException {
    Clock clock = Clock.systemUTC();
    Place paris = new Place("paris-1", "FR");
    chat =
        ModelServer.start(
            0, new ScriptedChat("scripted-chat", clock, UUID::randomUUID), paris, clock);
    embeddings =
        ModelServer.start(
            0, SentenceEmbeddings.load(Path.of("target/unpacked/natives")), paris, clock);
  }

  @AfterAll
  static void stop() {
    chat.close();
    embeddings.close();
    HTTP.shutdownNow();
  }

  @Test
  void chatSaysThatItIsAScriptAndCountsWords() {
    chat("Where are you?", "")
        .statusCode(200)
        .body("object", equalTo("chat.completion"))
        .body("model", equalTo("scripted-chat"))
        .body("choices[0].message.content", containsString("a script, not a model"))
        .body("choices[0].message.content", containsString("paris-1 in FR"))
        .body("choices[0].finish_reason", equalTo("stop"))
        .body("usage.prompt_tokens", equalTo(3))
        .body("usage.completion_tokens", greaterThan(5));
  }

  @Test
  void chatStopsAtTheBoundOfTheCaller() {
    chat("@script words=50", ", \"max_tokens\": 7")
        .statusCode(200)
        .body("choices[0].finish_reason", equalTo("length"))
        .body("usage.completion_tokens", equalTo(7));
  }

  @Test
  void streamEndsWithUsageAndDone() throws Exception {
    List<String> lines =
        stream("@script words=3", ", \"stream_options\": {\"include_usage\": true}")
            .body()
            .filter(line -> !line.isEmpty())
            .toList();
    assertThat(lines).hasSize(7).last().isEqualTo("data: [DONE]");
    assertThat(lines.get(5)).contains("\"choices\":[]").contains("\"completion_tokens\":3");
  }

  @Test
  void streamHasNoUsageUnlessAskedFor() throws Exception {
    assertThat(stream("Where?", "").body()).noneMatch(line -> line.contains("usage"));
  }

  @Test
  void cutStreamLooksCut() throws Exception {
    HttpResponse<Stream<String>> answer = stream("@script words=9 cut=3", "");
    Assertions.assertThatThrownBy(() -> answer.body().toList())
        .isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void scriptCanFail() {
    chat("@script status=503", "")
        .statusCode(503)
        .body("error.code", equalTo(503))
        .body("error.type", equalTo("InternalServerError"));
  }

  @Test
  void wrongRequestsAreRefused() {
    chat("@script jump=1", "").statusCode(400);
    chat("hello", ", \"n\": 2").statusCode(400).body("error.param", equalTo("n"));
    chat("hello", ", \"stream_options\": {}").statusCode(400);
    post(chat, "/v1/chat/completions", "{\"model\":").statusCode(400);
    post(chat, "/v1/chat/completions", "{\"model\":\"scripted-chat\"}")
        .statusCode(400)
        .body("error.param", equalTo("messages"));
    post(chat, "/v1/chat/completions", "{\"model\":\"other\",\"messages\":[]}").statusCode(404);
    post(chat, "/v1/embeddings", "{}").statusCode(404);
    given().get(chat.url() + "/v1/chat/completions").then().statusCode(405);
  }

  @Test
  void describesItselfAsANimDoes() {
    given().get(chat.url() + "/v1/health/ready").then().statusCode(200);
    given()
        .get(chat.url() + "/v1/models")
        .then()
        .body("data[0].id", equalTo("scripted-chat"))
        .body("data[0].parent", nullValue());
    given().get(chat.url() + "/v1/version").then().body("api", equalTo("1.0.0"));
    given()
        .get(embeddings.url() + "/v1/metadata")
        .then()
        .body("modelInfo[0].shortName", equalTo("all-minilm-l6-v2:1.0.0"))
        .body("assetInfo[0]", containsString("sha256:"));
  }

  @Test
  void remembersAttempts() {
    String request = UUID.randomUUID().toString();
    given()
        .header("Bailiwick-Request", request)
        .header("Bailiwick-Attempt", "2")
        .body("{\"model\":\"scripted-chat\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}")
        .post(chat.url() + "/v1/chat/completions")
        .then()
        .statusCode(200);
    Eventually.await()
        .untilAsserted(
            () ->
                assertThat(chat.attempts())
                    .filteredOn(attempt -> request.equals(attempt.request()))
                    .singleElement()
                    .satisfies(
                        attempt -> {
                          assertThat(attempt.attempt()).isEqualTo("2");
                          assertThat(attempt.outcome()).isEqualTo(Attempt.Outcome.ANSWERED);
                          assertThat(attempt.headers()).doesNotContain("authorization");
                        }));
    given()
        .get(chat.url() + "/test/attempts")
        .then()
        .body("attempts.findAll { it.request == '" + request + "' }", hasSize(1));
  }

  @Test
  void similarSentencesAreNear() {
    List<List<Float>> vectors =
        post(
                embeddings,
                "/v1/embeddings",
                """
                {"model": "all-minilm-l6-v2", "input_type": "query",
                 "input": ["a cat sits on the mat", "a kitten rests on a rug", "tax law of 1958"]}
                """)
            .statusCode(200)
            .body("usage.prompt_tokens", greaterThan(15))
            .body("data", hasSize(3))
            .extract()
            .path("data.embedding");
    assertThat(vectors.getFirst()).hasSize(384);
    assertThat(product(vectors.get(0), vectors.get(1)))
        .isGreaterThan(product(vectors.get(0), vectors.get(2)) + 0.3);
  }

  @Test
  void base64CarriesTheSameNumbers() {
    String input = "{\"model\":\"all-minilm-l6-v2\",\"input\":\"one\"%s}";
    List<Float> numbers =
        post(embeddings, "/v1/embeddings", input.formatted("")).extract().path("data[0].embedding");
    String text =
        post(embeddings, "/v1/embeddings", input.formatted(",\"encoding_format\":\"base64\""))
            .extract()
            .path("data[0].embedding");
    float[] decoded = new float[384];
    ByteBuffer.wrap(Base64.getDecoder().decode(text))
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(decoded);
    assertThat(decoded[17]).isCloseTo(numbers.get(17), Assertions.within(1e-6f));
  }

  private static double product(List<Float> a, List<Float> b) {
    double sum = 0;
    for (int i = 0; i < a.size(); i++) {
      sum += (double) a.get(i) * b.get(i);
    }
    return sum;
  }

  private static ValidatableResponse chat(String content, String more) {
    return post(chat, "/v1/chat/completions", body(content, more));
  }

  private static String body(String content, String more) {
    return "{\"model\":\"scripted-chat\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]%s}"
        .formatted(content, more);
  }

  private static ValidatableResponse post(ModelServer server, String path, String body) {
    return given().contentType("application/json").body(body).post(server.url() + path).then();
  }

  private static HttpResponse<Stream<String>> stream(String content, String more) throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create(chat.url() + "/v1/chat/completions"))
            .POST(HttpRequest.BodyPublishers.ofString(body(content, ", \"stream\": true" + more)))
            .build(),
        HttpResponse.BodyHandlers.ofLines());
  }
}
