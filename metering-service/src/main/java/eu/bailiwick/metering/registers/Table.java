package eu.bailiwick.metering.registers;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Rows under columns, some of which nobody can fill. */
final class Table {

  private final List<Column> columns;
  private final List<List<@Nullable Object>> rows = new ArrayList<>();

  /**
   * A column.
   *
   * @param name in answers
   * @param known whether traffic or the catalogue can fill it
   */
  record Column(String name, boolean known) {
    static Column known(String name) {
      return new Column(name, true);
    }

    static Column empty(String name) {
      return new Column(name, false);
    }
  }

  Table(List<Column> columns) {
    this.columns = List.copyOf(columns);
  }

  /** Adds a row: values of known columns by name; an absent one is empty. */
  void add(Map<String, ? extends @Nullable Object> values) {
    Map<String, @Nullable Object> rest = new HashMap<>(values);
    List<@Nullable Object> row = new ArrayList<>();
    for (Column column : columns) {
      row.add(column.known() ? rest.remove(column.name()) : null);
    }
    if (!rest.isEmpty()) {
      throw new IllegalArgumentException("no columns for " + rest.keySet());
    }
    rows.add(row);
  }

  List<String> columns() {
    return columns.stream().map(Column::name).toList();
  }

  /** Columns that stay empty. */
  List<String> unknown() {
    return columns.stream().filter(column -> !column.known()).map(Column::name).toList();
  }

  List<List<@Nullable Object>> rows() {
    return rows;
  }

  /** The sum of a column of numbers. */
  long sum(String name) {
    int index = columns().indexOf(name);
    return rows.stream().mapToLong(row -> row.get(index) instanceof Long number ? number : 0).sum();
  }

  /** Rows as objects with a member for each column that has a value. */
  List<Map<String, Object>> objects() {
    return rows.stream().map(this::object).toList();
  }

  private Map<String, Object> object(List<@Nullable Object> row) {
    return IntStream.range(0, columns.size())
        .filter(i -> row.get(i) != null)
        .boxed()
        .collect(
            Collectors.toMap(
                i -> columns.get(i).name(),
                i -> Objects.requireNonNull(row.get(i)),
                (one, other) -> one,
                LinkedHashMap::new));
  }
}
