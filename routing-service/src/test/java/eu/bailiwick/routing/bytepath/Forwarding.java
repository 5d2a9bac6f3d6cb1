package eu.bailiwick.routing.bytepath;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;

/** The half that all paths have in common, so that only the other half is compared. */
final class Forwarding {

  static final String UPSTREAM_PORT = "Upstream-Port";

  private static final int CONNECTIONS = 4096;

  private Forwarding() {}

  static HttpClient client(Vertx vertx) {
    return vertx.createHttpClient(
        new HttpClientOptions(), new PoolOptions().setHttp1MaxSize(CONNECTIONS));
  }

  /** Sends a body on; the answer is paused. */
  static Future<HttpClientResponse> send(HttpClient client, int port, Buffer body) {
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setHost("127.0.0.1")
            .setPort(port)
            .setURI("/v1/chat/completions")
            .putHeader("Content-Type", "application/json");
    return client
        .request(options)
        .compose(request -> request.send(body))
        .onSuccess(HttpClientResponse::pause);
  }
}
