package eu.bailiwick.registry.catalogue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The states that were looked at last, so that pages of a list need no second reading. */
final class RecentStates {

  private final int most;
  private final Map<Long, CatalogueState> states = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * @param most how many are kept
   */
  RecentStates(int most) {
    this.most = most;
  }

  synchronized Optional<CatalogueState> find(long revision) {
    return Optional.ofNullable(states.get(revision));
  }

  synchronized void add(CatalogueState state) {
    states.put(state.revision(), state);
    if (states.size() > most) {
      states.remove(states.keySet().iterator().next());
    }
  }
}
