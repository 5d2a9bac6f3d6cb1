package eu.bailiwick.metering.arrival;

import java.time.Duration;
import java.time.Instant;

/** How long a number may be absent before that counts as a gap. */
public record Grace(Duration period) {

  public Grace {
    if (period.isNegative()) {
      throw new IllegalArgumentException("bailiwick.intake.grace must not be negative");
    }
  }

  /** Whether absence since {@code since} is a gap at {@code now}. */
  public boolean isOver(Instant since, Instant now) {
    return !latestSince(now).isBefore(since);
  }

  /** Absences noticed at this instant or before are gaps at {@code now}. */
  public Instant latestSince(Instant now) {
    return now.minus(period);
  }
}
