package eu.bailiwick.registry.search;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One thing that can be asked about items.
 *
 * @param values every value that an item has, without doubles
 * @param accepts whether a value makes sense, even if no item has it
 * @param known what to say to who asks for another value
 * @param counted whether there is a facet of it
 */
record Axis<T>(
    String name,
    Function<T, Collection<String>> values,
    Predicate<String> accepts,
    String known,
    boolean counted) {

  static final String UNKNOWN = "unknown";
  static final String NONE = "none";

  /** An axis with a fixed set of values. */
  static <T> Axis<T> of(
      String name, Collection<String> all, Function<T, Collection<String>> values) {
    return new Axis<>(name, values, all::contains, "one of " + all + " is needed", true);
  }

  /** An axis of identifiers, which are not counted: there may be as many as items. */
  static <T> Axis<T> reference(
      String name, String kind, Collection<String> ids, Function<T, String> id) {
    return new Axis<>(
        name,
        item -> List.of(id.apply(item)),
        ids::contains,
        "the id of a " + kind + " that exists is needed",
        false);
  }

  Axis<T> withFacet() {
    return new Axis<>(name, values, accepts, known, true);
  }
}
