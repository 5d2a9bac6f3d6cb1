package eu.bailiwick.registry.search;

import eu.bailiwick.sovereignty.evidence.Fact;
import eu.bailiwick.sovereignty.evidence.Grade;
import eu.bailiwick.sovereignty.law.Country;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The values under which facts are found at one instant. */
final class Known {

  private final Instant at;
  private final Areas areas;

  Known(Instant at, Areas areas) {
    this.at = at;
    this.areas = areas;
  }

  Areas areas() {
    return areas;
  }

  /** What a fact says, if it counts. */
  <T> Optional<T> value(@Nullable Fact<T> fact) {
    return fact != null && fact.countsAt(at, Grade.DECLARED)
        ? Optional.of(fact.value())
        : Optional.empty();
  }

  /** One value, or "unknown". */
  <T> Collection<String> word(@Nullable Fact<T> fact, Function<T, String> word) {
    return List.of(value(fact).map(word).orElse(Axis.UNKNOWN));
  }

  /**
   * "none" if there is no place, "unknown" if not all places are known, else every area in which
   * all of them lie.
   */
  <T> Collection<String> places(@Nullable Fact<T> fact, Function<T, Collection<Country>> places) {
    Optional<Collection<Country>> known = value(fact).map(places);
    if (known.isEmpty() || !known.get().stream().allMatch(Country::isKnown)) {
      return List.of(Axis.UNKNOWN);
    }
    return known.get().isEmpty() ? List.of(Axis.NONE) : areas.around(known.get());
  }

  /** An axis of places. */
  <T> Axis<T> axis(String name, boolean mayBeNone, Function<T, Collection<String>> values) {
    String words = mayBeNone ? "none, unknown, " : "unknown, ";
    return new Axis<>(
        name,
        values,
        value ->
            areas.knows(value)
                || value.equals(Axis.UNKNOWN)
                || (mayBeNone && value.equals(Axis.NONE)),
        words + "a country code or one of " + areas.groupNames() + " is needed",
        true);
  }

  /** An axis of places that are always known. */
  <T> Axis<T> region(String name, Function<T, Collection<Country>> places) {
    return new Axis<>(
        name,
        item -> areas.around(places.apply(item)),
        areas::knows,
        "a country code or one of " + areas.groupNames() + " is needed",
        true);
  }
}
