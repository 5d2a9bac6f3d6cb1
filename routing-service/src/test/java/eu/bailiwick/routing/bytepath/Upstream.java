package eu.bailiwick.routing.bytepath;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/**
 * A model server that costs next to nothing, for a process of its own. Prints its port. A body that
 * asks for a stream gets {@value #EVENTS} events, one each {@value #PAUSE_MILLIS} milliseconds.
 */
public final class Upstream {

  static final int EVENTS = 20;
  static final int PAUSE_MILLIS = 5;

  private static final String ANSWER =
      "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion\",\"choices\":[{\"index\":0,\"message\":"
          + "{\"role\":\"assistant\",\"content\":\""
          + "x".repeat(400)
          + "\"}}],\"usage\":{\"prompt_tokens\":300,\"completion_tokens\":100,\"total_tokens\":400}}";
  private static final String EVENT =
      "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\","
          + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\" token\"}}]}\n\n";

  private Upstream() {}

  public static void main(String[] args) {
    Vertx vertx = Vertx.vertx();
    vertx
        .createHttpServer()
        .requestHandler(
            request ->
                request.bodyHandler(
                    body -> {
                      if (body.toString().contains("\"stream\":true")) {
                        stream(vertx, request);
                      } else {
                        request
                            .response()
                            .putHeader("Content-Type", "application/json")
                            .end(ANSWER);
                      }
                    }))
        .listen(0, "127.0.0.1")
        .onSuccess(server -> System.out.println(server.actualPort()));
  }

  private static void stream(Vertx vertx, HttpServerRequest request) {
    HttpServerResponse response = request.response();
    response.putHeader("Content-Type", "text/event-stream").setChunked(true);
    int[] sent = {0};
    vertx.setPeriodic(
        PAUSE_MILLIS,
        timer -> {
          if (response.closed()) {
            vertx.cancelTimer(timer);
          } else if (++sent[0] > EVENTS) {
            vertx.cancelTimer(timer);
            response.end("data: [DONE]\n\n");
          } else {
            response.write(EVENT);
          }
        });
  }
}
