package eu.bailiwick.routing.gateway;

import eu.bailiwick.routing.catalogue.Caller;
import eu.bailiwick.routing.catalogue.Serving;
import eu.bailiwick.routing.decision.Undecided;
import eu.bailiwick.routing.openai.Surface;
import eu.bailiwick.sovereignty.catalogue.ApiKey;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who calls, by the API key. */
final class Authentication {

  private static final String SCHEME = "Bearer ";
  private static final String API_KEY = "X-Api-Key";

  private Authentication() {}

  /**
   * The caller, whether or not the key still opens anything. Clients of messages send their key in
   * a header of its own; one that sends two keys is nobody.
   */
  static Optional<Caller> caller(Surface surface, HttpServerRequest request, Serving serving) {
    String own = surface == Surface.MESSAGES ? request.getHeader(API_KEY) : null;
    if (own == null) {
      return caller(request, serving);
    }
    String bearer = bearer(request);
    return bearer == null || bearer.equals(own.strip())
        ? serving.caller(own.strip())
        : Optional.empty();
  }

  /** The same for a path that takes bearers only. */
  static Optional<Caller> caller(HttpServerRequest request, Serving serving) {
    String bearer = bearer(request);
    return bearer == null ? Optional.empty() : serving.caller(bearer);
  }

  private static @Nullable String bearer(HttpServerRequest request) {
    String header = request.getHeader(HttpHeaders.AUTHORIZATION);
    return header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        ? null
        : header.substring(SCHEME.length()).strip();
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
