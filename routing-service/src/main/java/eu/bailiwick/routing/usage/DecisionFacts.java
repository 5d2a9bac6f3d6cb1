package eu.bailiwick.routing.usage;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The decision and the digests from which it can be recomputed; {@code decision} in the event's
 * schema.
 *
 * @param at instant for which it was decided
 * @param snapshot digest of the snapshot, {@code sha256:…}; null if there was none
 * @param revision revision of the catalogue; null if there was no snapshot
 * @param semantics version of the meaning of decisions
 * @param law edition of the legal data; null if there was no snapshot
 * @param dataClass the class that counted; null if it was not determined
 * @param reason {@code PERMITTED}, or the code of the reason
 * @param candidates every candidate with the reasons against it
 * @param revocations ids of the revocations that counted beyond the snapshot; empty for most
 */
public record DecisionFacts(
    Instant at,
    @Nullable String snapshot,
    @Nullable Long revision,
    int semantics,
    @Nullable String law,
    @Nullable String dataClass,
    String reason,
    List<CandidateFacts> candidates,
    List<String> revocations) {

  /**
   * One candidate.
   *
   * @param endpoint id of the endpoint
   * @param reasons codes of the reasons against it; empty if it was eligible
   */
  public record CandidateFacts(String endpoint, List<String> reasons) {}
}
