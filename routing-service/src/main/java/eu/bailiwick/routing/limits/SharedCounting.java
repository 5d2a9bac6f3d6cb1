package eu.bailiwick.routing.limits;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Counts in a store that several routers share. If it fails, or does not answer in time, the
 * router's own buckets decide, which have followed the shared ones until then.
 */
final class SharedCounting implements Counting {

  private static final Logger LOG = Logger.getLogger(SharedCounting.class);

  /**
   * What is used to reach the store.
   *
   * @param vertx on whose event loops requests are
   * @param blocking where the store may block
   * @param patience how long a request waits for it
   * @param time what time it is
   */
  record Means(Vertx vertx, Executor blocking, Duration patience, Supplier<Moment> time) {}

  private final PostgresBuckets shared;
  private final UnderWay underWay;
  private final MemoryBuckets own;
  private final Gate gate;
  private final Means means;
  private final Arrears arrears = new Arrears();
  private final LongAdder alone = new LongAdder();
  private final AtomicBoolean telling = new AtomicBoolean();

  /**
   * @param underWay that the shared buckets know as well
   */
  SharedCounting(
      PostgresBuckets shared, UnderWay underWay, MemoryBuckets own, Gate gate, Means means) {
    this.shared = shared;
    this.underWay = underWay;
    this.own = own;
    this.gate = gate;
    this.means = means;
  }

  /** Whether the store answered when it was last asked. */
  boolean answers() {
    return gate.isOpen();
  }

  /** Requests that the router's own buckets decided. */
  long decidedAlone() {
    return alone.sum();
  }

  @Override
  public Future<Counted> draw(CallerLimits limits, long tokens, Moment now) {
    if (!gate.lets()) {
      return Future.succeededFuture(alone(limits, tokens, now));
    }
    Question question = new Question(limits, tokens, now, means.vertx().getOrCreateContext());
    question.ask();
    return question.answer.future();
  }

  /** One draw from the store; but for the draw itself all of it happens on one event loop. */
  private final class Question {

    private final CallerLimits limits;
    private final long tokens;
    private final Moment now;
    private final Context context;
    private final Promise<Counted> answer = Promise.promise();
    private long timer;

    private Question(CallerLimits limits, long tokens, Moment now, Context context) {
      this.limits = limits;
      this.tokens = tokens;
      this.now = now;
      this.context = context;
    }

    private void ask() {
      timer =
          means
              .vertx()
              .setTimer(Math.max(1, means.patience().toMillis()), t -> answering(this::late));
      means.blocking().execute(this::draw);
    }

    private void draw() {
      try {
        Drawing drawing = shared.draw(limits, tokens, now);
        context.runOnContext(v -> answering(() -> came(drawing)));
      } catch (RuntimeException e) {
        context.runOnContext(v -> answering(() -> failed(e)));
      }
    }

    /** Whatever goes wrong in it, the request must not wait for ever. */
    private void answering(Runnable step) {
      try {
        step.run();
      } catch (RuntimeException e) {
        answer.tryFail(e);
      }
    }

    private void came(Drawing drawing) {
      if (!means.vertx().cancelTimer(timer)) {
        giveBack(drawing);
        return;
      }
      openGate();
      tell();
      try {
        own.follow(limits.tenant(), drawing.standings(), now);
      } catch (RuntimeException e) {
        giveBack(drawing);
        throw e;
      }
      answer.complete(
          new Counted(drawing, more -> correct(limits, more, now), () -> leave(limits)));
    }

    private void failed(RuntimeException e) {
      if (means.vertx().cancelTimer(timer)) {
        doWithout(e.toString());
      }
    }

    private void late() {
      doWithout("no answer within " + means.patience());
    }

    private void doWithout(String cause) {
      closeGate(cause);
      answer.complete(alone(limits, tokens, now));
    }

    /** It was drawn, but the request was counted elsewhere, or there will be none. */
    private void giveBack(Drawing drawing) {
      if (drawing.shortage() == null) {
        correctShared(limits, -tokens, now);
        leave(limits);
      }
    }
  }

  private void leave(CallerLimits limits) {
    underWay.leave(limits.concurrent());
    tell();
  }

  /** What the store was told of requests under way is told again, before it no longer holds. */
  void renew() {
    underWay.renew();
    tell();
  }

  /**
   * Tells the store what it does not know. Nobody else tells meanwhile: what comes goes along. It
   * tries a store that failed, too, when that is due.
   */
  private void tell() {
    if (owesNothing() || !telling.compareAndSet(false, true)) {
      return;
    }
    if (gate.lets()) {
      means.blocking().execute(this::tellAll);
    } else {
      telling.set(false);
    }
  }

  private boolean owesNothing() {
    return arrears.isEmpty() && underWay.isTold();
  }

  private void tellAll() {
    try {
      do {
        tellOnce();
        openGate();
      } while (!owesNothing());
    } catch (RuntimeException e) {
      closeGate(e.toString());
    } finally {
      telling.set(false);
    }
    tell(); // What came after it had looked.
  }

  private void tellOnce() {
    arrears.tell(shared, means.time().get());
    underWay.tell(shared::tell);
  }

  /**
   * Tells the store what it does not know before this router stops.
   *
   * @param patience how long that may take
   */
  void stop(Duration patience) {
    try {
      CompletableFuture.runAsync(this::tellOnce, means.blocking())
          .get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.warnf("The shared store of limits was not told everything (%s).", e);
    }
  }

  private void openGate() {
    if (gate.open()) {
      LOG.info("The shared store of limits answers again.");
    }
  }

  private void closeGate(String cause) {
    if (gate.close()) {
      LOG.warnf("The shared store of limits failed (%s): this router counts alone.", cause);
    }
  }

  private Counted alone(CallerLimits limits, long tokens, Moment now) {
    alone.increment();
    Drawing drawing = own.draw(limits, tokens, now);
    if (drawing.shortage() == null) {
      arrears.add(limits.tenant(), limits.drawn(), tokens, now);
      underWay.enterUntold(limits.concurrent());
    }
    return new Counted(drawing, more -> correctAlone(limits, more, now), () -> leave(limits));
  }

  private void correctAlone(CallerLimits limits, long tokens, Moment drawn) {
    own.correct(limits.tenant(), limits.drawn(), tokens, drawn, means.time().get());
    arrears.add(limits.tenant(), limits.drawn(), tokens, drawn);
  }

  private void correct(CallerLimits limits, long tokens, Moment drawn) {
    own.correct(limits.tenant(), limits.drawn(), tokens, drawn, means.time().get());
    correctShared(limits, tokens, drawn);
  }

  private void correctShared(CallerLimits limits, long tokens, Moment drawn) {
    if (!gate.isOpen()) {
      arrears.add(limits.tenant(), limits.drawn(), tokens, drawn);
      return;
    }
    means
        .blocking()
        .execute(
            () -> {
              try {
                shared.correct(limits.tenant(), limits.drawn(), tokens, drawn, means.time().get());
              } catch (RuntimeException e) {
                closeGate(e.toString());
                arrears.add(limits.tenant(), limits.drawn(), tokens, drawn);
              }
            });
  }
}
