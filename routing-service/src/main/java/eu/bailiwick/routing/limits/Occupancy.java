package eu.bailiwick.routing.limits;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** Requests of this router that are under way, where somebody limits them. */
final class Occupancy {

  private final ConcurrentMap<Slot, Long> counts = new ConcurrentHashMap<>();

  /**
   * Counts a request in every bound, or in none.
   *
   * @return the first bound that is full; null if none was
   */
  @Nullable Bound enter(List<Bound> bounds) {
    for (int i = 0; i < bounds.size(); i++) {
      if (!enter(bounds.get(i))) {
        leave(bounds.subList(0, i));
        return bounds.get(i);
      }
    }
    return null;
  }

  private boolean enter(Bound bound) {
    Slot slot = bound.slot();
    while (true) {
      Long count = counts.get(slot);
      if (count == null) {
        if (counts.putIfAbsent(slot, 1L) == null) {
          return true;
        }
      } else if (count >= bound.size()) {
        return false;
      } else if (counts.replace(slot, count, count + 1)) {
        return true;
      }
    }
  }

  /** Counts a request in every bound, though there may be no room. */
  void add(List<Bound> bounds) {
    for (Bound bound : bounds) {
      counts.merge(bound.slot(), 1L, Long::sum);
    }
  }

  void leave(List<Bound> bounds) {
    for (int i = 0; i < bounds.size(); i++) {
      counts.computeIfPresent(bounds.get(i).slot(), (slot, n) -> n == 1 ? null : n - 1);
    }
  }

  /** Requests that are counted in a slot. */
  long count(Slot slot) {
    return counts.getOrDefault(slot, 0L);
  }

  /** Slots in which a request is counted. */
  Set<Slot> slots() {
    return counts.keySet();
  }
}
