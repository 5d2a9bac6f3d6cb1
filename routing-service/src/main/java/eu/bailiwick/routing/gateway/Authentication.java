package eu.bailiwick.routing.gateway;

import eu.bailiwick.routing.catalogue.Caller;
import eu.bailiwick.routing.catalogue.Serving;
import eu.bailiwick.routing.decision.Undecided;
import eu.bailiwick.sovereignty.catalogue.ApiKey;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import java.util.Optional;

/** Who calls, by the API key. */
final class Authentication {

  private static final String SCHEME = "Bearer ";

  private Authentication() {}

  /** The caller, whether or not the key still opens anything. */
  static Optional<Caller> caller(HttpServerRequest request, Serving serving) {
    String header = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Optional.empty();
    }
    return serving.caller(header.substring(SCHEME.length()).strip());
  }

  /** Why the key opens nothing; empty if it does. */
  static Optional<Undecided> objection(Caller caller, Instant at) {
    if (caller.key().opensAt(at)) {
      return Optional.empty();
    }
    return Optional.of(
        caller.key().status() == ApiKey.Status.REVOKED
            ? Undecided.KEY_REVOKED
            : Undecided.KEY_EXPIRED);
  }
}
