package eu.bailiwick.routing.gateway;

import static eu.bailiwick.parts.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import eu.bailiwick.routing.scripted.Surroundings;
import eu.bailiwick.routing.scripted.TestCatalogue;
import eu.bailiwick.sovereignty.catalogue.Capability;
import eu.bailiwick.sovereignty.catalogue.Support;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams, whole and broken. Stalls are given up after one second here. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class StreamingTest extends RunningRouter {

  private static final String STREAM = "{\"model\":\"org/solo-chat\",\"stream\":true}";
  private static final String ASKING =
      "{\"model\":\"org/solo-chat\",\"stream\":true,\"stream_options\":{\"include_usage\":true}}";
  private static final String TOKEN =
      "data: {\"id\":\"1\",\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"é€😀\"}}],\"usage\":null}\n\n";
  private static final String USAGE =
      "data: {\"id\":\"1\",\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":4,"
          + "\"total_tokens\":7}}\n\n";
  private static final String DONE = "data: [DONE]\n\n";

  @Test
  void aStreamPassesByteForByte() throws Exception {
    byte[] stream = (TOKEN + TOKEN + USAGE + DONE + "\n").getBytes(StandardCharsets.UTF_8);
    paris.script(
        (request, wire) -> {
          wire.streamHead();
          for (byte b : stream) {
            wire.chunk(new byte[] {b});
          }
          wire.lastChunk();
        });

    HttpResponse<String> answer = chat(TestCatalogue.TRIAGE_KEY, ASKING);

    assertThat(answer.body().getBytes(StandardCharsets.UTF_8)).isEqualTo(stream);
    assertThat(header(answer, "Content-Type")).isEqualTo("text/event-stream; charset=utf-8");
    assertThat(paris.received().getFirst().body())
        .isEqualTo(ASKING.replace("org/solo-chat", "solo-chat"));
    JsonNode closed = events(decision(answer), 2).get(1);
    assertThat(closed.path("outcome").asText()).isEqualTo("completed");
    assertThat(closed.path("usage").path("completionTokens").asLong()).isEqualTo(4);
    assertThat(closed.path("responseBytes").asLong()).isEqualTo(stream.length);
    assertThat(closed.path("firstByteMillis").isNumber()).isTrue();
  }

  @Test
  void usageIsAskedForAndKeptFromACallerWhoDidNot() throws Exception {
    paris.script((request, wire) -> wire.streamHead().chunk(TOKEN + USAGE).chunk(DONE).lastChunk());

    HttpResponse<String> answer = chat(TestCatalogue.TRIAGE_KEY, STREAM);

    assertThat(answer.body()).isEqualTo(TOKEN + DONE);
    assertThat(paris.received().getFirst().body())
        .isEqualTo(
            "{\"stream_options\":{\"include_usage\":true},\"model\":\"solo-chat\",\"stream\":true}");
    assertThat(events(decision(answer), 2).get(1).path("usage").path("totalTokens").asLong())
        .isEqualTo(7);
  }

  @Test
  void anEndpointThatIsKnownNotToCountStreamsIsNotAsked() throws Exception {
    paris.script((request, wire) -> wire.streamHead().chunk(TOKEN).chunk(DONE).lastChunk());
    catalogue.says("solo-paris", Capability.STREAM_USAGE, Support.NO);
    serve();

    chat(TestCatalogue.TRIAGE_KEY, STREAM);

    assertThat(paris.received().getFirst().body()).doesNotContain("stream_options");
  }

  @Test
  void aStreamThatNobodyCountedSaysSo() throws Exception {
    paris.script((request, wire) -> wire.streamHead().chunk(TOKEN).chunk(DONE).lastChunk());

    HttpResponse<String> answer = chat(TestCatalogue.TRIAGE_KEY, STREAM);

    JsonNode usage = events(decision(answer), 2).get(1).path("usage");
    assertThat(usage.path("source").asText()).isEqualTo("missing");
    assertThat(usage.path("totalTokens").isNull()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"cut", "not done", "error inside"})
  void aCutStreamNeverLooksComplete(String how) throws Exception {
    paris.script(
        (request, wire) -> {
          wire.streamHead().chunk(TOKEN);
          switch (how) {
            case "cut" -> wire.cut();
            case "not done" -> wire.lastChunk();
            default -> wire.write("no chunk at all\r\n");
          }
        });

    HttpResponse<InputStream> answer = open(STREAM);

    assertThatThrownBy(() -> answer.body().readAllBytes()).isInstanceOf(IOException.class);
    assertThat(outcomes(answer, 2)).containsExactly("opened", "upstream_cut");
  }

  @Test
  void aStalledStreamIsGivenUp() throws Exception {
    paris.script(
        (request, wire) -> {
          wire.streamHead().chunk(TOKEN);
          wire.awaitClose();
        });

    HttpResponse<InputStream> answer = open(STREAM);

    assertThatThrownBy(() -> answer.body().readAllBytes()).isInstanceOf(IOException.class);
    assertThat(outcomes(answer, 2)).containsExactly("opened", "timeout");
  }

  @Test
  void aClientThatLeavesMidStreamCancelsTheUpstreamAtOnce() throws Exception {
    CompletableFuture<Long> closed = new CompletableFuture<>();
    paris.script(
        (request, wire) -> {
          wire.streamHead().chunk(TOKEN.replace("null", "{\"completion_tokens\":1}"));
          wire.awaitClose();
          closed.complete(System.nanoTime());
        });
    Socket client = send(STREAM);
    readUntil(client, "choices");
    long left = System.nanoTime();

    client.close();

    assertThat(Duration.ofNanos(closed.get() - left)).isLessThan(Duration.ofMillis(300));
    String request = paris.received().getFirst().headers().getOrDefault("bailiwick-request", "");
    assertThat(words(request, 2)).containsExactly("opened", "client_left");
    assertThat(events(request, 2).get(1).path("usage").path("completionTokens").asLong())
        .isEqualTo(1);
  }

  @Test
  void aClientThatLeavesBeforeTheAnswerCancelsTheUpstreamAtOnce() throws Exception {
    CompletableFuture<Long> closed = new CompletableFuture<>();
    paris.script(
        (request, wire) -> {
          wire.awaitClose();
          closed.complete(System.nanoTime());
        });
    Socket client = send(STREAM);
    await().until(() -> !paris.received().isEmpty());
    long left = System.nanoTime();

    client.close();

    assertThat(Duration.ofNanos(closed.get() - left)).isLessThan(Duration.ofMillis(300));
    String request = paris.received().getFirst().headers().getOrDefault("bailiwick-request", "");
    assertThat(words(request, 2)).containsExactly("opened", "client_left");
  }

  /**
   * The upstream would send 64 MB; a caller who does not read must stop it, well past the stall
   * timeout, and get all of it in the end.
   */
  @Test
  void aSlowCallerSlowsTheUpstreamDown() throws Exception {
    String event = TOKEN.repeat(500);
    int events = (64 << 20) / event.length();
    AtomicLong sent = new AtomicLong();
    AtomicBoolean done = new AtomicBoolean();
    paris.script(
        (request, wire) -> {
          wire.streamHead();
          for (int i = 0; i < events; i++) {
            wire.chunk(event);
            sent.addAndGet(event.length());
          }
          wire.chunk(DONE).lastChunk();
          done.set(true);
        });

    HttpResponse<InputStream> answer = open(STREAM);
    await().during(Duration.ofMillis(1500)).until(() -> !done.get());
    long whileNotRead = sent.get();
    long read = answer.body().transferTo(java.io.OutputStream.nullOutputStream());

    assertThat(whileNotRead).isLessThan(24 << 20);
    assertThat(read).isGreaterThan(60 << 20);
    assertThat(outcomes(answer, 2)).containsExactly("opened", "completed");
  }

  private HttpResponse<InputStream> open(String body) throws Exception {
    return CLIENT.send(
        request("/v1/chat/completions", TestCatalogue.TRIAGE_KEY)
            .POST(java.net.http.HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofInputStream());
  }

  private Socket send(String body) throws IOException {
    Socket socket = new Socket(router.getHost(), router.getPort());
    String head =
        String.join(
            "\r\n",
            "POST /v1/chat/completions HTTP/1.1",
            "Host: router",
            "Authorization: Bearer " + TestCatalogue.TRIAGE_KEY,
            "Content-Type: application/json",
            "Content-Length: " + body.length(),
            "",
            body);
    socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
    return socket;
  }

  private static void readUntil(Socket socket, String text) throws IOException {
    StringBuilder seen = new StringBuilder();
    while (seen.indexOf(text) < 0) {
      seen.append((char) socket.getInputStream().read());
    }
  }
}
