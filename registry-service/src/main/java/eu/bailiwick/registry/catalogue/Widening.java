package eu.bailiwick.registry.catalogue;

import eu.bailiwick.sovereignty.eligibility.Flip;
import java.util.List;

/**
 * A change after which something is permitted that was denied.
 *
 * @param author who wants it, and why
 * @param before the state for which it was worked out
 * @param plan what it would do
 * @param flips all answers that it would turn
 */
public record Widening(Provenance author, CatalogueState before, Plan plan, List<Flip> flips) {

  /** Copies {@code flips}. */
  public Widening {
    flips = List.copyOf(flips);
  }
}
