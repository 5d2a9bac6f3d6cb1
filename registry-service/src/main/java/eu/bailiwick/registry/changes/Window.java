package eu.bailiwick.registry.changes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The last changes, kept for all watchers within a bound. Immutable.
 *
 * @param newest the revision up to which it knows; the last of {@code items} if there are any
 * @param items without holes, oldest first
 */
record Window(long newest, List<Told> items) {

  /** Knows nothing. */
  static final Window EMPTY = new Window(-1, List.of());

  /** A window that knows a revision and nothing before it. */
  static Window startingAt(long revision) {
    return new Window(revision, List.of());
  }

  /**
   * What comes after {@code revision}; empty if that goes further back than this window.
   *
   * @param revision below {@link #newest}
   */
  Optional<List<Told>> after(long revision) {
    long first = newest - items.size();
    return revision < first
        ? Optional.empty()
        : Optional.of(items.subList((int) (revision - first), items.size()));
  }

  /**
   * The window with what came next, without the oldest items that exceed the bound.
   *
   * @param next goes on where this one ends, without holes
   * @param maxSize characters at most
   */
  Window plus(List<Told> next, long maxSize) {
    List<Told> all = new ArrayList<>(items);
    all.addAll(next);
    long size = 0;
    int from = all.size();
    while (from > 0 && size + all.get(from - 1).size() <= maxSize) {
      from--;
      size += all.get(from).size();
    }
    return new Window(newest + next.size(), List.copyOf(all.subList(from, all.size())));
  }
}
