package eu.bailiwick.routing.gateway;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/**
 * Reads a request's body up to a limit. What is beyond is thrown away but still taken, within
 * reason: a client that is answered while it still sends sees a broken connection, not the answer.
 */
final class BodyReader {

  /** Times the limit: what is taken before the connection is given up. */
  private static final int PATIENCE = 4;

  /**
   * A body.
   *
   * @param bytes all of it if it is within the limit
   * @param size bytes that came, or were announced
   * @param ended whether all of it came; if not, the connection must be closed
   */
  record Body(Buffer bytes, long size, boolean ended) {}

  private final HttpServerRequest request;
  private final long limit;
  private final long patience;
  private final Promise<Body> promise = Promise.promise();
  private Buffer bytes = Buffer.buffer(0);
  private long size;

  private BodyReader(HttpServerRequest request, long limit, long maxBodySize) {
    this.request = request;
    this.limit = limit;
    this.patience = maxBodySize * PATIENCE;
  }

  /** Reads a body and keeps up to {@code limit} bytes; fails if the client leaves. */
  static Future<Body> read(HttpServerRequest request, long limit) {
    return new BodyReader(request, limit, limit).read();
  }

  /** Takes a body and keeps nothing of it; fails if the client leaves. */
  static Future<Body> discard(HttpServerRequest request, long maxBodySize) {
    return new BodyReader(request, 0, maxBodySize).read();
  }

  private Future<Body> read() {
    long announced = announced();
    boolean asksFirst = "100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT));
    if (announced > patience || (asksFirst && announced > limit)) {
      return Future.succeededFuture(new Body(bytes, announced, false));
    }
    if (asksFirst) {
      request.response().writeContinue();
    }
    request.exceptionHandler(promise::tryFail);
    request.endHandler(end -> promise.tryComplete(new Body(bytes, size, true)));
    request.handler(this::take);
    request.resume();
    return promise.future();
  }

  private long announced() {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return length == null ? 0 : Long.parseLong(length);
  }

  private void take(Buffer chunk) {
    size += chunk.length();
    if (size <= limit) {
      bytes = bytes.length() == 0 ? chunk : bytes.appendBuffer(chunk);
    } else {
      bytes = Buffer.buffer(0);
      if (size > patience) {
        promise.tryComplete(new Body(bytes, size, false));
      }
    }
  }
}
