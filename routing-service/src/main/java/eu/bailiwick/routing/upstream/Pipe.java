package eu.bailiwick.routing.upstream;

import eu.bailiwick.routing.upstream.Answer.Ending;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;

/**
 * Lets an answer's body flow to the caller, no faster than the caller reads. Nothing is written,
 * the head neither, before there is something of the body to write; so an answer that breaks before
 * can be replaced. One that breaks later ends with a farewell, if the passage has one, and with the
 * end of the connection (for HTTP/2, a reset of the stream), never in good order.
 */
final class Pipe {

  /** RFC 9113, section 7. Without a code of an error a reset may pass for the end of an answer. */
  private static final long INTERNAL_ERROR = 2;

  private final HttpClientResponse from;
  private final HttpServerResponse to;
  private final Passage passage;
  private final Attempt attempt;
  private final Promise<Ending> ending = Promise.promise();
  private boolean over;

  /**
   * All of the body, if it is there before anything was written; its end comes in the same turn.
   */
  private @Nullable Buffer all;

  Pipe(HttpClientResponse from, HttpServerResponse to, Passage passage, Attempt attempt) {
    this.from = from;
    this.to = to;
    this.passage = passage;
    this.attempt = attempt;
  }

  Future<Ending> run() {
    attempt.whenAborted(this::aborted);
    from.exceptionHandler(this::broken);
    from.endHandler(end -> ended());
    from.handler(this::chunk);
    return ending.future();
  }

  private void chunk(Buffer chunk) {
    if (over) {
      return;
    }
    attempt.received(chunk.length());
    Buffer out = passage.pass(chunk);
    if (!to.headWritten() && isAllThere()) {
      all = out;
    } else if (out.length() > 0) {
      write(out);
    }
    Ending broken = passage.broken();
    if (broken != null) {
      breakOff(broken);
      attempt.cancel();
    }
  }

  /** Whether the length that the upstream told has come, and is a whole answer. */
  private boolean isAllThere() {
    return passage.whole() && Long.toString(attempt.responseBytes()).equals(length());
  }

  private void write(Buffer out) {
    if (!to.headWritten()) {
      begin();
      to.setChunked(true);
    }
    to.write(out);
    if (to.writeQueueFull()) {
      from.pause();
      attempt.waitsForCaller(true);
      to.drainHandler(drained -> resume());
    }
  }

  private void begin() {
    to.setStatusCode(from.statusCode());
    Headers.toCaller(from.headers(), to.headers());
  }

  private @Nullable String length() {
    return from.getHeader(HttpHeaders.CONTENT_LENGTH);
  }

  private void resume() {
    attempt.waitsForCaller(false);
    from.resume();
  }

  private void ended() {
    if (over) {
      return;
    }
    attempt.ended();
    if (!passage.whole()) {
      breakOff(Ending.CUT);
      return;
    }
    over = true;
    if (!to.headWritten()) {
      begin();
    }
    to.end(rest())
        .onComplete(
            sent -> ending.tryComplete(sent.succeeded() ? Ending.COMPLETED : Ending.CANCELLED));
  }

  /** What the caller does not have yet. If that is all, the server tells its length. */
  private Buffer rest() {
    Buffer rest = passage.end();
    if (all == null) {
      return rest;
    }
    return rest.length() == 0 ? all : Buffer.buffer().appendBuffer(all).appendBuffer(rest);
  }

  private void broken(Throwable cause) {
    attempt.ended();
    breakOff(Ending.CUT);
  }

  private void aborted(UpstreamException.Kind kind) {
    breakOff(kind == UpstreamException.Kind.TIMEOUT ? Ending.TIMEOUT : Ending.CANCELLED);
  }

  /** Never a clean end: the caller must not take what it has for the whole. */
  private void breakOff(Ending how) {
    if (over) {
      return;
    }
    over = true;
    if (to.headWritten() && !to.closed()) {
      Buffer farewell = passage.farewell(how);
      if (farewell.length() > 0) {
        to.write(farewell);
      }
      to.reset(INTERNAL_ERROR);
    }
    ending.tryComplete(how);
  }
}
