package eu.bailiwick.routing.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import eu.bailiwick.routing.scripted.Surroundings;
import eu.bailiwick.routing.scripted.TestCatalogue;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not even a request that could be decided. The body's limit is 64 KB here. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class BadInputTest extends RunningRouter {

  private static final int LIMIT = 64 * 1024;

  @ParameterizedTest
  @ValueSource(ints = {LIMIT + 1, 3 * LIMIT, 40 * LIMIT})
  void aBodyOverTheLimitIsRefused(int size) throws Exception {
    HttpResponse<String> answer = chat(TestCatalogue.TRIAGE_KEY, body(size));

    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(error(answer).path("code").asText()).isEqualTo("request_too_large");
    assertThat(outcomes(answer, 1)).containsExactly("denied request_too_large");
    assertThat(events(decision(answer), 1).getFirst().path("descriptor").path("bodyBytes").asInt())
        .isEqualTo(size);
  }

  @Test
  void aBodyOfUnknownLengthOverTheLimitIsRefused() throws Exception {
    byte[] body = body(2 * LIMIT).getBytes(StandardCharsets.UTF_8);
    HttpRequest request =
        request("/v1/chat/completions", TestCatalogue.TRIAGE_KEY)
            .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
            .build();

    HttpResponse<String> answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(413);
  }

  @Test
  void aClientThatAsksBeforeItSendsTooMuchIsRefusedAtOnce() throws Exception {
    try (Socket socket = new Socket(router.getHost(), router.getPort())) {
      String head =
          String.join(
              "\r\n",
              "POST /v1/chat/completions HTTP/1.1",
              "Host: router",
              "Authorization: Bearer " + TestCatalogue.TRIAGE_KEY,
              "Content-Length: 20000000",
              "Expect: 100-continue",
              "",
              "");
      socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));

      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(answer).startsWith("HTTP/1.1 413").contains("\"code\":\"request_too_large\"");
    }
  }

  @Test
  void aBodyAtTheLimitIsServed() throws Exception {
    paris.script((request, wire) -> wire.json(200, ANSWER));

    assertThat(chat(TestCatalogue.TRIAGE_KEY, body(LIMIT)).statusCode()).isEqualTo(200);
  }

  @Test
  void aClientThatAsksBeforeItSendsIsToldToGoOn() throws Exception {
    paris.script((request, wire) -> wire.json(200, ANSWER));
    HttpRequest request =
        request("/v1/chat/completions", TestCatalogue.TRIAGE_KEY)
            .expectContinue(true)
            .POST(HttpRequest.BodyPublishers.ofString(body(1000)))
            .build();

    assertThat(CLIENT.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
        .isEqualTo(200);
  }

  @Test
  void aBodyOverTheLimitOfAnUnknownCallerIsRefusedForTheKey() throws Exception {
    assertThat(chat("bw-nobody", body(3 * LIMIT)).statusCode()).isEqualTo(401);
  }

  @Test
  void noKeyAtAllIsRefused() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(router.resolve("/v1/chat/completions"))
            .POST(HttpRequest.BodyPublishers.ofString(body(100)))
            .build();

    HttpResponse<String> answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(error(answer).path("code").asText()).isEqualTo("invalid_api_key");
  }

  @ParameterizedTest
  @CsvSource({
    "Content-Type, text/plain, application/json in UTF-8 is needed",
    "Content-Encoding, gzip, it is needed as it is"
  })
  void aBodyThatIsNotPlainJsonIsRefused(String header, String value, String right)
      throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(router.resolve("/v1/chat/completions"))
            .header("Authorization", "Bearer " + TestCatalogue.TRIAGE_KEY)
            .header(header, value)
            .POST(HttpRequest.BodyPublishers.ofString(body(100)))
            .build();

    HttpResponse<String> answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(415);
    assertThat(error(answer).path("message").asText()).contains("came", value, right);
    assertThat(outcomes(answer, 1)).containsExactly("denied unsupported_media_type");
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /v1/messages/count_tokens, 404, unsupported_surface, /v1/chat/completions",
    "POST, /v1/responses/compact, 404, unsupported_surface, /v1/chat/completions",
    "POST, /v1/audio/speech, 404, unsupported_surface, /v1/chat/completions",
    "POST, /v1/nonsense, 404, unknown_url, /v1/chat/completions",
    "POST, /v1/metadata, 404, unknown_url, /v1/chat/completions",
    "POST, /v1/chat/completions/render, 404, unknown_url, /v1/chat/completions",
    "POST, /v1/completions/render, 404, unknown_url, /v1/chat/completions",
    "GET, /v1/nonsense, 404, unknown_url, /v1/chat/completions",
    "GET, /v1, 404, unknown_url, /v1/chat/completions",
    "GET, /v1/chat/completions, 405, method_not_allowed, POST is",
    "GET, /v1/responses, 405, method_not_allowed, POST is",
    "PUT, /v1/responses/resp_x, 404, unknown_url, /v1/chat/completions",
    "DELETE, /v1/models/org/solo-chat, 405, method_not_allowed, GET is"
  })
  void whatIsNotServedIsRefusedInOpenAisShape(
      String method, String path, int status, String code, String right) throws Exception {
    HttpRequest request =
        request(path, TestCatalogue.TRIAGE_KEY)
            .method(method, HttpRequest.BodyPublishers.ofString(body(100)))
            .build();

    HttpResponse<String> answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(code(answer)).isEqualTo(code);
    assertThat(error(answer).path("message").asText())
        .contains(status == 405 ? method + " is not served here; " : path, right);
    assertThat(outcomes(answer, 1)).containsExactly("denied " + code);
    assertThat(events(decision(answer), 1).getFirst().path("descriptor").path("operation").asText())
        .isEqualTo("NONE");
    assertThat(paris.received()).isEmpty();
  }

  @Test
  void whatNobodyKnownAsksWhereNothingIsServedIsNotRecorded() throws Exception {
    HttpResponse<String> answer = post("/v1/nonsense", "bw-nobody", "{}");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.headers().firstValue("Bailiwick-Decision")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "application/json; charset=utf-8, 200",
    "application/json;charset=\"UTF-8\", 200",
    "application/json; charset=utf-16le, 415",
    "application/json; v=1; charset=utf-7, 415",
    "application/jsonl, 415",
    "application/x-www-form-urlencoded, 415"
  })
  void aBodyIsReadAsTheUpstreamWouldReadIt(String contentType, int status) throws Exception {
    paris.script((request, wire) -> wire.json(200, ANSWER));
    HttpRequest request =
        request("/v1/chat/completions", TestCatalogue.TRIAGE_KEY)
            .header("Content-Type", contentType)
            .POST(HttpRequest.BodyPublishers.ofString(body(100)))
            .build();

    assertThat(CLIENT.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
        .isEqualTo(status);
    assertThat(paris.received()).hasSize(status == 200 ? 1 : 0);
  }

  private static String code(HttpResponse<String> answer) throws IOException {
    return error(answer).path("code").asText();
  }

  private static String body(int size) {
    String frame = "{\"model\":\"org/solo-chat\",\"messages\":\"\"}";
    return "{\"model\":\"org/solo-chat\",\"messages\":\""
        + "x".repeat(size - frame.length())
        + "\"}";
  }
}
