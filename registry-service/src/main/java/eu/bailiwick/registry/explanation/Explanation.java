package eu.bailiwick.registry.explanation;

import com.fasterxml.jackson.annotation.JsonInclude;
import eu.bailiwick.sovereignty.catalogue.Operation;
import eu.bailiwick.sovereignty.catalogue.Snapshot;
import eu.bailiwick.sovereignty.decision.Candidate;
import eu.bailiwick.sovereignty.decision.Decision;
import eu.bailiwick.sovereignty.decision.Predicate;
import eu.bailiwick.sovereignty.decision.Reason;
import eu.bailiwick.sovereignty.decision.RequestDescriptor;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A decision for people and programs, in the shape in which routers give it.
 *
 * @param at the instant for which it is decided
 * @param verdict permit or deny
 * @param reason {@code PERMITTED}, or why everything is denied
 * @param request what was asked
 * @param dataClass the class that counts; left out if it was not determined
 * @param snapshot always null: what a cell may know plays no part
 * @param revision of the catalogue
 * @param semantics version of the meaning of decisions
 * @param law edition of the legal data
 * @param candidates every candidate, in order of id
 * @param nearestMiss for a denial, the candidate that fails the fewest demands, or, for those who
 *     see reasons only, that has the fewest of them; left out if none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Explanation(
    Instant at,
    Verdict verdict,
    Reason reason,
    Asked request,
    @Nullable String dataClass,
    @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String snapshot,
    long revision,
    int semantics,
    String law,
    List<ExplainedCandidate> candidates,
    @Nullable String nearestMiss) {

  enum Verdict {
    PERMIT,
    DENY
  }

  /** The descriptor of a request. */
  record Asked(
      String tenant,
      String application,
      @Nullable String dataClass,
      String model,
      Operation operation,
      List<String> within) {

    static Asked of(RequestDescriptor d) {
      return new Asked(
          d.tenant(), d.application(), d.dataClass(), d.model(), d.operation(), d.within());
    }
  }

  /** One endpoint; predicates only for those who may see them. */
  record ExplainedCandidate(
      String endpoint,
      String version,
      String site,
      boolean eligible,
      List<Reason> reasons,
      @Nullable List<Predicate> predicates) {

    static ExplainedCandidate of(Candidate candidate, Reader reader) {
      return new ExplainedCandidate(
          candidate.endpoint(),
          candidate.version(),
          candidate.site(),
          candidate.eligible(),
          candidate.reasons(),
          reader.seesPredicates() ? candidate.predicates() : null);
    }
  }

  static Explanation of(Decision decision, long revision, String law, Reader reader) {
    Optional<Candidate> nearest =
        reader.seesPredicates() ? decision.nearestMiss() : decision.fewestReasons();
    return new Explanation(
        decision.at(),
        decision.permitted() ? Verdict.PERMIT : Verdict.DENY,
        decision.reason(),
        Asked.of(decision.request()),
        decision.dataClass().isEmpty() ? null : decision.dataClass(),
        null,
        revision,
        Snapshot.SEMANTICS,
        law,
        decision.candidates().stream().map(c -> ExplainedCandidate.of(c, reader)).toList(),
        nearest.map(Candidate::endpoint).orElse(null));
  }
}
