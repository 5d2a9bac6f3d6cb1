package eu.bailiwick.registry.search;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Filters by name. Values of one filter are alternatives; all filters hold at once.
 *
 * @param filters the values of each, never an empty list
 */
public record Question(NavigableMap<String, List<String>> filters) {

  /** Copies the map. */
  public Question {
    filters = Collections.unmodifiableNavigableMap(new TreeMap<>(filters));
  }

  /** Filters that hold for everything. */
  public static Question everything() {
    return new Question(Collections.emptyNavigableMap());
  }

  /** Filters as they stand in a map. */
  public static Question of(Map<String, List<String>> filters) {
    return new Question(new TreeMap<>(filters));
  }

  boolean asks(String name) {
    return filters.containsKey(name);
  }
}
