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
        "{\"detail\":\"too long\",\"type\":\"t\"}"
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
}
