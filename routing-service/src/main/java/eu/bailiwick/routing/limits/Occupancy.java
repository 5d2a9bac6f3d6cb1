package eu.bailiwick.routing.limits;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** Requests that are under way, where somebody limits them. Counts only this router's. */
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

  void leave(List<Bound> bounds) {
    for (int i = 0; i < bounds.size(); i++) {
      counts.computeIfPresent(bounds.get(i).slot(), (slot, n) -> n == 1 ? null : n - 1);
    }
  }

  /** Slots in which a request is counted. */
  int size() {
    return counts.size();
  }
}
