package eu.bailiwick.routing.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import eu.bailiwick.routing.scripted.Surroundings;
import eu.bailiwick.routing.scripted.TestCatalogue;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The router speaks HTTP/1.1 alone; what else is said to it holds no connection. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class HttpVersionTest extends RunningRouter {

  private static final String BODY = "{\"model\":\"org/solo-chat\"}";

  /** What every connection of HTTP/2 begins with (RFC 9113, section 3.4). */
  private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

  /**
   * Nothing more; empty SETTINGS; and after these HEADERS of stream 1 that say ":method: POST" and,
   * without END_HEADERS, that more is to come.
   */
  @ParameterizedTest
  @ValueSource(strings = {"", "000000040000000000", "000000040000000000" + "00000101000000000183"})
  void whoBeginsWithHttp2IsSentAwayAtOnce(String frames) throws Exception {
    try (Socket socket = new Socket(router.getHost(), router.getPort())) {
      socket.setSoTimeout(5_000);
      var bytes = new ByteArrayOutputStream();
      bytes.writeBytes(PREFACE.getBytes(StandardCharsets.US_ASCII));
      bytes.writeBytes(HexFormat.of().parseHex(frames));
      socket.getOutputStream().write(bytes.toByteArray());

      assertThat(untilClosed(socket)).startsWith("HTTP/1.1 400");
    }
  }

  @Test
  void whoOffersToUpgradeIsAnsweredInTheVersionOfTheRequest() throws Exception {
    paris.script((request, wire) -> wire.json(200, ANSWER));
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
      HttpResponse<String> answer =
          client.send(
              request("/v1/chat/completions", TestCatalogue.TRIAGE_KEY)
                  .header("Content-Type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofString(BODY))
                  .build(),
              HttpResponse.BodyHandlers.ofString());

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
      assertThat(answer.body()).isEqualTo(ANSWER);
    }
  }

  /** What comes until the router ends the connection, in whatever way it does. */
  private static String untilClosed(Socket socket) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try {
      socket.getInputStream().transferTo(bytes);
    } catch (java.net.SocketException reset) {
      return bytes.toString(StandardCharsets.US_ASCII);
    }
    return bytes.toString(StandardCharsets.US_ASCII);
  }
}
