package eu.bailiwick.registry.capacity;

import eu.bailiwick.sovereignty.evidence.Checks;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What somebody says of the size of one site, or of a programme. Claims that contradict each other
 * are all kept; none is ever added to another.
 *
 * @param id identifier in the catalogue
 * @param site id of the site; null if the claim is about a programme
 * @param programme name of what is no site, such as a group's whole plan for a country; such a
 *     figure is never divided among sites. Null if the claim is about a site
 * @param accelerator id of the type that is counted or computes; null if the source names none
 * @param kind what sort of capacity it is
 * @param quantity how much; null if the source gives no figure
 * @param source who says so, and where
 * @param asOf day, month or year of which it is said, such as {@code 2026-03}; null if not stated
 * @param note what else is said that a reader must know, such as a target date; null if nothing
 * @param contestedBy ids of claims about the same that say otherwise; never null
 */
public record CapacityClaim(
    String id,
    @Nullable String site,
    @Nullable String programme,
    @Nullable String accelerator,
    Kind kind,
    @Nullable Quantity quantity,
    Source source,
    @Nullable String asOf,
    @Nullable String note,
    List<String> contestedBy) {

  /** Sorts of capacity, which are different quantities and never mixed. */
  public enum Kind {
    ANNOUNCED,
    CONTRACTED,
    INSTALLED,
    ALLOCATABLE,
    MEASURED
  }

  /**
   * Where a claim comes from.
   *
   * @param claimant id of the entity that claims it; null if somebody else reports it
   * @param publisher who published it, such as a newspaper; null if the claimant did
   * @param title what was published
   * @param date day, month or year on which it was; null if not stated
   */
  public record Source(
      @Nullable String claimant, @Nullable String publisher, String title, @Nullable String date) {

    /**
     * @throws IllegalArgumentException if nobody is named, or a text or the date is malformed
     */
    public Source {
      Checks.notBlank(title, "title");
      if (claimant == null && publisher == null) {
        throw new IllegalArgumentException("claimant or publisher is needed: somebody said it");
      }
      if (claimant != null) {
        Checks.id(claimant, "claimant");
      }
      if (publisher != null) {
        Checks.notBlank(publisher, "publisher");
      }
      if (date != null) {
        Checks.date(date, "date");
      }
    }
  }

  /**
   * @throws IllegalArgumentException if an id or the date is malformed, the claim is not about
   *     exactly one of a site and a programme, says nothing, contests itself, or is as of a time
   *     after its source
   */
  public CapacityClaim {
    Checks.id(id);
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(source, "source");
    if (site == null && programme == null) {
      throw new IllegalArgumentException("site or programme is needed: the claim is about nothing");
    }
    if (site != null && programme != null) {
      throw new IllegalArgumentException(
          "programme and site exclude each other: no programme's figure belongs to a site");
    }
    if (site != null) {
      Checks.id(site, "site");
    }
    if (programme != null) {
      Checks.notBlank(programme, "programme");
    }
    if (accelerator != null) {
      Checks.id(accelerator, "accelerator");
    }
    if (quantity == null && accelerator == null && note == null) {
      throw new IllegalArgumentException(
          "quantity, accelerator or note is needed: nothing is said");
    }
    if (note != null) {
      Checks.notBlank(note, "note");
    }
    checkDates(asOf, source.date());
    contestedBy = contestedBy == null ? List.of() : List.copyOf(contestedBy);
    if (contestedBy.contains(id)) {
      throw new IllegalArgumentException("contestedBy: a claim does not contest itself");
    }
  }

  private static void checkDates(@Nullable String asOf, @Nullable String published) {
    if (asOf == null) {
      return;
    }
    Checks.date(asOf, "asOf");
    if (published != null) {
      int known = Math.min(asOf.length(), published.length());
      if (asOf.substring(0, known).compareTo(published.substring(0, known)) > 0) {
        throw new IllegalArgumentException(
            "asOf " + asOf + " is after the source's date " + published);
      }
    }
  }

  boolean measures(Unit.Measure measure) {
    return quantity != null && quantity.unit().measure() == measure;
  }
}
