package eu.bailiwick.routing.gateway;

import eu.bailiwick.routing.drain.Drain;
import eu.bailiwick.routing.gateway.BodyReader.Body;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;

/**
 * How the bodies of requests are read.
 *
 * @param drain knows which are still being read
 * @param maxSize the largest that is served, in bytes
 * @param timeoutMillis how long one may take from the end of its head to its own, in milliseconds
 */
record Bodies(Drain drain, long maxSize, long timeoutMillis) {

  /** Reads a body and keeps what is within the limit; fails if the client leaves. */
  Future<Body> read(HttpServerRequest request) {
    return new BodyReader(this, request, maxSize).read();
  }

  /** Takes a body and keeps nothing of it; fails if the client leaves. */
  Future<Body> discard(HttpServerRequest request) {
    return new BodyReader(this, request, 0).read();
  }
}
