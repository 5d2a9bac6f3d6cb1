package eu.bailiwick.registry.catalogue;

import eu.bailiwick.registry.search.Facet;
import java.util.List;

/**
 * A list in numbers.
 *
 * @param total how many there are
 * @param facets in order of name
 * @param revision the catalogue's revision that is counted
 */
record FacetAnswer(int total, List<Facet> facets, long revision) {}
