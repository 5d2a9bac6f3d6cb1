package eu.bailiwick.metering.query;

import java.util.ArrayList;
import java.util.List;

/** Clauses of a WHERE, joined by AND, with the values of their variables. */
public final class Condition {

  private final List<String> clauses = new ArrayList<>();
  private final List<Object> values = new ArrayList<>();

  /**
   * Adds a clause.
   *
   * @param clause SQL with one {@code ?} for each value
   * @param bound strings, numbers, UUIDs, times, or lists of strings, numbers or UUIDs as arrays
   */
  public Condition and(String clause, Object... bound) {
    clauses.add(clause);
    values.addAll(List.of(bound));
    return this;
  }

  /** Adds the clauses of another one. */
  public Condition and(Condition other) {
    clauses.addAll(other.clauses);
    values.addAll(other.values);
    return this;
  }

  /** Whether it says anything. */
  public boolean isSome() {
    return !clauses.isEmpty();
  }

  /** The clauses; {@code true} if there are none. */
  public String sql() {
    return clauses.isEmpty() ? "true" : String.join(" AND ", clauses);
  }

  /** The values in the order of the clauses. */
  public List<Object> values() {
    return List.copyOf(values);
  }
}
