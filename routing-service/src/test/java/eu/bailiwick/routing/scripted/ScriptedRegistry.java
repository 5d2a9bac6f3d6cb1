package eu.bailiwick.routing.scripted;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** Serves one snapshot, whatever it is; streams what it is told to; takes reports. */
public final class ScriptedRegistry implements AutoCloseable {

  private record Served(String jws, String etag) {}

  private final HttpServer server;
  private final List<BlockingQueue<String>> watchers = new CopyOnWriteArrayList<>();
  private final List<String> positions = new CopyOnWriteArrayList<>();
  private final List<String> reports = new CopyOnWriteArrayList<>();
  private volatile int watchStatus = 200;
  private final List<String> tokens = new CopyOnWriteArrayList<>();
  private volatile @Nullable Served served;
  private volatile int polls;

  private ScriptedRegistry(HttpServer server) {
    this.server = server;
  }

  /** Starts a registry that has no snapshot yet. */
  public static ScriptedRegistry start(int port, String cell) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    ScriptedRegistry registry = new ScriptedRegistry(server);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/v1/cells/" + cell + "/snapshot", registry::answer);
    server.createContext("/v1/catalogue/changes", registry::watch);
    server.createContext("/v1/cells/" + cell + "/routers/", registry::report);
    server.start();
    return registry;
  }

  /** Serves {@code jws} from now. */
  public void publish(String jws) {
    served = new Served(jws, '"' + digest(jws) + '"');
  }

  private static byte[] payload(String jws) {
    String[] parts = jws.split("\\.", -1);
    try {
      return parts.length == 3
          ? Base64.getUrlDecoder().decode(parts[1])
          : jws.getBytes(StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return jws.getBytes(StandardCharsets.UTF_8);
    }
  }

  /** Of what was signed, as the registry names it; of anything else of all of it. */
  private static String digest(String jws) {
    byte[] bytes = payload(jws);
    try {
      return "sha256:"
          + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Streams an event to everybody who watches. */
  public void tell(String event, long revision, String data) {
    String text = "event: " + event + "\nid: " + revision + "\ndata: " + data + "\n\n";
    watchers.forEach(watcher -> watcher.add(text));
  }

  /** Answers whoever wants to watch with {@code status} from now, and ends all streams. */
  public void watchStatus(int status) {
    watchStatus = status;
    watchers.forEach(watcher -> watcher.add(""));
  }

  /** How many watch. */
  public int watchers() {
    return watchers.size();
  }

  /** The {@code Last-Event-ID} of each watcher that came. */
  public List<String> positions() {
    return positions;
  }

  /** The reports that came. */
  public List<String> reports() {
    return reports;
  }

  /** Polls that were answered so far. */
  public int polls() {
    return polls;
  }

  /** The bearer tokens that came. */
  public List<String> tokens() {
    return tokens;
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    tokens.add(exchange.getRequestHeaders().getFirst("Authorization"));
    Served now = served;
    if (now == null) {
      exchange.sendResponseHeaders(404, -1);
    } else if (now.etag().equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
      exchange.sendResponseHeaders(304, -1);
    } else {
      byte[] body = now.jws().getBytes(StandardCharsets.US_ASCII);
      exchange.getResponseHeaders().set("ETag", now.etag());
      exchange.getResponseHeaders().set("Content-Type", "application/jose");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
    exchange.close();
    polls++;
  }

  private void watch(HttpExchange exchange) throws IOException {
    positions.add(exchange.getRequestHeaders().getFirst("Last-Event-ID"));
    if (watchStatus != 200) {
      exchange.sendResponseHeaders(watchStatus, -1);
      exchange.close();
      return;
    }
    BlockingQueue<String> events = new LinkedBlockingQueue<>();
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    watchers.add(events);
    try (OutputStream out = exchange.getResponseBody()) {
      String next = "event: bookmark\ndata: {}\n\n";
      while (!next.isEmpty()) {
        out.write(next.getBytes(StandardCharsets.UTF_8));
        out.flush();
        next = events.take();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      watchers.remove(events);
    }
  }

  private void report(HttpExchange exchange) throws IOException {
    reports.add(
        exchange.getRequestURI().getPath()
            + " "
            + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    exchange.sendResponseHeaders(204, -1);
    exchange.close();
  }

  @Override
  public void close() {
    watchers.forEach(watcher -> watcher.add(""));
    server.stop(0);
  }
}
