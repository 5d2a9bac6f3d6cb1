package eu.bailiwick.routing.limits;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.Executor;
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
        giveBackLate(drawing);
        return;
      }
      if (gate.open()) {
        LOG.info("The shared store of limits answers again.");
      }
      tell();
      own.follow(limits.tenant(), drawing.standings(), now);
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

    /** It was drawn after all, and the request counted elsewhere. */
    private void giveBackLate(Drawing drawing) {
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

  /** Tells the store what it does not know, one after another: what comes meanwhile goes along. */
  private void tell() {
    if (!owesNothing() && gate.isOpen() && telling.compareAndSet(false, true)) {
      means.blocking().execute(this::tellNow);
    }
  }

  private boolean owesNothing() {
    return arrears.isEmpty() && underWay.isTold();
  }

  private void tellNow() {
    try {
      arrears.tell(shared, means.time().get());
      underWay.tell(shared::tell);
    } catch (RuntimeException e) {
      closeGate(e.toString());
    } finally {
      telling.set(false);
    }
    tell();
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
