package eu.bailiwick.routing.limits;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;

/**
 * A calendar month in UTC.
 *
 * @param name as in {@code 2026-11}
 * @param start its first millisecond since the epoch
 * @param end the first millisecond after it
 */
record Month(String name, long start, long end) {

  /** The month in which an instant lies. */
  static Month of(long millis) {
    YearMonth month = YearMonth.from(Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC));
    return new Month(month.toString(), start(month), start(month.plusMonths(1)));
  }

  boolean contains(long millis) {
    return start <= millis && millis < end;
  }

  private static long start(YearMonth month) {
    return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
  }
}
