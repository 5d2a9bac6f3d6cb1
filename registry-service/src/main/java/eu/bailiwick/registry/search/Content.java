package eu.bailiwick.registry.search;

import eu.bailiwick.sovereignty.catalogue.Catalogue;
import java.time.Instant;
import java.util.NavigableSet;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One catalogue, ready for questions about any instant. */
public final class Content {

  private static final Instant BEGINNING = Instant.EPOCH;
  private static final Instant END = Instant.parse("9999-12-31T00:00:00Z");

  private final Catalogue catalogue;
  private final NavigableSet<Instant> turns;
  private volatile @Nullable Directory latest;

  /**
   * @param catalogue must be sound in the sense of {@code Integrity}
   */
  public Content(Catalogue catalogue) {
    this.catalogue = catalogue;
    this.turns = Turns.of(catalogue);
  }

  /**
   * The first instant since when all answers have been what they are at {@code at}.
   *
   * @param at between 1970 and 9999
   */
  public Instant unchangedSince(Instant at) {
    return Objects.requireNonNullElse(turns.floor(at), BEGINNING);
  }

  /**
   * What there is at an instant. Work is done once for all instants between which nothing changes.
   *
   * @param at between 1970 and 9999
   */
  public Directory at(Instant at) {
    Directory known = latest;
    if (known == null || !known.from().equals(unchangedSince(at))) {
      Instant until = Objects.requireNonNullElse(turns.higher(at), END);
      known = new Directory(catalogue, unchangedSince(at), until);
      latest = known;
    }
    return known;
  }
}
