package eu.bailiwick.local.numbers;

import java.io.IOException;
import java.net.URI;
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

  PlainLoad(URI server, String key, int count, Findings findings) throws IOException {
    this.findings = findings;
    this.threads = Executors.newFixedThreadPool(count, Thread.ofPlatform().daemon().factory());
    for (int i = 0; i < count; i++) {
      connections.add(new Connection(server, key));
    }
  }

  /**
   * Sends requests on all connections at once and returns when the last is answered.
   *
   * @param count in total
   * @param times takes how long each took
   */
  void run(int count, Times times) throws IOException, InterruptedException {
    List<Future<?>> running = new ArrayList<>();
    for (Connection connection : connections) {
      running.add(threads.submit(() -> ask(connection, count / connections.size(), times)));
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
      findings.expect(status == 200, "answered " + status);
    }
    return null;
  }

  @Override
  public void close() throws IOException {
    threads.shutdownNow();
    for (Connection connection : connections) {
      connection.close();
    }
  }
}
