package eu.bailiwick.metering.retention;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.function.BooleanSupplier;

/** Destroys once a day (UTC) what is past its ceiling. Blocks; for one thread. */
final class Expiry {

  private static final int AT_ONCE = 5_000;

  private final ExpiryStore store;
  private final Duration floor;
  private final Certificate.Copies copies;
  private final Clock clock;

  Expiry(ExpiryStore store, Duration floor, Certificate.Copies copies, Clock clock) {
    this.store = store;
    this.floor = floor;
    this.copies = copies;
    this.clock = clock;
  }

  /**
   * Does the day's run unless it is done.
   *
   * @param goOn asked between two transactions; a run that is cut short is done again
   * @return how many events were destroyed
   */
  long runIfDue(BooleanSupplier goOn) {
    Instant now = clock.instant();
    LocalDate day = LocalDate.ofInstant(now, ZoneOffset.UTC);
    if (store.isDone(day)) {
      return 0;
    }
    long events = 0;
    for (String tenant : store.tenants()) {
      int destroyed;
      do {
        if (!goOn.getAsBoolean()) {
          return events;
        }
        destroyed = store.expire(tenant, now, now.minus(floor), AT_ONCE, copies);
        events += destroyed;
      } while (destroyed == AT_ONCE);
    }
    store.done(day, events, clock.instant());
    return events;
  }
}
