package eu.bailiwick.routing.decision;

import eu.bailiwick.routing.catalogue.Caller;
import eu.bailiwick.routing.catalogue.Serving;
import eu.bailiwick.routing.usage.DecisionFacts;
import eu.bailiwick.sovereignty.catalogue.Snapshot;
import eu.bailiwick.sovereignty.decision.Candidate;
import eu.bailiwick.sovereignty.decision.Decision;
import eu.bailiwick.sovereignty.decision.Reason;
import eu.bailiwick.sovereignty.decision.RequestDescriptor;
import eu.bailiwick.sovereignty.eligibility.Eligibility;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was decided on a request, and by which snapshot.
 *
 * @param request id of the request
 * @param serving the snapshot
 * @param descriptor what was asked
 * @param at the instant for which it was decided
 * @param eligibility where it may go
 */
public record Decided(
    UUID request,
    Serving serving,
    RequestDescriptor descriptor,
    Instant at,
    Eligibility eligibility) {

  /** Decides {@code descriptor} for a request that came at {@code now}. */
  public static Decided decide(
      UUID request, Serving serving, RequestDescriptor descriptor, Instant now) {
    Instant at = serving.decisive(now);
    return new Decided(request, serving, descriptor, at, serving.decide(descriptor, at));
  }

  /**
   * Whether what is served by now would let the request go there too: what was lawful when the
   * request came may be revoked before its body leaves, or between two attempts.
   *
   * @param caller who sent the request
   */
  public boolean standsIn(Serving now, Caller caller, Permit permit) {
    if (now == serving) {
      return true;
    }
    Instant instant = now.decisive(at);
    return now.snapshot().isValidAt(instant)
        && !now.revokes(caller)
        && now.decide(descriptor, instant).contains(permit.destination().endpoint().id());
  }

  public boolean permitted() {
    return eligibility.permitted();
  }

  /** Whether the policies that hold allow media that are named by a URL. */
  public boolean allowsRemoteMedia() {
    return serving.allowsRemoteMedia(descriptor);
  }

  /** The decision with every candidate and the reasons against it; slow. */
  public Decision explained() {
    return serving.explain(descriptor, at);
  }

  /** One permit for every lawful endpoint, in order of id; empty if denied; the caller's own. */
  public List<Permit> permits() {
    List<String> lawful = eligibility.sorted();
    List<Permit> permits = new ArrayList<>(lawful.size());
    for (String endpoint : lawful) {
      permits.add(new Permit(request, serving.destination(endpoint)));
    }
    return permits;
  }

  /** The permit as usage events tell it: by the lawful endpoints. */
  public DecisionFacts facts() {
    List<String> lawful = eligibility.sorted();
    List<DecisionFacts.CandidateFacts> candidates = new ArrayList<>(lawful.size());
    for (String endpoint : lawful) {
      candidates.add(new DecisionFacts.CandidateFacts(endpoint, List.of()));
    }
    return facts(candidates);
  }

  /** The denial as usage events tell it: by every candidate of {@link #explained()}. */
  public DecisionFacts facts(Decision explained) {
    return facts(explained.candidates().stream().map(Decided::facts).toList());
  }

  private DecisionFacts facts(List<DecisionFacts.CandidateFacts> candidates) {
    return facts(
        serving,
        at,
        eligibility.dataClass().isEmpty() ? null : eligibility.dataClass(),
        eligibility.reason().name(),
        candidates);
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
        candidates,
        serving.masked());
  }
}
