package eu.bailiwick.routing.scripted;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes spans as an OTLP collector does, and keeps their bytes: every text in them can be read. */
public final class ScriptedCollector implements AutoCloseable {

  private final HttpServer server;
  private final List<String> taken = new CopyOnWriteArrayList<>();

  private ScriptedCollector(HttpServer server) {
    this.server = server;
  }

  public static ScriptedCollector start(int port) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    ScriptedCollector collector = new ScriptedCollector(server);
    server.createContext("/v1/traces", collector::take);
    server.start();
    return collector;
  }

  private void take(HttpExchange exchange) throws IOException {
    taken.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
    exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  /** All bytes that came so far, one character each. */
  public String bytes() {
    return String.join("", taken);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
