package eu.bailiwick.routing.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import eu.bailiwick.routing.scripted.Surroundings;
import eu.bailiwick.routing.scripted.TestCatalogue;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * Clients that send nothing, or byte by byte and so never let a connection be idle. A head has one
 * second here and a body one and a half.
 */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class SlowClientsTest extends RunningRouter {

  private static final int SILENT = 10_000;
  private static final String BODY = "{\"model\":\"org/solo-chat\"}";

  @Test
  void aHeadThatComesByteByByteIsNotWaitedFor() throws Exception {
    try (Socket socket = new Socket(router.getHost(), router.getPort())) {
      assertThat(drip(socket, head(TestCatalogue.TRIAGE_KEY, 1_000).strip() + "a".repeat(900)))
          .isEmpty();
    }
  }

  @Test
  void theNextHeadOfAConnectionHasNoMoreTime() throws Exception {
    paris.script((request, wire) -> wire.json(200, ANSWER));
    try (Socket socket = new Socket(router.getHost(), router.getPort())) {
      send(socket, head(TestCatalogue.TRIAGE_KEY, BODY.length()) + BODY);
      byte[] first = socket.getInputStream().readNBytes(15);
      assertThat(new String(first, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 200 OK");

      assertThat(drip(socket, head(TestCatalogue.TRIAGE_KEY, 1_000).strip() + "a".repeat(900)))
          .doesNotContain("HTTP/1.1", "still takes");
    }
  }

  @Test
  void aRequestThatComesByteByByteButInTimeIsServed() throws Exception {
    paris.script((request, wire) -> wire.json(200, ANSWER));
    String head = head(TestCatalogue.TRIAGE_KEY, BODY.length());
    try (Socket socket = new Socket(router.getHost(), router.getPort())) {
      send(socket, head.substring(0, head.length() - 10));

      assertThat(drip(socket, head.substring(head.length() - 10) + BODY + "\r\n".repeat(500)))
          .startsWith("HTTP/1.1 200");

      assertThat(paris.received().getFirst().body()).isEqualTo("{\"model\":\"solo-chat\"}");
    }
  }

  @Test
  void aBodyThatComesByteByByteIsRefusedAndThatIsRecorded() throws Exception {
    try (Socket socket = new Socket(router.getHost(), router.getPort())) {
      send(socket, head(TestCatalogue.TRIAGE_KEY, 10_000));

      Seen seen = Seen.read(stream(drip(socket, BODY + " ".repeat(9_000))));

      assertThat(seen.status()).isEqualTo(408);
      assertThat(seen.body()).contains("\"code\":\"request_timeout\"");
      assertThat(words(seen.decision(), 1)).containsExactly("denied request_timeout");
      assertThat(paris.received()).isEmpty();
    }
  }

  @Test
  void aBodyThatDoesNotComeAtAllIsRefused() throws Exception {
    try (Socket socket = new Socket(router.getHost(), router.getPort())) {
      send(socket, head(TestCatalogue.TRIAGE_KEY, 100));

      assertThat(Seen.read(socket.getInputStream()).status()).isEqualTo(408);
    }
  }

  @Test
  void aSlowBodyOfSomebodyUnknownIsRefusedForTheKey() throws Exception {
    try (Socket socket = new Socket(router.getHost(), router.getPort())) {
      send(socket, head("bw-nobody", 100));

      assertThat(Seen.read(socket.getInputStream()).status()).isEqualTo(401);
    }
  }

  @Test
  void whoSendsOnWhateverIsAnsweredIsClosed() throws Exception {
    try (Socket socket = new Socket(router.getHost(), router.getPort())) {
      send(socket, head(TestCatalogue.TRIAGE_KEY, 10_000).replace("/chat/completions", "/nothing"));

      assertThat(drip(socket, " ".repeat(9_000))).startsWith("HTTP/1.1 404");
    }
  }

  @Test
  void tenThousandConnectionsThatSendNothingBlockNobodyAndAreClosed() throws Exception {
    paris.script((request, wire) -> wire.json(200, ANSWER));
    try (Silence silence = Silence.on(router, SILENT)) {
      assertThat(silence.next()).isEqualTo(SILENT);

      assertThat(chat(TestCatalogue.TRIAGE_KEY, BODY).statusCode()).isEqualTo(200);

      assertThat(silence.next()).isEqualTo(SILENT);
    }
  }

  private static String head(String key, int length) {
    return String.join(
        "\r\n",
        "POST /v1/chat/completions HTTP/1.1",
        "Host: router",
        "Authorization: Bearer " + key,
        "Content-Type: application/json",
        "Content-Length: " + length,
        "",
        "");
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** Sends a byte each few milliseconds until the router has closed; what it answered. */
  private static String drip(Socket socket, String text) throws IOException {
    StringBuilder came = new StringBuilder();
    socket.setSoTimeout(10);
    for (byte one : text.getBytes(StandardCharsets.US_ASCII)) {
      try {
        socket.getOutputStream().write(one);
        byte[] buffer = new byte[4096];
        int count = socket.getInputStream().read(buffer);
        if (count < 0) {
          return came.toString();
        }
        came.append(new String(Arrays.copyOf(buffer, count), StandardCharsets.US_ASCII));
      } catch (SocketTimeoutException e) {
        // Nothing was answered yet.
      } catch (IOException closed) {
        return came.toString();
      }
    }
    return came + " and the router still takes bytes";
  }

  private static InputStream stream(String text) {
    return new java.io.ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
  }
}
