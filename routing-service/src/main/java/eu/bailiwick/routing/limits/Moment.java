package eu.bailiwick.routing.limits;

import java.util.concurrent.TimeUnit;

/**
 * An instant and the month in which it lies.
 *
 * @param millis since the epoch
 * @param month the month
 */
record Moment(long millis, Month month) {

  static Moment of(long millis) {
    return new Moment(millis, Month.of(millis));
  }

  /** Nanoseconds since the epoch, by which buckets are filled. */
  long nanos() {
    return TimeUnit.MILLISECONDS.toNanos(millis);
  }

  long millisLeftInMonth() {
    return month.end() - millis;
  }
}
