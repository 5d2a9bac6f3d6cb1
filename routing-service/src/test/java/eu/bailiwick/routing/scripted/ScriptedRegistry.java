package eu.bailiwick.routing.scripted;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Serves one snapshot, whatever it is. */
public final class ScriptedRegistry implements AutoCloseable {

  private record Served(String jws, String etag) {}

  private final HttpServer server;
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
    server.start();
    return registry;
  }

  /** Serves {@code jws} from now. */
  public void publish(String jws) {
    served = new Served(jws, "\"etag-" + jws.hashCode() + "\"");
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

  @Override
  public void close() {
    server.stop(0);
  }
}
