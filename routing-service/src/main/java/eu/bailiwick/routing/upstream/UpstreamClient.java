package eu.bailiwick.routing.upstream;

import eu.bailiwick.routing.catalogue.Destination;
import eu.bailiwick.routing.decision.Permit;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;

/** Sends requests to model servers. One for all of them, safe on any event loop. */
public final class UpstreamClient {

  /** Below the five seconds after which common servers close an idle connection without a word. */
  private static final int KEEP_ALIVE_SECONDS = 4;

  private final Vertx vertx;
  private final UpstreamTimeouts timeouts;
  private final HttpClient client;

  /**
   * @param maxConnections to one endpoint
   */
  public UpstreamClient(Vertx vertx, UpstreamTimeouts timeouts, int maxConnections) {
    this.vertx = vertx;
    this.timeouts = timeouts;
    int connectMillis = Math.toIntExact(timeouts.connect().toMillis());
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setConnectTimeout(connectMillis)
                .setKeepAliveTimeout(KEEP_ALIVE_SECONDS),
            new PoolOptions().setHttp1MaxSize(maxConnections));
  }

  /** Sends {@code call} to the endpoint that {@code permit} names; on the caller's event loop. */
  public Attempt dispatch(Permit permit, Call call) {
    Attempt attempt = new Attempt(vertx, timeouts, call);
    client
        .request(options(permit, call))
        .onComplete(
            connected -> {
              if (connected.failed()) {
                attempt.notConnected(connected.cause());
                return;
              }
              var request = connected.result();
              Headers.toUpstream(call.headers(), request.headers());
              request.putHeader("Bailiwick-Request", permit.request().toString());
              request.putHeader("Bailiwick-Attempt", Integer.toString(call.attempt()));
              attempt.send(request);
            });
    return attempt;
  }

  /**
   * Asks an endpoint for something that carries no word of any request; by the same rules as
   * requests.
   *
   * @param destination must be enabled
   * @param path below the endpoint's base URL
   * @param patience how long is waited for an answer
   * @return HTTP status
   */
  public Future<Integer> probe(Destination destination, String path, Duration patience) {
    RequestOptions options =
        options(destination, path)
            .setMethod(HttpMethod.GET)
            .setIdleTimeout(Math.max(1, patience.toMillis()));
    return client
        .request(options)
        .compose(HttpClientRequest::send)
        .map(HttpClientResponse::statusCode);
  }

  private RequestOptions options(Permit permit, Call call) {
    return options(permit.destination(), call.uri()).setMethod(call.method());
  }

  private RequestOptions options(Destination destination, String uri) {
    URI base = Objects.requireNonNull(destination.endpoint().baseUrl());
    boolean tls = "https".equals(base.getScheme());
    int defaultPort = tls ? 443 : 80;
    return new RequestOptions()
        .setHost(base.getHost())
        .setPort(base.getPort() < 0 ? defaultPort : base.getPort())
        .setSsl(tls)
        .setFollowRedirects(false)
        .setConnectTimeout(timeouts.connect().toMillis())
        .setURI(base.getRawPath() + uri);
  }

  /** Closes all connections. */
  public void close() {
    client.close();
  }
}
