package eu.bailiwick.routing.decision;

import com.fasterxml.jackson.annotation.JsonInclude;
import eu.bailiwick.sovereignty.catalogue.Operation;
import eu.bailiwick.sovereignty.decision.Candidate;
import eu.bailiwick.sovereignty.decision.Decision;
import eu.bailiwick.sovereignty.decision.Predicate;
import eu.bailiwick.sovereignty.decision.Reason;
import eu.bailiwick.sovereignty.decision.RequestDescriptor;
import eu.bailiwick.sovereignty.decision.Truth;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A decision for people and programs.
 *
 * @param id id of the decision; left out for a dry run
 * @param at the instant for which it was decided
 * @param verdict permit or deny
 * @param reason {@code PERMITTED}, or why everything was denied
 * @param request what was asked
 * @param dataClass the class that counted; left out if it was not determined
 * @param snapshot digest of the snapshot
 * @param revision of the catalogue
 * @param semantics version of the meaning of decisions
 * @param law edition of the legal data
 * @param candidates every candidate, in order of id
 * @param nearestMiss for a denial, the candidate that fails the fewest demands, or, for those who
 *     see reasons only, that has the fewest of them; left out if none
 * @param choice how one of the lawful endpoints is chosen now; left out for a denial, and for those
 *     who may not see it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Explanation(
    @Nullable UUID id,
    Instant at,
    Verdict verdict,
    Reason reason,
    Question request,
    @Nullable String dataClass,
    String snapshot,
    long revision,
    int semantics,
    String law,
    List<ExplainedCandidate> candidates,
    @Nullable String nearestMiss,
    @Nullable Choice choice) {

  enum Verdict {
    PERMIT,
    DENY
  }

  /** How much of a decision its reader may see. */
  enum Detail {
    /** A tenant: reason codes. */
    REASONS,
    /** An administrator of the tenant: demands, facts and paths too. */
    PREDICATES,
    /** An officer or operator: also how the router chooses, which tells of others' requests. */
    CHOICE;

    /** How many demands a candidate fails says more than its reasons do. */
    Optional<String> nearestMiss(Decision decision) {
      Optional<Candidate> nearest =
          switch (this) {
            case REASONS -> decision.fewestReasons();
            case PREDICATES, CHOICE -> decision.nearestMiss();
          };
      return nearest.map(Candidate::endpoint);
    }
  }

  /**
   * How this router chooses among lawful endpoints.
   *
   * @param at the instant of which prospects tell, which is that of the explanation
   * @param rule by what one of several candidates is chosen
   */
  record Choice(Instant at, String rule) {}

  /** The descriptor of a request. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Question(
      String tenant,
      String application,
      @Nullable String dataClass,
      String model,
      Operation operation,
      List<String> within) {

    static Question of(RequestDescriptor d) {
      return new Question(
          d.tenant(), d.application(), d.dataClass(), d.model(), d.operation(), d.within());
    }
  }

  /** One endpoint; predicates, and prospects of a lawful one, only for those who may see them. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ExplainedCandidate(
      String endpoint,
      String version,
      String site,
      boolean eligible,
      List<Reason> reasons,
      @Nullable List<ExplainedPredicate> predicates,
      @Nullable Prospect prospect) {

    static ExplainedCandidate of(Candidate candidate, Detail detail, @Nullable Outlook outlook) {
      return new ExplainedCandidate(
          candidate.endpoint(),
          candidate.version(),
          candidate.site(),
          candidate.eligible(),
          candidate.reasons(),
          switch (detail) {
            case REASONS -> null;
            case PREDICATES, CHOICE ->
                candidate.predicates().stream().map(ExplainedPredicate::of).toList();
          },
          outlook == null || !candidate.eligible() ? null : outlook.of(candidate.endpoint()));
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

  /**
   * Explains.
   *
   * @param outlook null for those who may not see it
   */
  static Explanation of(Decided decided, Detail detail, boolean dryRun, @Nullable Outlook outlook) {
    Decision decision = decided.explained();
    var snapshot = decided.serving().snapshot();
    return new Explanation(
        dryRun ? null : decided.request(),
        decision.at(),
        decision.permitted() ? Verdict.PERMIT : Verdict.DENY,
        decision.reason(),
        Question.of(decision.request()),
        decision.dataClass().isEmpty() ? null : decision.dataClass(),
        decided.serving().digest(),
        snapshot.revision(),
        snapshot.semantics(),
        snapshot.catalogue().law().edition(),
        decision.candidates().stream().map(c -> ExplainedCandidate.of(c, detail, outlook)).toList(),
        detail.nearestMiss(decision).orElse(null),
        outlook == null || !decision.permitted() ? null : new Choice(outlook.at(), outlook.rule()));
  }
}
