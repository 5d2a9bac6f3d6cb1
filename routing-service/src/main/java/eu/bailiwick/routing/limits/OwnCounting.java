package eu.bailiwick.routing.limits;

import io.vertx.core.Future;
import java.util.function.Supplier;

/** Counts in the router's memory: each router by itself. */
final class OwnCounting implements Counting {

  private final MemoryBuckets buckets;
  private final Supplier<Moment> time;

  OwnCounting(MemoryBuckets buckets, Supplier<Moment> time) {
    this.buckets = buckets;
    this.time = time;
  }

  @Override
  public Future<Counted> draw(CallerLimits limits, long tokens, Moment now) {
    return Future.succeededFuture(
        new Counted(
            buckets.draw(limits, tokens, now),
            more -> buckets.correct(limits.tenant(), limits.drawn(), more, now, time.get()),
            () -> {}));
  }
}
