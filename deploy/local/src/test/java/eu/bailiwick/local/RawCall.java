package eu.bailiwick.local;

import eu.bailiwick.local.platform.Platform;
import eu.bailiwick.local.platform.SampleKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One request on a connection of its own, sent by hand, and all that comes back until the router
 * closes. What comes can be looked at while it comes.
 */
final class RawCall implements AutoCloseable {

  private final Socket socket;
  private final ByteArrayOutputStream came = new ByteArrayOutputStream();
  private final CompletableFuture<String> end = new CompletableFuture<>();

  private RawCall(Socket socket) {
    this.socket = socket;
  }

  /**
   * Sends the head of a chat request and the first {@code now} bytes of its body.
   *
   * @param more lines of the head, each with its line end
   */
  static RawCall chat(
      Platform platform, URI router, SampleKey key, String more, byte[] body, int now)
      throws IOException {
    RawCall call = new RawCall(new Socket(router.getHost(), router.getPort()));
    call.send(
        ("POST /v1/chat/completions HTTP/1.1\r\nHost: router\r\nAuthorization: Bearer "
                + platform.key(key)
                + "\r\nContent-Type: application/json\r\n"
                + more
                + "Content-Length: "
                + body.length
                + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII),
        0,
        -1);
    call.send(body, 0, now);
    Thread.ofVirtual().start(call::read);
    return call;
  }

  /** Sends bytes {@code from} to {@code to}; to the end if {@code to} is -1. */
  void send(byte[] bytes, int from, int to) throws IOException {
    socket.getOutputStream().write(bytes, from, (to < 0 ? bytes.length : to) - from);
    socket.getOutputStream().flush();
  }

  private void read() {
    byte[] buffer = new byte[64 * 1024];
    try {
      for (int n = socket.getInputStream().read(buffer);
          n >= 0;
          n = socket.getInputStream().read(buffer)) {
        synchronized (came) {
          came.write(buffer, 0, n);
        }
      }
      end.complete(text());
    } catch (IOException e) {
      end.completeExceptionally(e);
    }
  }

  /** What came until now. */
  String text() {
    synchronized (came) {
      return came.toString(StandardCharsets.UTF_8);
    }
  }

  /** The value of a header that came; empty if there is none. */
  String header(String name) {
    String start = name.toLowerCase(Locale.ROOT) + ":";
    return text()
        .lines()
        .takeWhile(line -> !line.isEmpty())
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
        .map(line -> line.substring(start.length()).strip())
        .findFirst()
        .orElse("");
  }

  /** Everything that came, once the router has closed the connection in good order. */
  String untilClosed() throws InterruptedException, ExecutionException, TimeoutException {
    return end.get(30, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
