package eu.bailiwick.metering.query;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Which events a question is about. */
public final class EventFilter {

  /** Rows of open attempts that belong to the event {@code e}. */
  public static final String IS_OPEN =
      "EXISTS (SELECT FROM open_attempt o WHERE o.tenant = e.tenant AND o.request = e.request"
          + " AND o.attempt = e.attempt AND o.time = e.time)";

  /** The dimensions that the daily counts know. */
  public static final Set<Dimension> COUNTED =
      Arrays.stream(Dimension.values())
          .filter(Dimension::isCounted)
          .collect(Collectors.toUnmodifiableSet());

  private final Map<Dimension, Condition> dimensions;
  private final List<UUID> requests;
  private final Period period;

  private EventFilter(Map<Dimension, Condition> dimensions, List<UUID> requests, Period period) {
    this.dimensions = dimensions;
    this.requests = requests;
    this.period = period;
  }

  /**
   * Reads the parameters that every question about events has: one for each dimension, {@code
   * request}, {@code from} (inclusive) and {@code to} (exclusive).
   *
   * @return the condition on events as {@code e}
   */
  public static Condition read(Parameters parameters) {
    return of(parameters).condition();
  }

  /** The same, with its parts kept apart. */
  public static EventFilter of(Parameters parameters) {
    Map<Dimension, Condition> dimensions = new EnumMap<>(Dimension.class);
    for (Dimension dimension : Dimension.values()) {
      Set<String> values =
          parameters.texts(
              dimension.parameter(),
              dimension.accepts(),
              "needed is the " + dimension.description());
      if (!values.isEmpty()) {
        Condition condition = new Condition();
        dimension.restrict(condition, values);
        dimensions.put(dimension, condition);
      }
    }
    return new EventFilter(dimensions, parameters.uuids("request"), parameters.period());
  }

  /**
   * One that nobody asked for in these words.
   *
   * @param values which each dimension must have one of; none empty
   */
  public static EventFilter of(Map<Dimension, Set<String>> values, Period period) {
    Map<Dimension, Condition> dimensions = new EnumMap<>(Dimension.class);
    values.forEach(
        (dimension, some) -> {
          Condition condition = new Condition();
          dimension.restrict(condition, some);
          dimensions.put(dimension, condition);
        });
    return new EventFilter(dimensions, List.of(), period);
  }

  /** All of it, as a condition on events as {@code e}. */
  public Condition condition() {
    Condition all = dimensions();
    period.restrict("e.time", all);
    return all;
  }

  /** All but the period; on events as {@code e}, or on their shapes if {@link #isCounted}. */
  public Condition dimensions() {
    Condition all = dimensions(EnumSet.allOf(Dimension.class));
    if (!requests.isEmpty()) {
      all.and("e.request = ANY (?)", requests);
    }
    return all;
  }

  /** What it says about some dimensions; on events or their shapes as {@code e}. */
  public Condition dimensions(Set<Dimension> some) {
    Condition all = new Condition();
    dimensions.forEach(
        (dimension, condition) -> {
          if (some.contains(dimension)) {
            all.and(condition);
          }
        });
    return all;
  }

  public Period period() {
    return period;
  }

  /** Whether the daily counts know everything that it asks for, except parts of days. */
  public boolean isCounted() {
    return requests.isEmpty() && dimensions.keySet().stream().allMatch(Dimension::isCounted);
  }

  /** Whether it says more than whose events and when. */
  public boolean isSelective() {
    return dimensions.keySet().stream().anyMatch(dimension -> dimension != Dimension.TENANT);
  }
}
