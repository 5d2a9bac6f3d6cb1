package eu.bailiwick.routing.gateway;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/**
 * Where a request's body ends, as its head says. The server refuses what contradicts itself; what
 * it lets through but another server could read otherwise is refused here (RFC 9112, section 6.3).
 */
final class Framing {

  private Framing() {}

  /** Whether another server could take something else for the body than this one does. */
  static boolean isAmbiguous(HttpServerRequest request) {
    String coding = request.getHeader(HttpHeaders.TRANSFER_ENCODING);
    return coding != null
        && (!coding.equalsIgnoreCase("chunked")
            || request.headers().contains(HttpHeaders.CONTENT_LENGTH)
            || request.headers().getAll(HttpHeaders.TRANSFER_ENCODING).size() > 1);
  }
}
