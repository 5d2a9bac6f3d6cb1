package eu.bailiwick.routing.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UpstreamErrorsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"error\":{\"message\":\"too long\",\"type\":\"t\",\"param\":null,\"code\":400}}",
        "{\"error\":\"too long\",\"error_type\":\"t\"}",
        "{\"object\":\"error\",\"message\":\"too long\",\"type\":\"t\",\"code\":40303}",
        "{\"detail\":\"too long\",\"type\":\"t\"}",
        "{\"error\":{\"code\":null,\"message\":\"too long\",\"type\":\"t\",\"extra\":[{}]}}"
      })
  void readsTheShapesOfAllServers(String body) {
    ApiError error = UpstreamErrors.translate(400, body.getBytes(StandardCharsets.UTF_8));

    assertThat(error.message()).isEqualTo("too long");
    assertThat(error.type()).isEqualTo("t");
    assertThat(error.code()).isEqualTo("upstream_error");
  }

  @ParameterizedTest
  @CsvSource({
    "400, 400",
    "413, 413",
    "422, 422",
    "429, 429",
    "401, 502",
    "403, 502",
    "404, 502",
    "307, 502",
    "500, 502",
    "501, 404",
    "503, 503",
    "504, 502",
    "101, 502"
  })
  void passesOnWhatConcernsTheCaller(int upstream, int caller) {
    assertThat(UpstreamErrors.translate(upstream, new byte[0]).status()).isEqualTo(caller);
  }

  @Test
  void saysNothingOfAServersInnerTrouble() {
    byte[] body = "{\"error\":{\"message\":\"at /srv/model.py\"}}".getBytes(StandardCharsets.UTF_8);

    assertThat(UpstreamErrors.translate(500, body).message()).doesNotContain("model.py");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>", "[1]", "{\"error\":", "null"})
  void bodiesThatAreNoErrorsGetAMessage(String body) {
    ApiError error = UpstreamErrors.translate(400, body.getBytes(StandardCharsets.UTF_8));

    assertThat(error.message()).isEqualTo("The model server answered 400.");
  }

  @Test
  void readsAListOfDetailsWithoutWhatTheyEcho() {
    String body =
        """
        {"detail":[{"loc":["body","messages",0,"role"],"msg":"Field required","type":"missing",
                    "input":{"content":"secret"}},
                   {"loc":[],"msg":"No"}]}
        """;

    assertThat(UpstreamErrors.translate(422, body.getBytes(StandardCharsets.UTF_8)).message())
        .isEqualTo("body.messages.0.role: Field required; No");
  }

  @Test
  void aLongMessageIsCut() {
    byte[] body = ("{\"detail\":\"" + "x".repeat(100_000) + "\"}").getBytes(StandardCharsets.UTF_8);

    assertThat(UpstreamErrors.translate(400, body).message()).hasSizeLessThan(5000);
  }

  @Test
  void aMissingSurfaceIsCalledSo() {
    assertThat(UpstreamErrors.translate(501, new byte[0]).code()).isEqualTo("unsupported_surface");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | | CALLER",
        "413 | | CALLER",
        "422 | {\"detail\":[]} | CALLER",
        "500 | {\"error\":{\"type\":\"invalid_request_error\"}} | CALLER",
        "500 | {\"error\":{\"message\":\"[json.exception.parse_error.101] x\"}} | CALLER",
        "500 | {\"error\":{\"message\":\"Failed to parse tool call arguments as JSON: x\"}} | CALLER",
        "500 | {\"error\":{\"message\":\"Failed to parse input at pos 3\"}} | UPSTREAM",
        "500 | {\"error\":{\"message\":\"a [json.exception.\"}} | UPSTREAM",
        "500 | | UPSTREAM",
        "500 | <html> | UPSTREAM",
        "502 | | UPSTREAM",
        "503 | {\"error\":{\"type\":\"invalid_request_error\"}} | UPSTREAM",
        "424 | {\"error\":\"x\",\"error_type\":\"generation\"} | UPSTREAM",
        "401 | | ROUTER",
        "404 | | ROUTER",
        "410 | | ROUTER",
        "429 | | ROUTER",
        "501 | | ROUTER",
        "307 | | ROUTER"
      })
  void blamesNobodyForWhatAnotherDid(int status, String body, UpstreamErrors.Blame blame) {
    byte[] bytes = body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);

    assertThat(UpstreamErrors.blame(status, bytes)).isEqualTo(blame);
  }

  @Test
  void aMistakeThatAServerAnsweredWith500IsTheCallersAfterAll() {
    byte[] body =
        "{\"error\":{\"code\":500,\"message\":\"[json.exception.x] no\",\"type\":\"server_error\"}}"
            .getBytes(StandardCharsets.UTF_8);

    ApiError error = UpstreamErrors.translate(500, body);

    assertThat(error.status()).isEqualTo(400);
    assertThat(error.type()).isEqualTo("invalid_request_error");
  }
}
