package eu.bailiwick.metering.replay;

import com.fasterxml.jackson.annotation.JsonInclude;
import eu.bailiwick.metering.event.Descriptor;
import eu.bailiwick.sovereignty.decision.Candidate;
import eu.bailiwick.sovereignty.decision.Decision;
import eu.bailiwick.sovereignty.decision.Predicate;
import eu.bailiwick.sovereignty.decision.Reason;
import eu.bailiwick.sovereignty.decision.Truth;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One decision, as it was recorded and as it comes out again.
 *
 * @param same whether every event of the request says what comes out again; absent if that cannot
 *     be told
 * @param events the refusal, or every attempt
 * @param asked all of the request that the decision depends on
 * @param recorded what the first event says
 * @param recomputed what the snapshot makes of it; absent if there is nothing to compute it from
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Replayed(
    UUID request,
    String tenant,
    String cell,
    @Nullable Boolean same,
    List<OneEvent> events,
    Asked asked,
    Recorded recorded,
    @Nullable Recomputed recomputed) {

  /**
   * One event and what came of recomputing it.
   *
   * @param index in the tenant's log
   * @param attempt absent for a refusal
   * @param endpoint to which the attempt went; absent for a refusal
   * @param verdict {@code confirmed}, {@code undecided}, {@code mismatch} or {@code uncomputable}
   * @param cause why it cannot be recomputed
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record OneEvent(
      long index,
      String type,
      Instant time,
      @Nullable Integer attempt,
      @Nullable String endpoint,
      @Nullable Integer status,
      @Nullable String code,
      String verdict,
      @Nullable List<Difference> differences,
      @Nullable String cause,
      @Nullable String detail) {}

  /** The inputs that the request gave. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Asked(
      String application,
      String key,
      @Nullable String dataClass,
      @Nullable String model,
      String operation,
      List<String> within) {

    static Asked of(Descriptor descriptor) {
      return new Asked(
          descriptor.application(),
          descriptor.key(),
          descriptor.dataClass(),
          descriptor.model(),
          descriptor.operation(),
          descriptor.within());
    }
  }

  /** The decision as the event has it. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Recorded(
      Instant at,
      String reason,
      @Nullable String dataClass,
      @Nullable String snapshot,
      @Nullable Long revision,
      int semantics,
      @Nullable String law,
      List<String> revocations,
      List<eu.bailiwick.metering.event.Decision.Candidate> candidates,
      @Nullable Long omittedCandidates) {

    static Recorded of(eu.bailiwick.metering.event.Decision decision) {
      return new Recorded(
          decision.at(),
          decision.reason(),
          decision.dataClass(),
          decision.snapshot(),
          decision.revision(),
          decision.semantics(),
          decision.law(),
          decision.revocations(),
          decision.candidates(),
          decision.omittedCandidates());
    }
  }

  /**
   * The decision as it comes out again, with the reasons for every candidate.
   *
   * @param nearestMiss of a denial, the candidate that fails the fewest demands
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Recomputed(
      Reason reason,
      @Nullable String dataClass,
      List<ExplainedCandidate> candidates,
      @Nullable String nearestMiss) {

    static Recomputed of(Decision decision) {
      return new Recomputed(
          decision.reason(),
          decision.dataClass().isEmpty() ? null : decision.dataClass(),
          decision.candidates().stream().map(ExplainedCandidate::of).toList(),
          decision.nearestMiss().map(Candidate::endpoint).orElse(null));
    }
  }

  /** One endpoint, and what became of every demand on it. */
  record ExplainedCandidate(
      String endpoint,
      String version,
      String site,
      boolean eligible,
      List<Reason> reasons,
      List<ExplainedPredicate> predicates) {

    static ExplainedCandidate of(Candidate candidate) {
      return new ExplainedCandidate(
          candidate.endpoint(),
          candidate.version(),
          candidate.site(),
          candidate.eligible(),
          candidate.reasons(),
          candidate.predicates().stream().map(ExplainedPredicate::of).toList());
    }
  }

  /** One demand and what became of it. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ExplainedPredicate(
      String origin,
      String demand,
      Truth value,
      @Nullable Reason reason,
      String found,
      List<String> path) {

    static ExplainedPredicate of(Predicate p) {
      return new ExplainedPredicate(
          p.origin(), p.demand(), p.value(), p.reason(), p.found(), p.path());
    }
  }
}
