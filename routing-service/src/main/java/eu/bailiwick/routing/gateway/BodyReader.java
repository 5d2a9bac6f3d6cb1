package eu.bailiwick.routing.gateway;

import eu.bailiwick.routing.drain.Drain;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Objects;

/**
 * Reads a request's body up to a limit of size and within a time. What is beyond the size is thrown
 * away but still taken, within reason: a client that is answered while it still sends sees a broken
 * connection, not the answer. Belongs to the event loop of its request.
 */
final class BodyReader implements Drain.Work {

  /** Times the limit: what is taken before the connection is given up. */
  private static final int PATIENCE = 4;

  /** How the taking of a body came to its end. */
  enum End {
    /** All of it came. */
    WHOLE,
    /** There was far too much of it. */
    TOO_LARGE,
    /** It did not come in time. */
    LATE,
    /** The router stops. */
    STOPPED
  }

  /**
   * A body.
   *
   * @param bytes all of it if it is within the limit and whole
   * @param size bytes that came, or were announced
   * @param end whether all of it came; if not, the connection must be closed
   */
  record Body(Buffer bytes, long size, End end) {

    boolean ended() {
      return end == End.WHOLE;
    }
  }

  private final Bodies bodies;
  private final HttpServerRequest request;
  private final long limit;
  private final Context context = Objects.requireNonNull(Vertx.currentContext());
  private final Promise<Body> promise = Promise.promise();
  private Buffer bytes = Buffer.buffer(0);
  private boolean own;
  private long size;
  private boolean over;
  private long timer = -1;

  BodyReader(Bodies bodies, HttpServerRequest request, long limit) {
    this.bodies = bodies;
    this.request = request;
    this.limit = limit;
  }

  /** Fails if the client leaves. */
  Future<Body> read() {
    long announced = announced();
    boolean asksFirst = "100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT));
    if (announced > patience() || (asksFirst && announced > limit)) {
      return Future.succeededFuture(new Body(bytes, announced, End.TOO_LARGE));
    }
    if (asksFirst) {
      request.response().writeContinue();
    }
    request.exceptionHandler(this::failed);
    request.endHandler(end -> ended(End.WHOLE));
    request.handler(this::take);
    request.resume();
    context.runOnContext(read -> await());
    return promise.future();
  }

  private long patience() {
    return bodies.maxSize() * PATIENCE;
  }

  private long announced() {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return length == null ? 0 : Long.parseLong(length);
  }

  private void take(Buffer chunk) {
    if (over) {
      return;
    }
    size += chunk.length();
    if (size <= limit) {
      append(chunk);
    } else {
      bytes = Buffer.buffer(0);
      if (size > patience()) {
        ended(End.TOO_LARGE);
      }
    }
  }

  /** A body in one piece is not copied; a piece is the server's, and does not grow. */
  private void append(Buffer chunk) {
    if (bytes.length() == 0) {
      bytes = chunk;
      return;
    }
    if (!own) {
      own = true;
      bytes = Buffer.buffer(Math.toIntExact(2 * size)).appendBuffer(bytes);
    }
    bytes.appendBuffer(chunk);
  }

  /** What came with the head is read by now; only the rest of a body is worth a timer. */
  private void await() {
    if (!over) {
      timer = context.owner().setTimer(bodies.timeoutMillis(), rang -> ended(End.LATE));
      bodies.drain().entered(this);
    }
  }

  /** The router stops: the client is answered before it has sent all. */
  @Override
  public void cut() {
    context.runOnContext(now -> ended(End.STOPPED));
  }

  private void ended(End end) {
    if (!over) {
      over = true;
      promise.tryComplete(new Body(end == End.WHOLE ? bytes : Buffer.buffer(0), size, end));
      leave();
    }
  }

  private void failed(Throwable cause) {
    if (!over) {
      over = true;
      promise.tryFail(cause);
      leave();
    }
  }

  /** Last, so that whatever follows has begun. */
  private void leave() {
    if (timer >= 0) {
      context.owner().cancelTimer(timer);
      bodies.drain().left(this);
    }
  }
}
