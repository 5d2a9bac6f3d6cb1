package eu.bailiwick.routing.scripted;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A model server down to its bytes: a script writes to the socket what it likes. */
public final class ScriptedUpstream implements AutoCloseable {

  /** What came; header names in lower case. */
  public record Received(String line, Map<String, String> headers, String body) {}

  /** What to answer. */
  @FunctionalInterface
  public interface Script {
    void answer(Received request, Wire wire) throws Exception;
  }

  /** The socket, seen from the server. */
  public record Wire(Socket socket, OutputStream out) {

    /** Writes and flushes. */
    public Wire write(String text) throws IOException {
      return write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes and flushes. */
    public Wire write(byte[] bytes) throws IOException {
      out.write(bytes);
      out.flush();
      return this;
    }

    /** A whole answer with a length, and with headers that are not for callers. */
    public void json(int status, String body) throws IOException {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      head(
          "HTTP/1.1 " + status + " Scripted",
          "Content-Type: application/json",
          "Server: scripted",
          "Set-Cookie: a=b",
          "Content-Length: " + bytes.length);
      write(bytes);
    }

    /** The head of a stream in chunks. */
    public Wire streamHead() throws IOException {
      return head(
          "HTTP/1.1 200 OK",
          "Content-Type: text/event-stream; charset=utf-8",
          "Transfer-Encoding: chunked");
    }

    /** The head of an answer, line by line. */
    public Wire head(String... lines) throws IOException {
      return write(String.join("\r\n", lines) + "\r\n\r\n");
    }

    /** One chunk. */
    public Wire chunk(byte[] bytes) throws IOException {
      write(Integer.toHexString(bytes.length) + "\r\n");
      write(bytes);
      return write("\r\n");
    }

    /** One chunk. */
    public Wire chunk(String text) throws IOException {
      return chunk(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The last chunk. */
    public void lastChunk() throws IOException {
      write("0\r\n\r\n");
    }

    /** Closes without a word. */
    public void cut() throws IOException {
      socket.close();
    }

    /** Stays silent for a while, or until the other side closed. */
    public Wire pause(int millis) throws IOException {
      socket.setSoTimeout(millis);
      try {
        awaitClose();
      } catch (SocketTimeoutException e) {
        socket.setSoTimeout(0);
      }
      return this;
    }

    /** Waits until the other side closed. */
    public void awaitClose() throws IOException {
      InputStream in = socket.getInputStream();
      while (in.read() >= 0) {
        // whatever still comes
      }
    }
  }

  private final ServerSocket server;
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final List<Throwable> failures = new CopyOnWriteArrayList<>();
  private volatile Script script;

  private ScriptedUpstream(ServerSocket server, Script script) {
    this.server = server;
    this.script = script;
  }

  /** Starts a server on a free port. */
  public static ScriptedUpstream start(Script script) {
    try {
      ServerSocket server = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
      ScriptedUpstream upstream = new ScriptedUpstream(server, script);
      Thread.ofVirtual().start(upstream::accept);
      return upstream;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  /** Answers by {@code script} from now, and forgets what came. */
  public void script(Script next) {
    script = next;
    received.clear();
    failures.clear();
  }

  public List<Received> received() {
    return received;
  }

  /** What went wrong while a script wrote. */
  public List<Throwable> failures() {
    return failures;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      while (true) {
        String line = line(in);
        if (line.isEmpty()) {
          return;
        }
        Received request = read(line, in);
        received.add(request);
        script.answer(request, new Wire(socket, socket.getOutputStream()));
      }
    } catch (Exception e) {
      failures.add(e);
    }
  }

  private static Received read(String line, InputStream in) throws IOException {
    Map<String, String> headers = new TreeMap<>();
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      int colon = header.indexOf(':');
      headers.put(
          header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
    return new Received(line, headers, body);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
      if (b != '\r') {
        line.append((char) b);
      }
    }
    return line.toString();
  }
}
