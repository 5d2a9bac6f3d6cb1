package eu.bailiwick.routing.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import eu.bailiwick.routing.scripted.Surroundings;
import eu.bailiwick.routing.scripted.TestCatalogue;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes on a socket that two servers could take for different requests, or that are none. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class SmugglingTest extends RunningRouter {

  private static final String BODY = "{\"model\":\"org/solo-chat\"}";

  @ParameterizedTest
  @ValueSource(
      strings = {"Content-Length: LENGTH||BODY", "Transfer-Encoding: chunked||HEX|BODY|0||"})
  void whatIsPlainIsServed(String rest) throws Exception {
    paris.script((request, wire) -> wire.json(200, ANSWER));

    assertThat(ask(rest)).startsWith("HTTP/1.1 200");
    assertThat(paris.received()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: LENGTH|Transfer-Encoding: chunked||HEX|BODY|0||",
        "Transfer-Encoding: chunked|Content-Length: 0||HEX|BODY|0||",
        "Content-Length: LENGTH|Content-Length: 0||BODY",
        "Content-Length: LENGTH, 0||BODY",
        "Content-Length: +LENGTH||BODY",
        "Content-Length: -1||BODY",
        "Content-Length: 0xHEX||BODY",
        "Transfer-Encoding: chunked||0xHEX|BODY|0||",
        "Transfer-Encoding: chunked||1g|BODY|0||",
        "Transfer-Encoding: chunked||-HEX|BODY|0||",
        "Transfer-Encoding: chunked||HEXBODY|0||",
        "Transfer-Encoding: chunked||1|BODY|0||",
        "Transfer-Encoding: chunked||fffffffffffffffff|BODY|0||",
        "Transfer-Encoding : chunked||HEX|BODY|0||",
        "Transfer-Encoding: xchunked|Content-Length: LENGTH||BODY",
        "Bad Name: x|Content-Length: LENGTH||BODY",
        "No-Colon|Content-Length: LENGTH||BODY"
      })
  void whatTwoServersCouldReadDifferentlyIsRefused(String rest) throws Exception {
    String answer = ask(rest);

    assertThat(paris.received()).isEmpty();
    assertThat(answer).matches("(?s)(|HTTP/1\\.1 4\\d\\d.*)");
  }

  @Test
  void whatFollowsARefusedRequestIsNotServed() throws Exception {
    paris.script((request, wire) -> wire.json(200, ANSWER));
    String hidden = head("Content-Length: " + BODY.length()) + BODY;

    String answer = ask("Content-Length: 5|Transfer-Encoding: chunked||0||" + hidden);

    assertThat(answer).doesNotContain("200 OK");
    assertThat(paris.received()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Request-Id: a|\t b: c|Content-Length: LENGTH||BODY",
        "X-Request-Id: a| b|Content-Length: LENGTH||BODY",
        "Content-Length: LENGTH| ||BODY",
        "Transfer-Encoding:| chunked||HEX|BODY|0||"
      })
  void aHeaderThatGoesOnInASecondLineIsRefused(String rest) throws Exception {
    paris.script((request, wire) -> wire.json(200, ANSWER));

    assertThat(ask(rest + head("Content-Length: LENGTH||BODY"))).startsWith("HTTP/1.1 400");

    assertThat(paris.received()).isEmpty();
  }

  private String ask(String rest) throws IOException {
    try (Socket socket = new Socket(router.getHost(), router.getPort())) {
      socket.setSoTimeout(5_000);
      String request =
          head(rest)
              .replace("LENGTH", Integer.toString(BODY.length()))
              .replace("HEX", Integer.toHexString(BODY.length()))
              .replace("BODY", BODY)
              .replace("|", "\r\n");
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String head(String rest) {
    return String.join(
            "\r\n",
            "POST /v1/chat/completions HTTP/1.1",
            "Host: router",
            "Authorization: Bearer " + TestCatalogue.TRIAGE_KEY,
            "Content-Type: application/json",
            "Connection: close",
            rest)
        + (rest.contains("||") || rest.contains("\r\n\r\n") ? "" : "\r\n\r\n");
  }
}
