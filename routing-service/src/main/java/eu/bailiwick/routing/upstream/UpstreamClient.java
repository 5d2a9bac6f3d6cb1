package eu.bailiwick.routing.upstream;

import eu.bailiwick.routing.decision.Permit;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
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
    Attempt attempt = new Attempt(vertx, timeouts, call.body());
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
              if (call.traceparent() != null) {
                request.putHeader("traceparent", call.traceparent());
              }
              request.putHeader("Bailiwick-Request", permit.request().toString());
              request.putHeader("Bailiwick-Attempt", Integer.toString(call.attempt()));
              attempt.send(request);
            });
    return attempt;
  }

  private RequestOptions options(Permit permit, Call call) {
    URI base = Objects.requireNonNull(permit.destination().endpoint().baseUrl());
    boolean tls = "https".equals(base.getScheme());
    int defaultPort = tls ? 443 : 80;
    return new RequestOptions()
        .setMethod(call.method())
        .setHost(base.getHost())
        .setPort(base.getPort() < 0 ? defaultPort : base.getPort())
        .setSsl(tls)
        .setFollowRedirects(false)
        .setConnectTimeout(timeouts.connect().toMillis())
        .setURI(base.getRawPath() + call.uri());
  }

  /** Closes all connections. */
  public void close() {
    client.close();
  }
}
