package eu.bailiwick.sovereignty.catalogue;

import eu.bailiwick.sovereignty.catalogue.Integrity.Violation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Collects violations with the paths at which they stand. */
final class Violations {

  /** Is shown each item of a list, with its path. */
  interface Visitor<T> {
    void visit(String path, T item);
  }

  private final List<Violation> found = new ArrayList<>();

  List<Violation> found() {
    return List.copyOf(found);
  }

  void report(String path, String message) {
    found.add(new Violation(path, message));
  }

  /** Shows every item to {@code visitor}, under the path {@code list[i]}. */
  <T> void each(String list, List<T> items, Visitor<T> visitor) {
    for (int i = 0; i < items.size(); i++) {
      visitor.visit(list + "[" + i + "]", items.get(i));
    }
  }

  /** The identifiers of a list; reports those that are there twice. */
  <T> Set<String> ids(String list, List<T> items, Function<T, String> id) {
    Set<String> seen = new HashSet<>();
    each(
        list,
        items,
        (path, item) -> {
          if (!seen.add(id.apply(item))) {
            report(path + ".id", "\"" + id.apply(item) + "\" is there twice");
          }
        });
    return seen;
  }

  /** Reports a reference to nothing; null refers to nothing on purpose. */
  void refer(String path, @Nullable String id, Set<String> ids, String kind) {
    if (id != null && !ids.contains(id)) {
      report(path, "there is no " + kind + " \"" + id + "\"");
    }
  }
}
