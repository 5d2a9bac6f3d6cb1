package eu.bailiwick.sovereignty.decision;

import eu.bailiwick.sovereignty.evidence.Fact;
import eu.bailiwick.sovereignty.evidence.Grade;
import eu.bailiwick.sovereignty.law.Country;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a test of one constraint found.
 *
 * @param reason null if the constraint is met
 * @param found what the facts say, in words
 * @param path for exposure, the way through the chain; otherwise empty
 */
record Finding(Truth value, @Nullable Reason reason, String found, List<String> path) {

  static Finding of(Truth value, Axis axis, String found) {
    return of(value, axis, found, List.of());
  }

  static Finding of(Truth value, Axis axis, String found, List<String> path) {
    return switch (value) {
      case TRUE -> new Finding(value, null, found, path);
      case FALSE -> new Finding(value, axis.violated, found, path);
      case UNKNOWN -> new Finding(value, axis.unknown, found, path);
    };
  }

  /** Tests the value of a fact if it counts; otherwise says what is missing. */
  static <T> Finding ofFact(
      Axis axis, @Nullable Fact<T> fact, Grade minGrade, Instant at, Function<T, Finding> test) {
    if (fact != null && fact.countsAt(at, minGrade)) {
      return test.apply(fact.value());
    }
    return of(Truth.UNKNOWN, axis, axis.fact + " " + missing(fact, minGrade, at));
  }

  private static String missing(@Nullable Fact<?> fact, Grade minGrade, Instant at) {
    if (fact == null) {
      return "not recorded";
    }
    return fact.countsAt(at, Grade.DECLARED)
        ? "recorded with grade " + fact.grade() + ", " + minGrade + " is needed"
        : "not known, expired or not yet in force";
  }

  /** Whether all places are accepted; none at all are. */
  static Finding ofPlaces(
      Axis axis, Collection<Country> places, Function<Country, Truth> accepted) {
    Truth all = places.stream().map(accepted).reduce(Truth.TRUE, Truth::and);
    return of(all, axis, axis.found + " " + new TreeSet<>(places));
  }
}
