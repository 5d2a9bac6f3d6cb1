package eu.bailiwick.metering.query;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;

/** Which events a question is about. */
public final class EventFilter {

  /** Rows of open attempts that belong to the event {@code e}. */
  public static final String IS_OPEN =
      "EXISTS (SELECT FROM open_attempt o WHERE o.tenant = e.tenant AND o.request = e.request"
          + " AND o.attempt = e.attempt AND o.time = e.time)";

  private EventFilter() {}

  /**
   * Reads the parameters that every question about events has: one for each dimension, {@code
   * request}, {@code from} (inclusive) and {@code to} (exclusive).
   *
   * @return the condition on events as {@code e}
   */
  public static Condition read(Parameters parameters) {
    Condition condition = new Condition();
    for (Dimension dimension : Dimension.values()) {
      Set<String> values =
          parameters.texts(
              dimension.parameter(),
              dimension.accepts(),
              "needed is the " + dimension.description());
      if (!values.isEmpty()) {
        dimension.restrict(condition, values);
      }
    }
    var requests = parameters.uuids("request");
    if (!requests.isEmpty()) {
      condition.and("e.request = ANY (?)", requests);
    }
    period(parameters, condition);
    return condition;
  }

  private static void period(Parameters parameters, Condition condition) {
    Optional<Instant> from = parameters.instant("from");
    Optional<Instant> to = parameters.instant("to");
    from.ifPresent(start -> condition.and("e.time >= ?", bound(start)));
    to.ifPresent(end -> condition.and("e.time < ?", bound(end)));
    if (from.isPresent() && to.isPresent() && !from.get().isBefore(to.get())) {
      parameters.violate("to", "must be after from");
    }
  }

  /** Event times are kept to the microsecond, cut; a bound is rounded up, so that none slips by. */
  private static Object bound(Instant instant) {
    Instant cut = instant.truncatedTo(ChronoUnit.MICROS);
    Instant up = cut.equals(instant) ? cut : cut.plus(1, ChronoUnit.MICROS);
    return up.atOffset(ZoneOffset.UTC);
  }
}
