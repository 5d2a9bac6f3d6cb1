package eu.bailiwick.routing.upstream;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxException;
import io.vertx.core.http.HttpClientRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One dispatch of a request to one endpoint. Belongs to the event loop that dispatched it. */
public final class Attempt {

  private static final double NANOS_PER_MILLI = 1e6;

  private final Vertx vertx;
  private final UpstreamTimeouts timeouts;
  private final Call call;
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

  Attempt(Vertx vertx, UpstreamTimeouts timeouts, Call call) {
    this.vertx = vertx;
    this.timeouts = timeouts;
    this.call = call;
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
    requestBytes = call.body().length();
    watch(call.stream() ? timeouts.firstToken() : timeouts.response());
    connected
        .send(call.body())
        .onComplete(
            head -> {
              if (head.failed()) {
                fail(withoutAnswer(connected, head.cause()), head.cause());
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

  /** Streams of a connection are numbered from 1. */
  private static UpstreamException.Kind withoutAnswer(HttpClientRequest sent, Throwable cause) {
    return sent.streamId() > 1 && (cause instanceof IOException || cause instanceof VertxException)
        ? UpstreamException.Kind.STALE_CONNECTION
        : UpstreamException.Kind.NO_ANSWER;
  }

  /** One timer for the whole attempt: it looks, when it rings, how long nothing has come. */
  private void watch(Duration patience) {
    timer = vertx.setTimer(Math.max(1, patience.toMillis()), rang -> look());
  }

  private void look() {
    long now = System.nanoTime();
    Duration left = timeouts.total().minusNanos(now - started);
    if (!waitsForCaller) {
      Duration patience = patience(now);
      left = patience.compareTo(left) < 0 ? patience : left;
    } else if (timeouts.stall().compareTo(left) < 0) {
      left = timeouts.stall();
    }
    if (left.isPositive()) {
      watch(left);
    } else {
      abort(UpstreamException.Kind.TIMEOUT);
    }
  }

  /** What is left of the time in which something must come. */
  private Duration patience(long now) {
    if (firstByte == 0 && call.stream()) {
      return timeouts.firstToken().minusNanos(now - started);
    }
    return answer.future().isComplete()
        ? timeouts.stall().minusNanos(now - lastProgress)
        : timeouts.response().minusNanos(now - started);
  }
}
