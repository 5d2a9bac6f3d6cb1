package eu.bailiwick.sovereignty.decision;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Permit or deny, with the reason for every candidate.
 *
 * @param request what was asked
 * @param at the instant for which it was decided
 * @param reason {@link Reason#PERMITTED}, or why everything was denied
 * @param dataClass the class that counted; the application's floor if the request named none
 * @param candidates every endpoint of the catalogue that serves the model, in order of id
 */
public record Decision(
    RequestDescriptor request,
    Instant at,
    Reason reason,
    String dataClass,
    List<Candidate> candidates) {

  /** Copies {@code candidates}. */
  public Decision {
    candidates = List.copyOf(candidates);
  }

  public boolean permitted() {
    return reason == Reason.PERMITTED;
  }

  /** Ids of the endpoints to which the request may go; empty if denied. */
  public List<String> eligible() {
    if (!permitted()) {
      return List.of();
    }
    return candidates.stream().filter(Candidate::eligible).map(Candidate::endpoint).toList();
  }

  /** For a denial, the candidate that fails the fewest demands. */
  public Optional<Candidate> nearestMiss() {
    if (permitted()) {
      return Optional.empty();
    }
    return candidates.stream().min(Comparator.comparingLong(Decision::unmet));
  }

  /**
   * For a denial, the candidate with the fewest distinct reasons against it: the nearest miss as
   * somebody can tell who sees nothing but reasons.
   */
  public Optional<Candidate> fewestReasons() {
    if (permitted()) {
      return Optional.empty();
    }
    return candidates.stream().min(Comparator.comparingInt(c -> c.reasons().size()));
  }

  private static long unmet(Candidate candidate) {
    return candidate.predicates().stream().filter(p -> p.value() != Truth.TRUE).count();
  }
}
