package eu.bailiwick.local;

import eu.bailiwick.local.platform.Platform;
import eu.bailiwick.local.platform.Ports;
import eu.bailiwick.local.platform.Progress;
import eu.bailiwick.local.platform.SampleEndpoint;
import eu.bailiwick.local.platform.SampleKey;
import eu.bailiwick.local.platform.Settings;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/**
 * Measures what the router adds to a request: one connection, one request at a time, {@code strict}
 * audit, local broker, against calling the model server directly, in alternating blocks of one run.
 * Not a test. After {@code ./bailiwick up} or {@code mvn package}, at the root:
 *
 * <pre>
 * java -Dbailiwick.home=$PWD -cp "deploy/local/target/test-classes:deploy/local/target/classes:\
 * $(cat deploy/local/target/launcher.classpath)" eu.bailiwick.local.LatencyBenchmark
 * </pre>
 */
final class LatencyBenchmark {

  private static final int BLOCKS = 20;
  private static final int BLOCK = 500;
  private static final int WARM_UP = 10_000;
  private static final String BODY =
      """
      {"model":"scripted-chat","messages":[{"role":"user","content":"Where are you?"}]}""";

  private LatencyBenchmark() {}

  /** Prints percentiles in milliseconds. */
  public static void main(String[] arguments) throws Exception {
    Path home = Path.of(System.getProperty("bailiwick.home", "")).toAbsolutePath();
    Path logs = home.resolve("deploy/local/target/logs/benchmark");
    Settings settings = new Settings(home, null, logs, Ports.free(), Map.of(), true, false);
    try (Platform platform = new Platform(settings, Progress.none(), Clock.systemUTC())) {
      platform.start();
      try (Caller direct = new Caller(platform.modelServer(SampleEndpoint.CHAT_PARIS).url(), "-");
          Caller routed = new Caller(platform.router(), platform.key(SampleKey.TRIAGE))) {
        measure(direct, routed);
      }
    }
    System.exit(0);
  }

  private static void measure(Caller direct, Caller routed) throws IOException {
    direct.call(new long[WARM_UP], 0, WARM_UP);
    routed.call(new long[WARM_UP], 0, WARM_UP);
    long[] directNanos = new long[BLOCKS * BLOCK];
    long[] routedNanos = new long[BLOCKS * BLOCK];
    for (int block = 0; block < BLOCKS; block++) {
      direct.call(directNanos, block * BLOCK, BLOCK);
      routed.call(routedNanos, block * BLOCK, BLOCK);
    }
    Arrays.sort(directNanos);
    Arrays.sort(routedNanos);
    System.out.printf("%d requests each, milliseconds%n", directNanos.length);
    System.out.printf("%-8s %8s %8s %8s%n", "", "direct", "routed", "added");
    for (double percentile : new double[] {50, 90, 99}) {
      double a = at(directNanos, percentile);
      double b = at(routedNanos, percentile);
      System.out.printf(Locale.ROOT, "p%-7.0f %8.3f %8.3f %8.3f%n", percentile, a, b, b - a);
    }
  }

  private static double at(long[] sorted, double percentile) {
    return sorted[(int) Math.min(sorted.length - 1, sorted.length * percentile / 100)] / 1e6;
  }

  /** One connection, kept open, with as little of a client as there can be. */
  private static final class Caller implements AutoCloseable {

    private final Socket socket;
    private final InputStream in;
    private final byte[] request;

    Caller(URI server, String key) throws IOException {
      socket = new Socket(server.getHost(), server.getPort());
      socket.setTcpNoDelay(true);
      in = new BufferedInputStream(socket.getInputStream());
      request =
          ("POST /v1/chat/completions HTTP/1.1\r\nHost: "
                  + server.getAuthority()
                  + "\r\nAuthorization: Bearer "
                  + key
                  + "\r\nContent-Type: application/json\r\nContent-Length: "
                  + BODY.length()
                  + "\r\n\r\n"
                  + BODY)
              .getBytes(StandardCharsets.US_ASCII);
    }

    /** Makes {@code count} calls and notes the nanoseconds of each from {@code offset} on. */
    void call(long[] nanos, int offset, int count) throws IOException {
      for (int i = 0; i < count; i++) {
        long begin = System.nanoTime();
        socket.getOutputStream().write(request);
        readAnswer();
        nanos[offset + i] = System.nanoTime() - begin;
      }
    }

    private void readAnswer() throws IOException {
      String status = line();
      if (!status.contains(" 200 ")) {
        throw new IOException("answered " + status);
      }
      int length = 0;
      for (String header = line(); !header.isEmpty(); header = line()) {
        if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
          length = Integer.parseInt(header.substring(header.indexOf(':') + 1).strip());
        }
      }
      in.skipNBytes(length);
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
}
