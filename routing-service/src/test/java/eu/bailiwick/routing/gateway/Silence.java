package eu.bailiwick.routing.gateway;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A process of its own that opens many connections and sends nothing on them: both ends in one
 * process would take twice its descriptors. It says how many are open, and then how many were
 * closed by the other side.
 */
final class Silence implements AutoCloseable {

  /** Clients of one address have 28,000 ports; several addresses share the load. */
  private static final int PER_ADDRESS = 5_000;

  private static final int PATIENCE_MILLIS = 60_000;

  private final Process process;
  private final BufferedReader lines;

  private Silence(Process process) {
    this.process = process;
    this.lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
  }

  static Silence on(URI server, int connections) throws IOException {
    return new Silence(
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                location().toString(),
                Silence.class.getName(),
                Integer.toString(server.getPort()),
                Integer.toString(connections))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start());
  }

  private static Path location() {
    return Path.of("target", "test-classes").toAbsolutePath();
  }

  /** The next number that it says. */
  int next() throws IOException {
    return Integer.parseInt(String.valueOf(lines.readLine()));
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  public static void main(String[] arguments) throws IOException {
    int port = Integer.parseInt(arguments[0]);
    int connections = Integer.parseInt(arguments[1]);
    try (Selector selector = Selector.open()) {
      List<SocketChannel> open = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        open.add(connect(port, "127.0.0." + (2 + i / PER_ADDRESS)));
      }
      for (SocketChannel channel : open) {
        channel.configureBlocking(false).register(selector, SelectionKey.OP_READ);
      }
      System.out.println(open.size());
      System.out.println(closed(selector, connections));
    }
  }

  private static SocketChannel connect(int port, String from) throws IOException {
    SocketChannel channel = SocketChannel.open();
    channel.bind(new InetSocketAddress(from, 0));
    channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    return channel;
  }

  private static int closed(Selector selector, int connections) throws IOException {
    int[] closed = {0};
    long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000L;
    while (closed[0] < connections && System.nanoTime() < end) {
      selector.select(
          key -> {
            try {
              if (((SocketChannel) key.channel()).read(ByteBuffer.allocate(1)) < 0) {
                closed[0]++;
                key.channel().close();
              }
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          },
          1_000);
    }
    return closed[0];
  }
}
