package eu.bailiwick.sovereignty.eligibility;

import eu.bailiwick.sovereignty.catalogue.Catalogue;
import eu.bailiwick.sovereignty.catalogue.Cell;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A catalogue compiled in all its cells for a period, to be compared with what others would make of
 * it. Immutable and safe on any thread; costs one table per cell to make and to keep.
 */
public final class Baseline {

  private final Catalogue catalogue;
  private final Instant from;
  private final Instant until;
  private final Map<String, EligibilityTable> tables;

  private Baseline(Catalogue catalogue, Instant from, Instant until) {
    this.catalogue = catalogue;
    this.from = from;
    this.until = until;
    this.tables =
        catalogue.cells().stream()
            .map(Cell::id)
            .collect(
                Collectors.toUnmodifiableMap(
                    Function.identity(),
                    cell -> EligibilityTable.compile(catalogue, cell, from, until)));
  }

  /**
   * Compiles a catalogue.
   *
   * @param catalogue must be sound in the sense of {@code Integrity}
   * @param from first instant that can count
   * @param until first instant that no longer does
   */
  public static Baseline of(Catalogue catalogue, Instant from, Instant until) {
    return new Baseline(catalogue, from, until);
  }

  /**
   * All flips from this catalogue to {@code after}, without doubles, in order of application,
   * class, model, endpoint.
   *
   * @param since what was before it does not count; within the period
   */
  public List<Flip> flips(Catalogue after, Instant since) {
    return new Plan(this, after, since).flips();
  }

  Catalogue catalogue() {
    return catalogue;
  }

  /** First instant of the period. */
  public Instant from() {
    return from;
  }

  /** First instant after the period. */
  public Instant until() {
    return until;
  }

  EligibilityTable table(String cell) {
    EligibilityTable table = tables.get(cell);
    if (table == null) {
      throw new IllegalArgumentException("there is no cell \"" + cell + "\"");
    }
    return table;
  }
}
