package eu.bailiwick.routing.selection;

import eu.bailiwick.sovereignty.catalogue.Priority;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A request that waits for a place at any of some endpoints. Ordered by turn: the higher class
 * first, within a class who came first.
 */
final class Waiter implements Comparable<Waiter> {

  /**
   * What it waits for.
   *
   * @param occupancy of an endpoint that has as many attempts as it may have
   * @param place the place that it would get
   * @param most attempts that may be under way there
   */
  record Wanted(Occupancy occupancy, Place place, int most) {}

  private final Priority priority;
  private final long number;
  private final List<Wanted> wanted;
  private final Consumer<@Nullable Place> then;

  /**
   * @param number grows with each
   * @param then gets the place, or null if it waited in vain; on any thread
   */
  Waiter(Priority priority, long number, List<Wanted> wanted, Consumer<@Nullable Place> then) {
    this.priority = priority;
    this.number = number;
    this.wanted = wanted;
    this.then = then;
  }

  List<Wanted> wanted() {
    return wanted;
  }

  boolean outranks(Waiter other) {
    return priority.compareTo(other.priority) < 0;
  }

  void goOn(@Nullable Place place) {
    then.accept(place);
  }

  @Override
  public int compareTo(Waiter other) {
    int byPriority = priority.compareTo(other.priority);
    return byPriority != 0 ? byPriority : Long.compare(number, other.number);
  }

  /** One is equal to itself only, as numbers are given once. */
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(number);
  }
}
