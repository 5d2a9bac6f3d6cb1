package eu.bailiwick.registry.search;

import java.util.List;

/**
 * How many of a selection have which value of one filter. A thing may have several values, so
 * counts may add up to more than there is; {@code unknown} is a value.
 *
 * @param name of the filter
 * @param values most frequent first, none that nothing has
 */
public record Facet(String name, List<Count> values) {

  /** Copies the list. */
  public Facet {
    values = List.copyOf(values);
  }

  /**
   * One value.
   *
   * @param value what the filter takes
   * @param count how many there would be if it were asked for as well
   */
  public record Count(String value, int count) {}
}
