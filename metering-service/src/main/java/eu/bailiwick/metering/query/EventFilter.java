package eu.bailiwick.metering.query;

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
    parameters.period("e.time", condition);
    return condition;
  }
}
