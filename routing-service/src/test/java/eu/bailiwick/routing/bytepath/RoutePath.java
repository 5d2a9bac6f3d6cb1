package eu.bailiwick.routing.bytepath;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** The path that was chosen: a route of the same server, and a pipe. */
@Singleton
public final class RoutePath {

  private final HttpClient client;

  @Inject
  RoutePath(Vertx vertx) {
    this.client = Forwarding.client(vertx);
  }

  void routes(@Observes Router router) {
    router.post("/bytepath/route").handler(context -> forward(client, context.request()));
  }

  static void forward(HttpClient client, HttpServerRequest request) {
    int port = Integer.parseInt(request.getHeader(Forwarding.UPSTREAM_PORT));
    Future<Buffer> whole = request.body();
    request.resume();
    whole
        .compose(body -> Forwarding.send(client, port, body))
        .onSuccess(
            answer -> {
              var response = request.response();
              response.setStatusCode(answer.statusCode());
              response.putHeader("Content-Type", answer.getHeader("Content-Type"));
              response.setChunked(true);
              answer.resume();
              answer.pipeTo(response);
            })
        .onFailure(failure -> request.response().setStatusCode(502).end());
  }
}
