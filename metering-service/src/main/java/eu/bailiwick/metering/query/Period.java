package eu.bailiwick.metering.query;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of time, to the microsecond.
 *
 * @param from first instant in it; null if it has no beginning
 * @param to first instant behind it; null if it has no end
 */
public record Period(@Nullable Instant from, @Nullable Instant to) {

  /** Times are kept to the microsecond, cut; a bound is rounded up, so that none slips by. */
  public Period {
    from = up(from, ChronoUnit.MICROS);
    to = up(to, ChronoUnit.MICROS);
  }

  /**
   * Adds the condition that a time lies in it.
   *
   * @param column SQL expression of the time
   */
  public void restrict(String column, Condition condition) {
    if (from != null) {
      condition.and(column + " >= ?", from.atOffset(ZoneOffset.UTC));
    }
    if (to != null) {
      condition.and(column + " < ?", to.atOffset(ZoneOffset.UTC));
    }
  }

  /** The smallest stretch of whole days (UTC) that holds it. */
  public Period days() {
    return new Period(down(from), up(to, ChronoUnit.DAYS));
  }

  /** The largest stretch of whole days (UTC) within it; empty if it begins behind its end. */
  public Period wholeDays() {
    return new Period(up(from, ChronoUnit.DAYS), down(to));
  }

  /** Whether nothing lies in it. */
  public boolean isEmpty() {
    return from != null && to != null && !from.isBefore(to);
  }

  private static @Nullable Instant down(@Nullable Instant instant) {
    return instant == null ? null : instant.truncatedTo(ChronoUnit.DAYS);
  }

  private static @Nullable Instant up(@Nullable Instant instant, ChronoUnit unit) {
    if (instant == null) {
      return null;
    }
    Instant cut = instant.truncatedTo(unit);
    return cut.equals(instant) ? cut : cut.plus(1, unit);
  }
}
