package eu.bailiwick.routing.upstream;

import eu.bailiwick.routing.upstream.Answer.Ending;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerResponse;

/**
 * Lets an answer's body flow to the caller, no faster than the caller reads. If either side fails,
 * both are reset.
 */
final class Pipe {

  private final HttpClientResponse from;
  private final HttpServerResponse to;
  private final Passage passage;
  private final Attempt attempt;
  private final Promise<Ending> ending = Promise.promise();

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
    attempt.received(chunk.length());
    Buffer out = passage.pass(chunk);
    if (out.length() == 0) {
      return;
    }
    to.write(out);
    if (to.writeQueueFull()) {
      from.pause();
      attempt.waitsForCaller(true);
      to.drainHandler(drained -> resume());
    }
  }

  private void resume() {
    attempt.waitsForCaller(false);
    from.resume();
  }

  private void ended() {
    attempt.ended();
    if (!passage.whole()) {
      breakOff(Ending.CUT);
      return;
    }
    to.end(passage.end())
        .onComplete(
            sent -> ending.tryComplete(sent.succeeded() ? Ending.COMPLETED : Ending.CANCELLED));
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
    if (ending.tryComplete(how)) {
      to.reset();
    }
  }
}
