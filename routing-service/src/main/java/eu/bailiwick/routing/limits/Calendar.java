package eu.bailiwick.routing.limits;

import java.time.Clock;
import java.util.function.Supplier;

/** Tells the time and the month; the month is reckoned once. Safe for use by several threads. */
final class Calendar implements Supplier<Moment> {

  private final Clock clock;
  private volatile Month month;

  Calendar(Clock clock) {
    this.clock = clock;
    this.month = Month.of(clock.millis());
  }

  @Override
  public Moment get() {
    long millis = clock.millis();
    Month current = month;
    if (!current.contains(millis)) {
      current = Month.of(millis);
      month = current;
    }
    return new Moment(millis, current);
  }
}
