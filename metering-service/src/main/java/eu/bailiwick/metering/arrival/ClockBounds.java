package eu.bailiwick.metering.arrival;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far the clock of a router may be off before that is an anomaly.
 *
 * @param ahead of the intake's clock
 * @param behind the time at which the record was put on the topic; an end may have waited for the
 *     broker
 * @param backwards from one event to the next of the same epoch and tenant
 */
public record ClockBounds(Duration ahead, Duration behind, Duration backwards) {

  /** For clocks that are kept in step. */
  public static final ClockBounds USUAL =
      new ClockBounds(Duration.ofMinutes(1), Duration.ofMinutes(15), Duration.ofSeconds(2));

  /** For clocks that may be off by a lifetime. */
  public static final ClockBounds NONE =
      new ClockBounds(Duration.ofDays(36_500), Duration.ofDays(36_500), Duration.ofDays(36_500));

  private static final String BACKWARDS = "backwards";

  public ClockBounds {
    if (ahead.isNegative() || behind.isNegative() || backwards.isNegative()) {
      throw new IllegalArgumentException("bailiwick.intake.clock: no bound may be negative");
    }
  }

  /** Whether an anomaly is a step backwards against an earlier event. */
  static boolean isStep(Finding anomaly) {
    return BACKWARDS.equals(anomaly.content().get("cause"));
  }

  /**
   * What is wrong with the time of an event.
   *
   * @param latest time of the events with lower numbers; null if there are none
   */
  Optional<Finding> anomaly(Arrival.Event arrival, @Nullable Instant latest, Instant now) {
    Instant time = arrival.event().envelope().time();
    Instant written = arrival.place().written();
    if (time.isAfter(now.plus(ahead))) {
      return Optional.of(Finding.clockAnomaly(arrival, "ahead", now, now));
    }
    if (written != null && time.isBefore(written.minus(behind))) {
      return Optional.of(Finding.clockAnomaly(arrival, "behind", written, now));
    }
    if (latest != null && time.isBefore(latest.minus(backwards))) {
      return Optional.of(Finding.clockAnomaly(arrival, BACKWARDS, latest, now));
    }
    return Optional.empty();
  }
}
