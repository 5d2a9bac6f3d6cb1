package eu.bailiwick.routing.upstream;

import eu.bailiwick.routing.catalogue.Destination;
import eu.bailiwick.routing.decision.Permit;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;

/** Sends requests to model servers. One for all of them, safe on any event loop. */
public final class UpstreamClient {

  /** A snapshot comes with new trust anchors; by then what was dispatched before is connected. */
  private static final Duration RETIREMENT = Duration.ofMinutes(1);

  private final Vertx vertx;
  private volatile boolean closed;
  private final UpstreamTimeouts timeouts;
  private final Lanes lanes;
  private final Refused refused;

  /**
   * @param maxConnections to one endpoint
   * @param registry where operators see what was refused
   */
  public UpstreamClient(
      Vertx vertx,
      UpstreamTimeouts timeouts,
      int maxConnections,
      UpstreamSettings settings,
      MeterRegistry registry) {
    this.vertx = vertx;
    this.timeouts = timeouts;
    this.lanes =
        new Lanes(
            vertx,
            Names.of(vertx),
            settings.unrecordedAddresses(),
            timeouts.connect(),
            maxConnections,
            RETIREMENT);
    this.refused = new Refused(registry);
  }

  /** Sends {@code call} to the endpoint that {@code permit} names; on the caller's event loop. */
  public Attempt dispatch(Permit permit, Call call) {
    Attempt attempt = new Attempt(vertx, timeouts, call);
    Destination destination = permit.destination();
    lanes
        .to(destination)
        .request(
            call.method(),
            call.uri(),
            new Lane.Taker() {
              @Override
              public void ready(HttpClientRequest request) {
                Headers.toUpstream(call.headers(), request.headers());
                if (call.traceparent() != null) {
                  request.putHeader("traceparent", call.traceparent());
                }
                request.putHeader("Bailiwick-Request", permit.request().toString());
                request.putHeader("Bailiwick-Attempt", Integer.toString(call.attempt()));
                attempt.send(request);
              }

              @Override
              public void failed(Throwable cause) {
                if (cause instanceof RefusedPeerException refusal) {
                  refused.tell(destination, refusal);
                  attempt.refused(refusal);
                } else {
                  attempt.notConnected(cause);
                }
              }
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
    if (closed) {
      return Future.failedFuture("closed");
    }
    Promise<HttpClientRequest> connected = Promise.promise();
    lanes
        .to(destination)
        .request(
            HttpMethod.GET,
            path,
            new Lane.Taker() {
              @Override
              public void ready(HttpClientRequest request) {
                connected.complete(request);
              }

              @Override
              public void failed(Throwable cause) {
                connected.fail(cause);
              }
            });
    return connected
        .future()
        .compose(request -> request.idleTimeout(Math.max(1, patience.toMillis())).send())
        .map(HttpClientResponse::statusCode);
  }

  /** Closes all connections; nothing is probed any more. */
  public void close() {
    closed = true;
    lanes.close();
  }
}
