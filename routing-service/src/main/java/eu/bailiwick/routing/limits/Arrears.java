package eu.bailiwick.routing.limits;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Tokens of months that the shared store has not been told of. Minutes are not made up for: by the
 * time the store is back they are over.
 */
final class Arrears {

  private record Place(Slot slot, String month) {}

  private record Due(String tenant, Bound bound, Moment drawn, long tokens) {

    Due plus(Due other) {
      return new Due(other.tenant, other.bound, other.drawn, tokens + other.tokens);
    }
  }

  private final ConcurrentMap<Place, Due> dues = new ConcurrentHashMap<>();

  /**
   * @param tokens that were used; below zero if they were given back
   * @param drawn when they were reserved
   */
  void add(String tenant, List<Bound> bounds, long tokens, Moment drawn) {
    for (Bound bound : bounds) {
      if (bound.slot().measure() == Measure.TOKENS_PER_MONTH) {
        add(new Place(bound.slot(), drawn.month().name()), new Due(tenant, bound, drawn, tokens));
      }
    }
  }

  private void add(Place place, Due due) {
    dues.merge(place, due, Due::plus);
  }

  boolean isEmpty() {
    return dues.isEmpty();
  }

  /**
   * Tells a store all of it; what it does not take stays.
   *
   * @throws RuntimeException that the store threw
   */
  void tell(Buckets store, Moment now) {
    for (Map.Entry<Place, Due> entry : dues.entrySet()) {
      Due due = dues.remove(entry.getKey());
      if (due == null) {
        continue;
      }
      try {
        store.correct(due.tenant(), List.of(due.bound()), due.tokens(), due.drawn(), now);
      } catch (RuntimeException e) {
        add(entry.getKey(), due);
        throw e;
      }
    }
  }
}
