package eu.bailiwick.routing.decision;

import eu.bailiwick.routing.catalogue.Serving;
import eu.bailiwick.routing.usage.DecisionFacts;
import eu.bailiwick.sovereignty.catalogue.Snapshot;
import eu.bailiwick.sovereignty.decision.Candidate;
import eu.bailiwick.sovereignty.decision.Decision;
import eu.bailiwick.sovereignty.decision.Reason;
import eu.bailiwick.sovereignty.decision.RequestDescriptor;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was decided on a request, and by which snapshot.
 *
 * @param request id of the request
 * @param serving the snapshot
 * @param decision the decision
 */
public record Decided(UUID request, Serving serving, Decision decision) {

  /** Decides {@code descriptor} for the instant {@code at}. */
  public static Decided decide(
      UUID request, Serving serving, RequestDescriptor descriptor, Instant at) {
    return new Decided(request, serving, serving.decide(descriptor, at));
  }

  /** One permit for every lawful endpoint, in order of id; empty if denied. */
  public List<Permit> permits() {
    return decision.eligible().stream()
        .map(endpoint -> new Permit(request, serving.destination(endpoint)))
        .toList();
  }

  /** The decision as usage events tell it. */
  public DecisionFacts facts() {
    return facts(
        serving,
        decision.at(),
        decision.dataClass().isEmpty() ? null : decision.dataClass(),
        decision.reason().name(),
        decision.candidates().stream().map(Decided::facts).toList());
  }

  private static DecisionFacts.CandidateFacts facts(Candidate candidate) {
    return new DecisionFacts.CandidateFacts(
        candidate.endpoint(), candidate.reasons().stream().map(Reason::name).toList());
  }

  static DecisionFacts facts(
      Serving serving,
      Instant at,
      @Nullable String dataClass,
      String reason,
      List<DecisionFacts.CandidateFacts> candidates) {
    Snapshot snapshot = serving.snapshot();
    return new DecisionFacts(
        at,
        serving.digest(),
        snapshot.revision(),
        snapshot.semantics(),
        snapshot.catalogue().law().edition(),
        dataClass,
        reason,
        candidates);
  }
}
