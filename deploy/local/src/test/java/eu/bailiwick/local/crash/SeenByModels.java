package eu.bailiwick.local.crash;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** A model server that answers at once and remembers every attempt for good. */
final class SeenByModels implements AutoCloseable {

  private static final String MODELS =
      "{\"object\":\"list\",\"data\":[{\"id\":\"scripted-chat\",\"object\":\"model\"}]}";
  private static final String ANSWER =
      "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"scripted-chat\","
          + "\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"Yes.\"},"
          + "\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2,"
          + "\"total_tokens\":5}}";

  private final HttpServer http;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, AtomicInteger> attempts = new ConcurrentHashMap<>();

  SeenByModels() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 512);
    http.setExecutor(threads);
    http.createContext("/", this::handle);
    http.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
  }

  /** {@code <request>/<attempt>} of each. */
  Set<String> attempts() {
    return Set.copyOf(attempts.keySet());
  }

  /** Those that came more than once. */
  Set<String> repeated() {
    return attempts.entrySet().stream()
        .filter(attempt -> attempt.getValue().get() > 1)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (exchange.getRequestMethod().equals("POST")) {
        Headers headers = exchange.getRequestHeaders();
        attempts
            .computeIfAbsent(
                headers.getFirst("Bailiwick-Request") + "/" + headers.getFirst("Bailiwick-Attempt"),
                attempt -> new AtomicInteger())
            .incrementAndGet();
        exchange.getRequestBody().readAllBytes();
        answer(exchange, ANSWER);
      } else {
        answer(exchange, MODELS);
      }
    }
  }

  private static void answer(HttpExchange exchange, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
  }
}
