package eu.bailiwick.routing.gateway;

import static eu.bailiwick.parts.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import eu.bailiwick.routing.scripted.ScriptedUpstream.Script;
import eu.bailiwick.routing.scripted.ScriptedUpstream.Wire;
import eu.bailiwick.routing.scripted.Surroundings;
import eu.bailiwick.routing.scripted.TestCatalogue;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Faults of model servers and callers: what the caller sees, what the audit says, and that nothing
 * went to another endpoint. Stalls are given up after one second here.
 */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class FaultsTest extends RunningRouter {

  private static final String STREAM = "{\"model\":\"org/solo-chat\",\"stream\":true}";

  /** So that a fault after an event cannot come in one read with it. */
  private static final Semaphore EVENT_SEEN = new Semaphore(0);

  private static final String PLAIN = "{\"model\":\"org/solo-chat\"}";
  private static final String TOKEN =
      "data: {\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"é€😀\"}}]}\n\n";
  private static final String DONE = "data: [DONE]\n\n";
  private static final String BROKEN_OFF =
      "data: {\"error\":{\"message\":\"The model server broke its answer off.\","
          + "\"type\":\"server_error\",\"param\":null,\"code\":\"upstream_error\"}}\n\n";

  /**
   * One fault.
   *
   * @param script what the model server does
   * @param status what the caller sees
   * @param body how what the caller sees ends
   * @param ended whether it ends in good order
   * @param outcome what the audit says of the attempt
   */
  record Fault(String name, Script script, int status, String body, boolean ended, String outcome) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Stream<Fault> faultsOfStreams() {
    return Stream.of(
        before("headers only, then closed", wire -> wire.streamHead().cut(), 502, "upstream_cut"),
        before(
            "headers only, then silence", wire -> wire.streamHead().awaitClose(), 504, "timeout"),
        before(
            "pings only, then closed",
            wire -> wire.streamHead().chunk(": ping\n\n: ping\n\n").cut(),
            502,
            "upstream_cut"),
        before("an empty stream", wire -> wire.streamHead().lastChunk(), 502, "upstream_cut"),
        before(
            "an error as the first event",
            wire ->
                wire.streamHead().chunk("data: {\"error\":{\"code\":400,\"message\":\"no\"}}\n\n"),
            400,
            "upstream_error"),
        before(
            "half an event, then closed",
            wire -> wire.streamHead().chunk(TOKEN.substring(0, 30)).cut(),
            502,
            "upstream_cut"),
        before("a compressed answer", FaultsTest::gzip, 502, "upstream_error"),
        before(
            "a page for people",
            wire ->
                wire.head("HTTP/1.1 200 OK", "Content-Type: text/html", "Content-Length: 6")
                    .write("<html>"),
            502,
            "upstream_cut"),
        after("cut after an event", wire -> wire.cut(), BROKEN_OFF, "upstream_cut"),
        after(
            "cut inside a character",
            wire -> wire.chunk(Arrays.copyOf(utf8(TOKEN), TOKEN.indexOf('€'))).cut(),
            BROKEN_OFF,
            "upstream_cut"),
        after("an end without [DONE]", wire -> wire.lastChunk(), BROKEN_OFF, "upstream_cut"),
        after("a malformed chunk", wire -> wire.write("zz\r\n"), BROKEN_OFF, "upstream_cut"),
        after(
            "a chunk of a negative size",
            wire -> wire.write("-5\r\nhello"),
            BROKEN_OFF,
            "upstream_cut"),
        after(
            "an event that is no JSON",
            wire -> wire.chunk("data: {\"choices\":[\n\n" + DONE).lastChunk(),
            BROKEN_OFF,
            "upstream_cut"),
        after(
            "an error in the stream",
            wire ->
                wire.chunk("data: {\"error\":\"no\",\"error_type\":\"x\",\"code\":422}\n\n" + DONE)
                    .lastChunk(),
            "data: {\"error\":{\"message\":\"no\",\"type\":\"x\",\"param\":null,\"code\":\"upstream_error\"}}\n\n",
            "upstream_error"),
        after(
            "silence", wire -> wire.awaitClose(), "\"code\":\"upstream_timeout\"}}\n\n", "timeout"),
        whole("a blank line after [DONE]", TOKEN + DONE + "\n"),
        whole(
            "comments and CRLF",
            (": ping\n\n" + TOKEN + ": ping\n" + TOKEN + DONE).replace("\n", "\r\n")),
        whole(
            "a line of 1 MB",
            "data: {\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\""
                + "é".repeat(1 << 19)
                + "\"}}]}\n\n"
                + DONE),
        new Fault(
            "the end before the end of the connection",
            (request, wire) -> {
              wire.head("HTTP/1.1 200 OK", "Content-Type: text/event-stream", "Connection: close");
              wire.write(TOKEN + DONE).cut();
            },
            200,
            TOKEN + DONE,
            true,
            "completed"),
        new Fault(
            "a slow first token",
            (request, wire) -> {
              wire.streamHead().pause(400);
              wire.chunk(TOKEN + DONE).lastChunk();
            },
            200,
            TOKEN + DONE,
            true,
            "completed"));
  }

  private static Stream<Fault> faultsOfDocuments() {
    return Stream.of(
        before(
            "closed before the length",
            wire ->
                wire.head("HTTP/1.1 200 OK", "Content-Type: application/json", "Content-Length: 99")
                    .cut(),
            502,
            "upstream_cut"),
        new Fault(
            "half a document, closed",
            (request, wire) ->
                wire.head("HTTP/1.1 200 OK", "Content-Type: application/json", "Connection: close")
                    .write("{\"choices\":[")
                    .cut(),
            200,
            "{\"choices\":[",
            false,
            "upstream_cut"),
        before(
            "nothing at all",
            wire -> wire.head("HTTP/1.1 200 OK", "Content-Length: 0"),
            502,
            "upstream_cut"),
        before(
            "a bare 500",
            wire -> wire.head("HTTP/1.1 500 No", "Content-Length: 0"),
            502,
            "upstream_error"),
        before(
            "a 429 without a body",
            wire -> wire.head("HTTP/1.1 429 No", "Retry-After: 17", "Content-Length: 0"),
            429,
            "upstream_error"),
        before("a compressed answer", FaultsTest::gzip, 502, "upstream_error"),
        before(
            "two lengths",
            wire ->
                wire.head("HTTP/1.1 200 OK", "Content-Length: 2", "Content-Length: 3").write("{} "),
            502,
            "upstream_unreachable"),
        before("no HTTP", wire -> wire.write("hello\r\n\r\n").cut(), 502, "upstream_unreachable"));
  }

  /** One surrounding for all: each starts a registry and a consumer of its own. */
  @Test
  void ofStreams() {
    assertAll(faultsOfStreams().map(fault -> () -> assertSeen(fault, STREAM)));
  }

  @Test
  void ofDocuments() {
    assertAll(faultsOfDocuments().map(fault -> () -> assertSeen(fault, PLAIN)));
  }

  private void assertSeen(Fault fault, String request) throws Exception {
    paris.script(fault.script());
    EVENT_SEEN.drainPermits();

    Seen seen = seen(request, EVENT_SEEN::release);

    String name = fault.name();
    assertThat(seen.status()).as(name).isEqualTo(fault.status());
    assertThat(seen.body()).as(name).endsWith(fault.body());
    assertThat(seen.ended()).as(name).isEqualTo(fault.ended());
    assertThat(words(seen.decision(), 2)).as(name).containsExactly("opened", fault.outcome());
    assertThat(paris.received()).as(name).hasSize(1);
  }

  @AfterEach
  void nothingWentElsewhere() {
    assertThat(frankfurt.received()).isEmpty();
  }

  /**
   * Common servers close a connection after a stream although they said that they would keep it.
   */
  @Test
  void aServerMayCloseAfterEachStreamWithoutNotice() throws Exception {
    paris.script(
        (request, wire) -> {
          wire.streamHead().chunk(TOKEN + DONE).lastChunk();
          wire.cut();
        });

    for (int i = 0; i < 10; i++) {
      assertThat(chat(TestCatalogue.TRIAGE_KEY, STREAM).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void anIdleConnectionThatTheServerClosedIsNotUsedAgain() throws Exception {
    AtomicInteger closed = new AtomicInteger();
    paris.script(
        (request, wire) -> {
          wire.json(200, ANSWER);
          wire.pause(100);
          wire.cut();
          closed.incrementAndGet();
        });

    for (int i = 1; i <= 3; i++) {
      assertThat(chat(TestCatalogue.TRIAGE_KEY, PLAIN).statusCode()).isEqualTo(200);
      int times = i;
      await().pollDelay(Duration.ofMillis(50)).until(() -> closed.get() == times);
    }
  }

  @Test
  void whatComesAfterAnAnswerIsNotTakenForTheNextOne() throws Exception {
    String poison = ANSWER.replace("\"1\"", "\"poison\"");
    paris.script(
        (request, wire) -> {
          String head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ";
          wire.write(
              head
                  + ANSWER.length()
                  + "\r\n\r\n"
                  + ANSWER
                  + head
                  + poison.length()
                  + "\r\n\r\n"
                  + poison);
        });

    for (int i = 0; i < 5; i++) {
      HttpResponse<String> answer = chat(TestCatalogue.TRIAGE_KEY, PLAIN);
      assertThat(answer.body()).doesNotContain("poison");
    }
  }

  /** Whatever a caller hides in a body stays one body, or nothing leaves. */
  @Test
  void aHiddenRequestNeverReachesTheUpstream() {
    paris.script((request, wire) -> wire.json(200, ANSWER));
    String chunked = Integer.toHexString(PLAIN.length()) + "\r\n" + PLAIN + "\r\n0\r\n\r\n";
    String length = "Content-Length: " + PLAIN.length();

    assertAll(
        () -> assertOneBody("Content-Length: 4\r\nTransfer-Encoding: chunked", chunked),
        () -> assertOneBody("Transfer-Encoding: chunked\r\nContent-Length: 4", chunked),
        () -> assertOneBody(length + "\r\nContent-Length: 0", PLAIN),
        () -> assertOneBody(length + ", " + PLAIN.length(), PLAIN),
        () -> assertOneBody("Content-Length: +" + PLAIN.length(), PLAIN),
        () -> assertOneBody("Transfer-Encoding: xchunked", PLAIN),
        () -> assertOneBody(length + "\r\ntraceparent: a\r\n X-Hidden: b", PLAIN),
        () -> assertOneBody("Content-Length : " + PLAIN.length(), PLAIN));
  }

  private void assertOneBody(String headers, String body) throws IOException {
    String hidden = "POST /v1/hidden HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n";
    String head =
        "POST /v1/chat/completions HTTP/1.1\r\nHost: router\r\nAuthorization: Bearer "
            + TestCatalogue.TRIAGE_KEY;
    try (Socket socket = new Socket(router.getHost(), router.getPort())) {
      socket.setSoTimeout(2000);
      socket.getOutputStream().write(utf8(head + "\r\n" + headers + "\r\n\r\n" + body + hidden));
      assertThat(socket.getInputStream().read()).as(headers).isNotNegative();
    }
    assertThat(paris.received())
        .as(headers)
        .allSatisfy(
            received -> {
              assertThat(received.line()).doesNotContain("hidden");
              assertThat(received.headers()).doesNotContainKeys("transfer-encoding", "x-hidden");
            });
  }

  /** A step of a script. */
  private interface Step {
    void take(Wire wire) throws Exception;
  }

  /** Before the caller saw anything: it gets an error with a status. */
  private static Fault before(String name, Step step, int status, String outcome) {
    return new Fault(name, (request, wire) -> step.take(wire), status, "}}", true, outcome);
  }

  /** After the caller saw an event: it gets one more with an error, and no end in good order. */
  private static Fault after(String name, Step step, String lastEvent, String outcome) {
    return new Fault(
        name,
        (request, wire) -> {
          wire.streamHead().chunk(TOKEN);
          assertThat(EVENT_SEEN.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
          step.take(wire);
        },
        200,
        lastEvent,
        false,
        outcome);
  }

  private static Fault whole(String name, String stream) {
    return new Fault(
        name,
        (request, wire) -> wire.streamHead().chunk(stream).lastChunk(),
        200,
        stream,
        true,
        "completed");
  }

  private static void gzip(Wire wire) throws IOException {
    wire.head(
        "HTTP/1.1 200 OK",
        "Content-Type: application/json",
        "Content-Encoding: gzip",
        "Content-Length: 4");
    wire.write(new byte[] {31, -117, 8, 0});
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
