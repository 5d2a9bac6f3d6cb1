package eu.bailiwick.metering.event;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was decided, on which grounds.
 *
 * @param snapshot digest of the snapshot, {@code sha256:} and hex; null if there was none
 * @param revision of the catalogue; null if there was none
 * @param semantics version of the rules of deciding
 * @param law edition of the legal data; null if there was none
 * @param dataClass the class that counted; null if it never came to that
 * @param candidates in order of id, at most 64
 * @param omittedCandidates how many more there were; null if none
 * @param reason {@code PERMITTED}, or the code of the reason
 */
public record Decision(
    Instant at,
    @Nullable String snapshot,
    @Nullable Long revision,
    int semantics,
    @Nullable String law,
    @Nullable String dataClass,
    String reason,
    List<Candidate> candidates,
    @Nullable Long omittedCandidates,
    List<String> revocations) {

  /**
   * One endpoint that was looked at.
   *
   * @param reasons why it was not eligible; empty if it was
   */
  public record Candidate(String endpoint, List<String> reasons) {}
}
