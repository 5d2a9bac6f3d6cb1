package eu.bailiwick.registry.capacity;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is claimed of one site, side by side and never added up, and which claims can be
 * true together.
 *
 * @param site its id
 * @param groups the claims by kind, in order of kind; only kinds of which there are claims
 * @param comparisons one for each pair of a count with a power or with operations a second
 */
public record SiteCapacity(String site, List<Group> groups, List<Comparison> comparisons) {

  /** Copies the lists. */
  public SiteCapacity {
    groups = List.copyOf(groups);
    comparisons = List.copyOf(comparisons);
  }

  /**
   * The claims of one kind.
   *
   * @param claims in order of id
   */
  public record Group(CapacityClaim.Kind kind, List<CapacityClaim> claims) {

    /** Copies the list. */
    public Group {
      claims = List.copyOf(claims);
    }
  }

  /** Whether two claims can be true together, as far as arithmetic tells. */
  public enum Verdict {
    PLAUSIBLE,
    IMPLAUSIBLE,
    /** They cannot be compared, which says nothing about either. */
    NOT_COMPARABLE
  }

  /**
   * Two claims that are divided by each other.
   *
   * @param claim id of the claim on power or operations
   * @param count id of the claim on a number of accelerators
   * @param arithmetic such as {@code 276 EXAFLOPS / 13800 GPU = 20000 TFLOPS per GPU}
   * @param reference the values that are commonly quoted; null if there are none to compare with
   * @param because why, in words; never empty
   */
  public record Comparison(
      String claim,
      String count,
      String arithmetic,
      @Nullable String reference,
      Verdict verdict,
      List<String> because) {

    /** Copies the list. */
    public Comparison {
      because = List.copyOf(because);
    }
  }
}
