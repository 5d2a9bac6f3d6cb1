package eu.bailiwick.registry.search;

import eu.bailiwick.registry.http.ErrorCode;
import eu.bailiwick.registry.http.RefusedException;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Items of one kind, and for each axis which of them have which value. */
final class Table<T> {

  private final List<T> items;
  private final Map<String, Axis<T>> axes;
  private final Map<String, Map<String, BitSet>> indexes = new ConcurrentHashMap<>();

  Table(List<T> items, List<Axis<T>> axes) {
    this.items = items;
    this.axes =
        axes.stream()
            .collect(Collectors.toMap(Axis::name, Function.identity(), (a, b) -> a, TreeMap::new));
  }

  List<T> items() {
    return items;
  }

  Collection<Axis<T>> axes() {
    return axes.values();
  }

  /** Positions of all items; a new set. */
  BitSet all() {
    BitSet all = new BitSet(items.size());
    all.set(0, items.size());
    return all;
  }

  /**
   * Positions of the items that meet all filters of {@code question} that are axes of this table; a
   * new set.
   *
   * @throws RefusedException with 400 if it asks for a value that makes no sense
   */
  BitSet matching(Question question) {
    BitSet matching = all();
    for (Axis<T> axis : axes.values()) {
      List<String> values = question.filters().get(axis.name());
      if (values != null) {
        matching.and(having(axis, values));
      }
    }
    return matching;
  }

  /** Which items have which value. */
  Map<String, BitSet> index(Axis<T> axis) {
    return indexes.computeIfAbsent(axis.name(), name -> build(axis));
  }

  List<T> at(BitSet positions) {
    return positions.stream().mapToObj(items::get).toList();
  }

  private BitSet having(Axis<T> axis, List<String> values) {
    Map<String, BitSet> index = index(axis);
    BitSet having = new BitSet(items.size());
    for (String value : values) {
      BitSet found = index.get(value);
      if (found != null) {
        having.or(found);
      } else if (!axis.accepts().test(value)) {
        throw new RefusedException(
            ErrorCode.INVALID_PARAMETER,
            axis.name() + ": \"" + value + "\" is not known; " + axis.known());
      }
    }
    return having;
  }

  private Map<String, BitSet> build(Axis<T> axis) {
    Map<String, BitSet> index = new TreeMap<>();
    for (int i = 0; i < items.size(); i++) {
      for (String value : axis.values().apply(items.get(i))) {
        index.computeIfAbsent(value, v -> new BitSet()).set(i);
      }
    }
    return index;
  }

  /** The first of the values, for messages. */
  static String some(Stream<String> values) {
    List<String> first = values.sorted().distinct().limit(21).toList();
    return first.size() > 20 ? first.subList(0, 20) + " and others" : first.toString();
  }
}
