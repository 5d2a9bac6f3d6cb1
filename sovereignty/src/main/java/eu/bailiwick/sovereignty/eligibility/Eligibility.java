package eu.bailiwick.sovereignty.eligibility;

import eu.bailiwick.sovereignty.decision.Reason;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;

/**
 * The answer of the table: the endpoints to which a request may go, or why there are none.
 * Immutable.
 */
public final class Eligibility {

  private final Reason reason;
  private final String dataClass;
  private final List<List<String>> groups;
  private final int size;

  private Eligibility(Reason reason, String dataClass, List<List<String>> groups, int size) {
    this.reason = reason;
    this.dataClass = dataClass;
    this.groups = groups;
    this.size = size;
  }

  static Eligibility denied(Reason reason, String dataClass) {
    return new Eligibility(reason, dataClass, List.of(), 0);
  }

  /**
   * Takes ownership of {@code groups}.
   *
   * @param size how many endpoints the groups have together
   */
  static Eligibility of(String dataClass, List<List<String>> groups, int size) {
    return size == 0
        ? denied(Reason.NO_LAWFUL_ENDPOINT, dataClass)
        : new Eligibility(Reason.PERMITTED, dataClass, groups, size);
  }

  /** {@link Reason#PERMITTED}, or why everything is denied. */
  public Reason reason() {
    return reason;
  }

  public boolean permitted() {
    return reason == Reason.PERMITTED;
  }

  /** The class that counted; empty if none was determined. */
  public String dataClass() {
    return dataClass;
  }

  /** How many endpoints are eligible. */
  public int size() {
    return size;
  }

  /**
   * Id of one eligible endpoint, in no particular order.
   *
   * @throws IndexOutOfBoundsException unless 0 &lt;= index &lt; {@link #size()}
   */
  public String get(int index) {
    int rest = index;
    for (int i = 0; i < groups.size() && rest >= 0; i++) {
      List<String> group = groups.get(i);
      if (rest < group.size()) {
        return group.get(rest);
      }
      rest -= group.size();
    }
    throw new IndexOutOfBoundsException("index " + index + " of " + size);
  }

  /** Whether a request may go to {@code endpoint}. */
  public boolean contains(String endpoint) {
    for (List<String> group : groups) {
      if (group.contains(endpoint)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The same answer without some of the endpoints, never with more.
   *
   * @param removed says of the id of an endpoint whether it is taken out
   */
  public Eligibility without(Predicate<String> removed) {
    List<List<String>> left = new ArrayList<>(groups.size());
    int count = 0;
    for (List<String> group : groups) {
      List<String> kept = group.stream().filter(removed.negate()).toList();
      left.add(kept);
      count += kept.size();
    }
    return count == size ? this : of(dataClass, left, count);
  }

  /** Ids of all eligible endpoints, sorted; a new list. */
  public List<String> sorted() {
    List<String> ids = new ArrayList<>();
    groups.forEach(ids::addAll);
    Collections.sort(ids);
    return List.copyOf(ids);
  }
}
