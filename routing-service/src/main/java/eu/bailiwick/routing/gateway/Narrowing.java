package eu.bailiwick.routing.gateway;

import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a request narrows itself, by its headers. An area that is left empty narrows to nothing known
 * and so is refused by the decision: it is never read as "anywhere".
 *
 * @param dataClass the data class it names; null if it names none
 * @param within areas to which it narrows itself; empty if it does not
 * @param ambiguous whether it names more than one data class
 */
record Narrowing(@Nullable String dataClass, List<String> within, boolean ambiguous) {

  static final String DATA_CLASS = "Bailiwick-Data-Class";
  static final String WITHIN = "Bailiwick-Within";

  static Narrowing of(MultiMap headers) {
    List<String> classes = headers.getAll(DATA_CLASS);
    return new Narrowing(
        classes.isEmpty() ? null : classes.getFirst().strip(),
        within(headers.getAll(WITHIN)),
        classes.size() > 1);
  }

  /** The same with another data class. */
  Narrowing to(String other) {
    return new Narrowing(other, within, ambiguous);
  }

  private static List<String> within(List<String> lines) {
    if (lines.isEmpty()) {
      return List.of();
    }
    List<String> areas = new ArrayList<>();
    for (String line : lines) {
      for (String area : line.split(",", -1)) {
        areas.add(area.strip());
      }
    }
    return List.copyOf(areas);
  }
}
