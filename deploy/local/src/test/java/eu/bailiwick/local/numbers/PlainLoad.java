package eu.bailiwick.local.numbers;

import eu.bailiwick.local.numbers.GatewayNumbers.Way;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Requests with prompts of 1.5 KB over some connections, each with one request at a time. */
final class PlainLoad implements AutoCloseable {

  private static final String BODY =
      "{\"model\":\"scripted-chat\",\"temperature\":0.2,\"messages\":[{\"role\":\"system\","
          + "\"content\":\"You answer briefly.\"},{\"role\":\"user\",\"content\":\""
          + "Where does this run, and who can read it? ".repeat(33)
          + "\"}]}";

  private final List<Connection> connections = new ArrayList<>();
  private final ExecutorService threads;
  private final Findings findings;
  private final String name;

  PlainLoad(Way way, int count, Findings findings) throws IOException {
    this.name = way.name();
    this.findings = findings;
    this.threads = Executors.newFixedThreadPool(count, Thread.ofPlatform().daemon().factory());
    for (int i = 0; i < count; i++) {
      connections.add(new Connection(way.server(), way.key()));
    }
  }

  /**
   * Sends requests on all connections at once and returns when the last is answered.
   *
   * @param count in total
   * @param times takes how long each took
   */
  void run(int count, Times times) throws IOException, InterruptedException {
    run(connection -> ask(connection, count / connections.size(), times));
  }

  /** Sends requests of which every tenth is refused, because its model or its JSON is wrong. */
  void runMixed(int count) throws IOException, InterruptedException {
    run(connection -> askMixed(connection, count / connections.size()));
  }

  private interface Work {
    Void on(Connection connection) throws IOException;
  }

  private void run(Work work) throws IOException, InterruptedException {
    List<Future<?>> running = new ArrayList<>();
    for (Connection connection : connections) {
      running.add(threads.submit(() -> work.on(connection)));
    }
    for (Future<?> one : running) {
      try {
        one.get();
      } catch (ExecutionException e) {
        throw new IOException(e.getCause());
      }
    }
  }

  private Void ask(Connection connection, int count, Times times) throws IOException {
    byte[] request = connection.request(BODY);
    for (int i = 0; i < count; i++) {
      long begin = System.nanoTime();
      int status = connection.send(request).status();
      times.add(System.nanoTime() - begin);
      expect(status, 200);
    }
    return null;
  }

  private Void askMixed(Connection connection, int count) throws IOException {
    byte[] good = connection.request(BODY);
    byte[] unknown = connection.request(BODY.replace("scripted-chat", "unheard-of"));
    byte[] broken = connection.request(BODY.substring(1));
    for (int i = 0; i < count; i++) {
      switch (i % 20) {
        case 9 -> expect(connection.send(unknown).status(), 404);
        case 19 -> expect(connection.send(broken).status(), 400);
        default -> expect(connection.send(good).status(), 200);
      }
    }
    return null;
  }

  private void expect(int status, int expected) {
    findings.expect(status == expected, name + " answered " + status + " instead of " + expected);
  }

  @Override
  public void close() throws IOException {
    threads.shutdownNow();
    for (Connection connection : connections) {
      connection.close();
    }
  }
}
