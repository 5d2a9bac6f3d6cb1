package eu.bailiwick.local.numbers;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Requests at a steady pace to several routers. Every second one is for a model that nobody
 * touches, the others for the model that is next to lose its endpoint.
 */
final class Traffic implements AutoCloseable {

  private static final int CONNECTIONS = 8;

  /** One request for the model that is next. Instants are those of this machine's clock. */
  record Exchange(
      int router, String model, Instant sent, Instant answered, int status, String decision) {}

  private final String key;
  private final String untouched;
  private final long pace;
  private final Findings findings;
  private final Times durations = new Times("a request through a router, whatever the answer");
  private final Collection<Exchange> exchanges = new ConcurrentLinkedQueue<>();
  private final AtomicLong count = new AtomicLong();
  private final List<Thread> threads = new ArrayList<>();
  private final long begin = System.nanoTime();
  private volatile String next;
  private volatile boolean closed;

  /**
   * @param untouched model that answers all the time
   * @param perSecond requests per second in total
   */
  Traffic(List<URI> routers, String key, String untouched, int perSecond, Findings findings) {
    this.key = key;
    this.untouched = untouched;
    this.next = untouched;
    this.findings = findings;
    int connections = routers.size() * CONNECTIONS;
    this.pace = Duration.ofSeconds(1).toNanos() * connections / perSecond;
    for (int i = 0; i < connections; i++) {
      int router = i % routers.size();
      long first = begin + pace * i / connections;
      threads.add(
          Thread.ofPlatform()
              .daemon()
              .name("caller-" + i)
              .start(() -> run(routers.get(router), router, first)));
    }
  }

  private void run(URI address, int router, long first) {
    long due = first;
    while (!closed) {
      try (Connection connection = new Connection(address, key)) {
        for (boolean turn = true; !closed; turn = !turn) {
          for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
            LockSupport.parkNanos(wait);
          }
          due = Math.max(due + pace, System.nanoTime() - pace);
          ask(connection, router, turn ? next : untouched);
        }
      } catch (IOException e) {
        findings.expect(closed, "router " + router + ": " + e);
      }
    }
  }

  private void ask(Connection connection, int router, String model) throws IOException {
    Instant sent = Instant.now();
    long start = System.nanoTime();
    Connection.Answer answer = connection.ask(model);
    durations.add(System.nanoTime() - start);
    count.incrementAndGet();
    if (model.equals(untouched)) {
      findings.expect(answer.status() == 200, untouched + " answered " + answer.status());
    } else {
      exchanges.add(
          new Exchange(router, model, sent, Instant.now(), answer.status(), answer.decision()));
    }
  }

  /** From now on every second request is for {@code model}; forgets the exchanges before. */
  void aim(String model) {
    next = model;
    exchanges.clear();
  }

  /** The exchanges with a model so far. */
  List<Exchange> exchanges(String model) {
    return exchanges.stream().filter(e -> e.model().equals(model)).toList();
  }

  /** Requests per second so far. */
  double rate() {
    return count.get() * 1e9 / (System.nanoTime() - begin);
  }

  Times durations() {
    return durations;
  }

  @Override
  public void close() {
    closed = true;
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
