package eu.bailiwick.metering.cell;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import eu.bailiwick.parts.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** A registry that serves changes and snapshots as it is told, right or wrong. */
public final class ScriptedRegistry implements AutoCloseable {

  private static final String CUT = "";

  private final int port = FreePorts.any();
  private final TreeMap<Long, String> changes = new TreeMap<>();
  private final List<BlockingQueue<String>> streams = new CopyOnWriteArrayList<>();
  private final Map<String, String> snapshots = new ConcurrentHashMap<>();
  private final List<String> lastEventIds = new CopyOnWriteArrayList<>();
  private final List<String> tokens = new CopyOnWriteArrayList<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private volatile @Nullable String current;
  private volatile long oldest;
  private @Nullable HttpServer server;

  /** Starts a registry that has neither changes nor snapshots yet. */
  public static ScriptedRegistry start() {
    ScriptedRegistry registry = new ScriptedRegistry();
    registry.restart();
    return registry;
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** A change as the registry tells it, with these words as its reason. */
  public static String change(long revision, String reason) {
    return "{\"revision\":%d,\"at\":\"2026-11-24T10:00:00.%03dZ\",\"actor\":\"olga.operator\",\"reason\":\"%s\",\"items\":[{\"kind\":\"sites\",\"id\":\"paris-1\",\"before\":null,\"after\":{\"id\":\"paris-1\"}}]}"
        .formatted(revision, revision, reason);
  }

  /** Makes a change, and tells it to whoever listens. */
  public synchronized String publish(long revision, String reason) {
    String change = change(revision, reason);
    changes.put(revision, change);
    tell(revision, change);
    return change;
  }

  /** Tells a change to whoever listens now. */
  public void tell(long revision, String change) {
    say("event: change\nid: " + revision + "\ndata: " + change + "\n\n");
  }

  /** Says that there is nothing after a revision. */
  public void bookmark(long revision) {
    say("event: bookmark\nid: " + revision + "\ndata: {\"revision\":" + revision + "}\n\n");
  }

  /** Sends these characters to whoever listens now. */
  public synchronized void say(String text) {
    streams.forEach(stream -> stream.add(text));
  }

  /** Forgets the changes after a revision, as if restored from a backup. */
  public synchronized void goBackTo(long revision) {
    changes.tailMap(revision, false).clear();
  }

  /** Has only the changes after this revision. */
  public void compactTo(long revision) {
    oldest = revision;
  }

  /** Breaks every stream. */
  public synchronized void cut() {
    streams.forEach(stream -> stream.add(CUT));
    streams.clear();
  }

  /** How many listen. */
  public int listeners() {
    return streams.size();
  }

  /** What those who listen sent as the id of the last event, oldest first. */
  public List<String> lastEventIds() {
    return lastEventIds;
  }

  /** The credentials that came. */
  public Collection<String> tokens() {
    return tokens;
  }

  /** The digests that were asked for. */
  public List<String> asked() {
    return asked;
  }

  /** Serves this as the current snapshot of every cell. */
  public void serve(String jws) {
    current = jws;
  }

  /** Serves this under this digest. */
  public void serve(String digest, String jws) {
    snapshots.put(digest, jws);
  }

  private void answer(HttpExchange exchange) throws IOException {
    tokens.add(exchange.getRequestHeaders().getFirst("Authorization"));
    String path = exchange.getRequestURI().getPath();
    try (exchange) {
      if (path.equals("/v1/catalogue/changes")) {
        changes(exchange);
      } else if (path.startsWith("/v1/snapshots/")) {
        String digest = path.substring(path.lastIndexOf('/') + 1);
        asked.add(digest);
        snapshot(exchange, snapshots.get(digest));
      } else {
        snapshot(exchange, current);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void snapshot(HttpExchange exchange, @Nullable String jws) throws IOException {
    String etag = "\"etag-" + Objects.hashCode(jws) + "\"";
    if (jws == null) {
      exchange.sendResponseHeaders(404, -1);
    } else if (etag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
      exchange.sendResponseHeaders(304, -1);
    } else {
      exchange.getResponseHeaders().set("ETag", etag);
      answer(exchange, 200, "application/jose", jws);
    }
  }

  private void changes(HttpExchange exchange) throws IOException, InterruptedException {
    String id = exchange.getRequestHeaders().getFirst("Last-Event-ID");
    long since = Long.parseLong(id);
    lastEventIds.add(id);
    if (since < oldest) {
      answer(
          exchange,
          410,
          "application/problem+json",
          "{\"code\":\"compacted\",\"status\":410,\"oldest\":" + oldest + "}");
      return;
    }
    BlockingQueue<String> stream = listen(since);
    try {
      exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
      exchange.sendResponseHeaders(200, 0);
      exchange.getResponseBody().flush();
      for (String text = stream.take(); !text.equals(CUT); text = stream.take()) {
        exchange.getResponseBody().write(text.getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
      }
    } finally {
      streams.remove(stream);
    }
  }

  private synchronized BlockingQueue<String> listen(long since) {
    BlockingQueue<String> stream = new LinkedBlockingQueue<>();
    stream.add(": welcome\n\n");
    changes
        .tailMap(since, false)
        .forEach(
            (revision, change) ->
                stream.add("event:change\nid:" + revision + "\ndata:" + change + "\n\n"));
    streams.add(stream);
    return stream;
  }

  private static void answer(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  /** Does not answer any more, until it is restarted. */
  public void stop() {
    cut();
    Objects.requireNonNull(server).stop(0);
  }

  /** Answers, as before. */
  public void restart() {
    try {
      HttpServer next =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      next.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      next.createContext("/", this::answer);
      next.start();
      server = next;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    stop();
  }
}
