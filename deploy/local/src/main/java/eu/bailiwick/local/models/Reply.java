package eu.bailiwick.local.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** One answer on its way out: either one JSON document or a stream of server-sent events. */
final class Reply {

  /** The script broke the connection on purpose. */
  static final class CutException extends IOException {
    private static final long serialVersionUID = 1L;

    CutException() {
      super("cut on purpose");
    }
  }

  private final HttpExchange exchange;
  private final Place place;

  Reply(HttpExchange exchange, Place place) {
    this.exchange = exchange;
    this.place = place;
  }

  Place place() {
    return place;
  }

  void json(int status, JsonNode body) throws IOException {
    byte[] bytes = Json.bytes(body);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  /** Begins a stream; every event is flushed by itself. */
  Events events() throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
    exchange.getResponseHeaders().set("Cache-Control", "no-cache");
    exchange.sendResponseHeaders(200, 0);
    return new Events(exchange.getResponseBody());
  }

  /** An open stream. It must be ended, or it looks cut to the caller. */
  static final class Events {

    private final OutputStream out;

    private Events(OutputStream out) {
      this.out = out;
    }

    void send(JsonNode event) throws IOException {
      line(Json.bytes(event));
    }

    /** Sends an event that has a type. */
    void send(String type, JsonNode event) throws IOException {
      out.write(("event: " + type + "\n").getBytes(StandardCharsets.UTF_8));
      send(event);
    }

    /** Ends a stream whose last event is {@code [DONE]}. */
    void end() throws IOException {
      line("[DONE]".getBytes(StandardCharsets.UTF_8));
      close();
    }

    /** Ends a stream whose events tell by themselves which is the last. */
    void close() throws IOException {
      out.close();
    }

    private void line(byte[] data) throws IOException {
      out.write("data: ".getBytes(StandardCharsets.UTF_8));
      out.write(data);
      out.write("\n\n".getBytes(StandardCharsets.UTF_8));
      out.flush();
    }
  }
}
