package eu.bailiwick.registry.search;

import java.util.List;

/**
 * A selection in numbers.
 *
 * @param total how many there are
 * @param facets in order of name
 */
public record Facets(int total, List<Facet> facets) {

  /** Copies the list. */
  public Facets {
    facets = List.copyOf(facets);
  }
}
