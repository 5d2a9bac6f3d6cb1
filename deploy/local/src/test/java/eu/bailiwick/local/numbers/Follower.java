package eu.bailiwick.local.numbers;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Follows the registry's stream of changes on a thread of its own and keeps the state that they
 * make. It resumes after the last revision that it saw whenever the stream ends.
 */
final class Follower implements AutoCloseable {

  private static final Duration PAUSE = Duration.ofMillis(50);

  private final Registry registry;
  private final Findings findings;
  private final Map<String, Map<String, JsonNode>> state = new TreeMap<>();
  private final Thread thread;
  private long revision;
  private int streams;
  private volatile boolean closed;

  /**
   * @param since revision after which it begins, with nothing in its state
   */
  Follower(Registry registry, long since, Findings findings) {
    this.registry = registry;
    this.findings = findings;
    this.revision = since;
    this.thread = Thread.ofVirtual().name("follower").start(this::run);
  }

  private void run() {
    while (!closed) {
      try {
        follow();
        Thread.sleep(PAUSE);
      } catch (IOException e) {
        pause();
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void follow() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(registry.at("/v1/catalogue/changes"))
            .header("Authorization", "Bearer " + registry.operator())
            .header("Accept", "text/event-stream")
            .header("Last-Event-ID", Long.toString(revision()))
            .build();
    HttpResponse<Stream<String>> response =
        registry.http().send(request, HttpResponse.BodyHandlers.ofLines());
    if (response.statusCode() != 200) {
      throw new IOException("the stream answered " + response.statusCode());
    }
    streams++;
    try (Stream<String> lines = response.body()) {
      read(lines);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void read(Stream<String> lines) throws IOException {
    String event = "";
    StringBuilder data = new StringBuilder();
    for (String line : (Iterable<String>) lines::iterator) {
      if (line.isEmpty()) {
        if (event.equals("change")) {
          take(Registry.JSON.readTree(data.toString()));
        }
        event = "";
        data.setLength(0);
      } else if (line.startsWith("event:")) {
        event = line.substring("event:".length()).strip();
      } else if (line.startsWith("data:")) {
        data.append(line.substring("data:".length()).strip());
      }
    }
  }

  private synchronized void take(JsonNode change) {
    long next = change.path("revision").asLong();
    findings.expect(
        next == revision + 1, "the stream told revision " + next + " after " + revision);
    revision = next;
    for (JsonNode item : change.path("items")) {
      Map<String, JsonNode> kind =
          state.computeIfAbsent(item.path("kind").asText(), name -> new TreeMap<>());
      JsonNode after = item.path("after");
      if (after.isNull() || after.isMissingNode()) {
        kind.remove(item.path("id").asText());
      } else {
        kind.put(item.path("id").asText(), after);
      }
    }
    notifyAll();
  }

  /** The last revision that it saw. */
  synchronized long revision() {
    return revision;
  }

  /** How many streams were opened. */
  int streams() {
    return streams;
  }

  /**
   * Waits until it has seen a revision.
   *
   * @throws IOException if it has not within 30 seconds
   */
  synchronized void await(long wanted) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (revision < wanted) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new IOException("the stream stands at " + revision + ", not at " + wanted);
      }
      wait(left);
    }
  }

  /** Compares its state with that of the registry, of which it saw the last revision. */
  synchronized void compareWith(JsonNode catalogue) {
    state.forEach(
        (kind, resources) -> {
          Map<String, JsonNode> theirs = new TreeMap<>();
          catalogue.path(kind).forEach(r -> theirs.put(r.path("id").asText(), r));
          if (catalogue.has(kind)) {
            findings.expect(
                theirs.equals(resources), "the follower's " + kind + " differ from the registry's");
          }
        });
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
