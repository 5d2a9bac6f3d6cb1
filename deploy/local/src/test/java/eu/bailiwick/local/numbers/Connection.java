package eu.bailiwick.local.numbers;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One connection to a router, kept open, with as little of a client as there can be: the machine's
 * processors are for what is measured. For one thread.
 */
final class Connection implements AutoCloseable {

  private final URI server;
  private final String key;
  private final Socket socket;
  private final InputStream in;

  Connection(URI server, String key) throws IOException {
    this.server = server;
    this.key = key;
    this.socket = new Socket(server.getHost(), server.getPort());
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(30_000);
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  /**
   * An answer, without its body.
   *
   * @param decision id that the router gave the request; empty if none
   */
  record Answer(int status, String decision) {}

  /** Asks a model for a chat completion. */
  Answer ask(String model) throws IOException {
    return send(
        request(
            "{\"model\":\""
                + model
                + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}"));
  }

  /** The bytes that ask for a chat completion with {@code body}, which is ASCII. */
  byte[] request(String body) {
    String request =
        "POST /v1/chat/completions HTTP/1.1\r\nHost: "
            + server.getAuthority()
            + "\r\nAuthorization: Bearer "
            + key
            + "\r\nContent-Type: application/json\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body;
    return request.getBytes(StandardCharsets.US_ASCII);
  }

  /** Sends the bytes of one request and takes its answer. */
  Answer send(byte[] request) throws IOException {
    socket.getOutputStream().write(request);
    return read();
  }

  private Answer read() throws IOException {
    int status = Integer.parseInt(line().split(" ", -1)[1]);
    int length = 0;
    boolean chunked = false;
    String decision = "";
    for (String header = line(); !header.isEmpty(); header = line()) {
      String value = header.substring(header.indexOf(':') + 1).strip();
      switch (header.substring(0, header.indexOf(':')).toLowerCase(Locale.ROOT)) {
        case "content-length" -> length = Integer.parseInt(value);
        case "transfer-encoding" -> chunked = true;
        case "bailiwick-decision" -> decision = value;
        default -> {}
      }
    }
    if (chunked) {
      skipChunks();
    } else {
      in.skipNBytes(length);
    }
    return new Answer(status, decision);
  }

  /** Takes the pieces of a body, one by one. */
  interface Pieces {

    /**
     * @return whether more are wanted
     */
    boolean take(byte[] piece);
  }

  /**
   * Sends the bytes of one request and takes its answer as it comes; the connection is of no more
   * use if not all was wanted.
   *
   * @return the status
   */
  int stream(byte[] request, Pieces pieces) throws IOException {
    socket.getOutputStream().write(request);
    int status = Integer.parseInt(line().split(" ", -1)[1]);
    while (!line().isEmpty()) {
      // Headers say nothing that is of interest here.
    }
    boolean more = status == 200;
    while (more) {
      int size = Integer.parseInt(line().strip(), 16);
      more = size > 0 && pieces.take(in.readNBytes(size));
      if (more || size == 0) {
        line();
      }
    }
    return status;
  }

  private void skipChunks() throws IOException {
    int size;
    do {
      size = Integer.parseInt(line().strip(), 16);
      in.skipNBytes(size);
      line();
    } while (size > 0);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("connection closed");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
