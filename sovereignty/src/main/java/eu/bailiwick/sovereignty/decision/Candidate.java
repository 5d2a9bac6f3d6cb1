package eu.bailiwick.sovereignty.decision;

import java.util.List;
import java.util.Objects;

/**
 * One endpoint that serves the model, and what became of every demand on it.
 *
 * @param endpoint id of the endpoint
 * @param version id of the version it serves
 * @param site id of its site
 * @param predicates never empty
 */
public record Candidate(String endpoint, String version, String site, List<Predicate> predicates) {

  /** Copies {@code predicates}. */
  public Candidate {
    predicates = List.copyOf(predicates);
  }

  /** Eligible only if every predicate is {@link Truth#TRUE}. */
  public boolean eligible() {
    return !predicates.isEmpty() && predicates.stream().allMatch(p -> p.value() == Truth.TRUE);
  }

  /** The distinct reasons against it, in order of the demands; empty if it is eligible. */
  public List<Reason> reasons() {
    return predicates.stream().map(Predicate::reason).filter(Objects::nonNull).distinct().toList();
  }
}
