package eu.bailiwick.routing.upstream;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One dispatch of a request to one endpoint. Belongs to the event loop that dispatched it. */
public final class Attempt {

  private static final double NANOS_PER_MILLI = 1e6;

  private final Vertx vertx;
  private final UpstreamTimeouts timeouts;
  private final Buffer body;
  private final Promise<Answer> answer = Promise.promise();
  private final long started = System.nanoTime();

  private @Nullable HttpClientRequest request;
  private boolean over;
  private @Nullable Handler<UpstreamException.Kind> whenAborted;
  private long timer;
  private long lastProgress = started;
  private boolean waitsForCaller;
  private long requestBytes;
  private long responseBytes;
  private long firstByte;

  Attempt(Vertx vertx, UpstreamTimeouts timeouts, Buffer body) {
    this.vertx = vertx;
    this.timeouts = timeouts;
    this.body = body;
  }

  /** The head of the answer; fails with {@link UpstreamException}. */
  public Future<Answer> answer() {
    return answer.future();
  }

  /** Ends the attempt at once, wherever it stands. Does nothing if it is over. */
  public void cancel() {
    abort(UpstreamException.Kind.CANCELLED);
  }

  /** Bytes of body that were handed over for sending. */
  public long requestBytes() {
    return requestBytes;
  }

  /** Bytes of body that came so far. */
  public long responseBytes() {
    return responseBytes;
  }

  /** Milliseconds from dispatch to the first byte of the answer's body; null if none came. */
  public @Nullable Double firstByteMillis() {
    return firstByte == 0 ? null : (firstByte - started) / NANOS_PER_MILLI;
  }

  /** Milliseconds from dispatch until now. */
  public double elapsedMillis() {
    return (System.nanoTime() - started) / NANOS_PER_MILLI;
  }

  void notConnected(Throwable cause) {
    fail(UpstreamException.Kind.NOT_CONNECTED, cause);
  }

  void refused(RefusedPeerException cause) {
    fail(UpstreamException.Kind.REFUSED, cause);
  }

  void send(HttpClientRequest connected) {
    if (over) {
      connected.reset();
      return;
    }
    request = connected;
    requestBytes = body.length();
    watch(timeouts.response());
    connected
        .send(body)
        .onComplete(
            head -> {
              if (head.failed()) {
                fail(UpstreamException.Kind.NO_ANSWER, head.cause());
              } else if (!over) {
                progress();
                answer.complete(new Answer(head.result(), this));
              }
            });
  }

  /** Some of the body came. */
  void received(int bytes) {
    progress();
    responseBytes += bytes;
    if (firstByte == 0) {
      firstByte = lastProgress;
    }
  }

  /** Whether the upstream is kept waiting, because the caller does not read. */
  void waitsForCaller(boolean waits) {
    waitsForCaller = waits;
    progress();
  }

  /** The answer came to its end. */
  void ended() {
    over = true;
    vertx.cancelTimer(timer);
  }

  /** Called once if this side ends the attempt while the answer's body is on its way. */
  void whenAborted(Handler<UpstreamException.Kind> handler) {
    whenAborted = handler;
  }

  private void abort(UpstreamException.Kind kind) {
    if (over) {
      return;
    }
    fail(kind, new TimeoutException(kind.name()));
    if (whenAborted != null) {
      whenAborted.handle(kind);
    }
    if (request != null) {
      request.reset();
    }
  }

  private void fail(UpstreamException.Kind kind, Throwable cause) {
    ended();
    answer.tryFail(new UpstreamException(kind, cause));
  }

  private void progress() {
    lastProgress = System.nanoTime();
  }

  /** One timer for the whole attempt: it looks, when it rings, how long nothing has come. */
  private void watch(Duration patience) {
    timer = vertx.setTimer(Math.max(1, patience.toMillis()), rang -> look());
  }

  private void look() {
    Duration patience = answer.future().isComplete() ? timeouts.stall() : timeouts.response();
    Duration left = patience.minusNanos(System.nanoTime() - lastProgress);
    if (waitsForCaller) {
      watch(patience);
    } else if (left.isPositive()) {
      watch(left);
    } else {
      abort(UpstreamException.Kind.TIMEOUT);
    }
  }
}
