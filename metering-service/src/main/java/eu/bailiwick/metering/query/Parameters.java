package eu.bailiwick.metering.query;

import eu.bailiwick.metering.problem.ErrorCode;
import eu.bailiwick.metering.problem.ProblemException;
import eu.bailiwick.metering.problem.Violation;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The query parameters of one request. Reading one makes it known; {@link #finish} refuses the
 * request if a value was malformed or a parameter was not read at all.
 */
public final class Parameters {

  private static final int DEFAULT_LIMIT = 100;
  private static final int MAX_LIMIT = 1_000;

  private final Map<String, List<String>> given;

  /** Every question may have a purpose; who records it reads it. */
  private final Set<String> known = new HashSet<>(Set.of("purpose"));

  private final List<Violation> violations = new ArrayList<>();

  /** Takes decoded parameters. */
  public Parameters(Map<String, List<String>> given) {
    this.given = given;
  }

  /** Whether a value can be an id or a name at all. */
  public static boolean isText(String value) {
    return !value.isBlank() && value.indexOf('\0') < 0;
  }

  /** All values of a repeatable parameter; empty if it is absent. */
  public Set<String> texts(String name, Predicate<String> accepts, String need) {
    known.add(name);
    Set<String> values = new LinkedHashSet<>();
    for (String value : given.getOrDefault(name, List.of())) {
      if (accepts.test(value)) {
        values.add(value);
      } else {
        violate(name, "\"" + value + "\": " + need);
      }
    }
    return values;
  }

  /** The tenants that are asked about; empty if that is not said. */
  public Set<String> tenants() {
    return texts("tenant", Parameters::isText, "the id of a tenant is needed");
  }

  /** All UUIDs of a repeatable parameter; empty if it is absent. */
  public List<UUID> uuids(String name) {
    Predicate<String> accepts =
        value -> value.matches("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
    return texts(name, accepts, "a UUID is needed").stream().map(UUID::fromString).toList();
  }

  /** A time with offset. */
  public Optional<Instant> instant(String name) {
    return once(
        name,
        value -> {
          try {
            return Optional.of(OffsetDateTime.parse(value).toInstant());
          } catch (DateTimeException e) {
            violate(name, "a time such as 2026-11-23T10:00:00Z is needed");
            return Optional.empty();
          }
        });
  }

  /**
   * Reads {@code from} (inclusive) and {@code to} (exclusive).
   *
   * @param column SQL expression of the time that they restrict
   */
  public void period(String column, Condition condition) {
    period().restrict(column, condition);
  }

  /** Reads {@code from} (inclusive) and {@code to} (exclusive). */
  public Period period() {
    Period period = new Period(instant("from").orElse(null), instant("to").orElse(null));
    if (period.isEmpty()) {
      violate("to", "must be after from");
    }
    return period;
  }

  /** A text that is given once at most. */
  public Optional<String> text(String name) {
    return once(
        name,
        value -> {
          if (!isText(value)) {
            violate(name, "a text is needed");
            return Optional.empty();
          }
          return Optional.of(value);
        });
  }

  /** One of several words; empty if it is absent. */
  public Optional<String> word(String name, List<String> words) {
    return once(
        name,
        value -> {
          if (!words.contains(value)) {
            violate(name, "\"" + value + "\": needed is one of " + words);
            return Optional.empty();
          }
          return Optional.of(value);
        });
  }

  /** Whether a switch is on; its only value is {@code true}. */
  public boolean isOn(String name) {
    return once(
            name,
            value -> {
              if (!value.equals("true")) {
                violate(name, "only true is known");
              }
              return Optional.of(true);
            })
        .isPresent();
  }

  /** Parts of a parameter that may be repeated, or divided by commas, or both. */
  public List<String> list(String name) {
    known.add(name);
    return given.getOrDefault(name, List.of()).stream()
        .flatMap(value -> List.of(value.split(",", -1)).stream())
        .map(String::strip)
        .toList();
  }

  /** How many items a page has at most. */
  public int limit() {
    return once(
            "limit",
            value -> {
              if (!value.matches("[1-9][0-9]{0,3}") || Integer.parseInt(value) > MAX_LIMIT) {
                violate("limit", "1 to " + MAX_LIMIT + " is needed");
                return Optional.empty();
              }
              return Optional.of(Integer.parseInt(value));
            })
        .orElse(DEFAULT_LIMIT);
  }

  /** A whole number, not negative. */
  public Optional<Long> number(String name) {
    return once(
        name,
        value -> {
          if (!value.matches("[0-9]{1,18}")) {
            violate(name, "a whole number is needed");
            return Optional.empty();
          }
          return Optional.of(Long.valueOf(value));
        });
  }

  /** Where the page before ended. */
  public Optional<Cursor> after() {
    return once(
        "after",
        value -> {
          Optional<Cursor> cursor = Cursor.parse(value);
          if (cursor.isEmpty()) {
            violate("after", "the value of next of the page before is needed");
          }
          return cursor;
        });
  }

  /** Takes note of a malformed value. */
  public void violate(String name, String message) {
    violations.add(new Violation(name, message));
  }

  /**
   * Ends reading.
   *
   * @throws ProblemException if anything is wrong, naming every parameter concerned
   */
  public void finish() {
    Set<String> unknown = new TreeSet<>(given.keySet());
    unknown.removeAll(known);
    unknown.forEach(name -> violate(name, "is not known; known are " + new TreeSet<>(known)));
    if (!violations.isEmpty()) {
      ErrorCode code =
          unknown.isEmpty() ? ErrorCode.INVALID_PARAMETER : ErrorCode.UNKNOWN_PARAMETER;
      Violation first = violations.getFirst();
      throw new ProblemException(code, first.path() + ": " + first.message(), violations);
    }
  }

  private <T> Optional<T> once(String name, Function<String, Optional<T>> parse) {
    known.add(name);
    List<String> values = given.getOrDefault(name, List.of());
    if (values.size() > 1) {
      violate(name, "may be given once");
    }
    return values.isEmpty() ? Optional.empty() : parse.apply(values.getFirst());
  }
}
