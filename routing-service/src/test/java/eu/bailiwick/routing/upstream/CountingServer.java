package eu.bailiwick.routing.upstream;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Answers requests, and tells of each connection what came over it when it is over. */
final class CountingServer implements AutoCloseable {

  private final ServerSocket socket;
  private final String answer;
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private final AtomicInteger connections = new AtomicInteger();

  private CountingServer(ServerSocket socket, String answer) {
    this.socket = socket;
    this.answer = answer;
  }

  /**
   * @param address at which it listens
   * @param port 0 for any that is free
   * @param tls null for plain HTTP
   * @param answer status line and headers, without the empty line; no body follows
   */
  static CountingServer start(
      InetAddress address, int port, @Nullable SSLContext tls, String answer) throws IOException {
    ServerSocket socket =
        tls == null ? new ServerSocket() : tls.getServerSocketFactory().createServerSocket();
    socket.bind(new InetSocketAddress(address, port));
    CountingServer server = new CountingServer(socket, answer);
    Thread.ofVirtual().start(server::accept);
    return server;
  }

  int port() {
    return socket.getLocalPort();
  }

  /** Connections so far. */
  int connections() {
    return connections.get();
  }

  /** All that came over a connection that is over; waits for it. */
  String heard() throws InterruptedException {
    return heard.take();
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        connections.incrementAndGet();
        Thread.ofVirtual().start(() -> serve(connection));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket connection) {
    StringBuilder all = new StringBuilder();
    try (connection) {
      InputStream in = connection.getInputStream();
      byte[] bytes = new byte[4096];
      int read = in.read(bytes);
      while (read >= 0) {
        all.append(new String(bytes, 0, read, StandardCharsets.ISO_8859_1));
        if (all.toString().endsWith("}")) {
          connection
              .getOutputStream()
              .write((answer + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
        }
        read = in.read(bytes);
      }
    } catch (IOException e) {
      // a handshake that failed, or a peer that left: nothing more comes
    } finally {
      heard.add(all.toString());
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
