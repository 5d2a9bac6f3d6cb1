package eu.bailiwick.routing.limits;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is counted of one tenant: its own buckets, those of its applications and of their
 * keys. One lock for all of them makes a draw whole; it is held for a few bucket operations.
 */
final class Account {

  /** A bucket, the limit that it was made for, and the month that it was made in. */
  private record Kept(Meter meter, Bound bound, Month month) {

    boolean countsFor(Month other) {
      return bound.slot().measure() != Measure.TOKENS_PER_MONTH || month.start() == other.start();
    }

    boolean isAsGoodAsNew(Moment now) {
      if (!countsFor(now.month())) {
        return true;
      }
      meter.correct(0, now);
      return meter.resetMillis(bound, now) == 0;
    }
  }

  private final Map<Slot, Kept> buckets = new HashMap<>();
  private boolean closed;

  /**
   * Draws from every bound, or from none.
   *
   * @return null if the account was closed; then there is another
   */
  synchronized @Nullable Drawing draw(List<Bound> bounds, long tokens, Moment now) {
    if (closed) {
      return null;
    }
    Meter[] meters = new Meter[bounds.size()];
    for (int i = 0; i < meters.length; i++) {
      meters[i] = meter(bounds.get(i), now);
    }
    return Drawing.draw(bounds, meters, tokens, now);
  }

  private Meter meter(Bound bound, Moment now) {
    Kept kept = buckets.get(bound.slot());
    if (kept == null || !kept.countsFor(now.month())) {
      kept = new Kept(Meter.full(bound, now), bound, now.month());
      buckets.put(bound.slot(), kept);
    }
    kept.meter().fit(bound, now);
    return kept.meter();
  }

  /**
   * Corrects every bucket that counts tokens; false if the account was closed.
   *
   * @param tokens to take; below zero to give back
   */
  synchronized boolean correct(List<Bound> bounds, long tokens, Moment drawn, Moment now) {
    for (int i = 0; i < bounds.size() && !closed; i++) {
      Bound bound = bounds.get(i);
      boolean monthly = bound.slot().measure() == Measure.TOKENS_PER_MONTH;
      if (bound.slot().measure().countsTokens()
          && (!monthly || drawn.month().contains(now.millis()))) {
        meter(bound, now).correct(tokens, now);
      }
    }
    return !closed;
  }

  /** Makes each bucket stand as given; false if the account was closed. */
  synchronized boolean follow(List<Standing> standings, Moment now) {
    for (int i = 0; i < standings.size() && !closed; i++) {
      Standing standing = standings.get(i);
      meter(standing.bound(), now).set(standing.remaining(), now);
    }
    return !closed;
  }

  /** Drops what is as good as new; null if nothing is left, and nothing can be counted any more. */
  synchronized @Nullable Account closeIfEmptied(Moment now) {
    buckets.values().removeIf(kept -> kept.isAsGoodAsNew(now));
    closed = buckets.isEmpty();
    return closed ? null : this;
  }

  synchronized int size() {
    return buckets.size();
  }
}
