package eu.bailiwick.local.numbers;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Streams, each on a connection and a virtual thread of its own, that begin one after another. */
final class StreamLoad {

  private static final String MODEL = "{\"model\":\"scripted-chat\",";
  private static final String ASKED =
      "\"stream\":true," + "\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
  private static final String SENT = "\"id\":\"";

  private final URI server;
  private final String key;
  private final Findings findings;
  private final Times first;
  private final Times delays;
  private final AtomicLong events = new AtomicLong();
  private volatile boolean leaving;
  private volatile Times watched = new Times("");

  /**
   * @param first takes the time from the request to the first event
   * @param delays takes how long each event was on its way
   */
  StreamLoad(URI server, String key, Findings findings, Times first, Times delays) {
    this.server = server;
    this.key = key;
    this.findings = findings;
    this.first = first;
    this.delays = delays;
  }

  /**
   * Begins streams of {@link ReferenceServers#EVENTS} events.
   *
   * @param count how many
   * @param overNanos time in which they begin
   * @return opens when the last has ended
   */
  CountDownLatch start(int count, long overNanos) {
    return start(count, overNanos, () -> stream(MODEL + ASKED, first));
  }

  /**
   * Begins streams of one event, with the same parameters. Each needs a connection of its own to
   * the model server, too.
   */
  CountDownLatch startBrief(int count, long overNanos) {
    return start(count, overNanos, () -> stream(MODEL + ReferenceServers.BRIEFLY + ASKED, first));
  }

  /**
   * Keeps some streams open: each is followed by the next. The first of each row is not timed.
   *
   * @param rows how many are open at once; they begin in about the time that one stream takes, and
   *     at no multiple of the pause between events, so that their events do not come all at once
   * @param length streams in a row
   */
  CountDownLatch startRows(int rows, int length) {
    long stream =
        TimeUnit.MILLISECONDS.toNanos((long) ReferenceServers.EVENTS * ReferenceServers.GAP_MILLIS);
    return start(
        rows,
        stream * 99 / 100,
        () -> {
          stream(MODEL + ASKED, new Times(""));
          for (int i = 1; i < length; i++) {
            stream(MODEL + ASKED, first);
          }
        });
  }

  private interface Row {
    void run() throws IOException;
  }

  private CountDownLatch start(int count, long overNanos, Row row) {
    CountDownLatch ended = new CountDownLatch(count);
    for (int i = 0; i < count; i++) {
      long delay = overNanos * i / count;
      Thread.ofVirtual()
          .start(
              () -> {
                try {
                  Thread.sleep(Duration.ofNanos(delay));
                  row.run();
                } catch (IOException | InterruptedException e) {
                  findings.expect(leaving, "a stream broke: " + e);
                } finally {
                  ended.countDown();
                }
              });
    }
    return ended;
  }

  private void stream(String body, Times first) throws IOException {
    try (Connection connection = new Connection(server, key)) {
      long begin = System.nanoTime();
      boolean[] seen = {false};
      boolean[] whole = {false};
      int status =
          connection.stream(
              connection.request(body),
              piece -> {
                long now = System.nanoTime();
                String text = new String(piece, StandardCharsets.US_ASCII);
                if (!seen[0]) {
                  first.add(now - begin);
                  seen[0] = true;
                }
                whole[0] |= text.contains("[DONE]");
                arrived(text, now);
                return !leaving;
              });
      findings.expect(status == 200, "a stream answered " + status);
      findings.expect(leaving || whole[0], "a stream ended early");
    }
  }

  /** A piece may hold several events, and parts of one. */
  private void arrived(String piece, long now) {
    for (int at = piece.indexOf(SENT); at >= 0; at = piece.indexOf(SENT, at + 1)) {
      int from = at + SENT.length();
      int to = piece.indexOf('"', from);
      if (to > from) {
        long delay = now - Long.parseLong(piece, from, to, 10);
        delays.add(delay);
        watched.add(delay);
        events.incrementAndGet();
      }
    }
  }

  /**
   * Looks at what comes from now on.
   *
   * @param delays takes, too, how long each event was on its way
   */
  void watch(Times delays) {
    watched = delays;
  }

  /** Events that came so far. */
  long events() {
    return events.get();
  }

  /** From now on every stream is left with its next event. */
  void leave() {
    leaving = true;
  }
}
