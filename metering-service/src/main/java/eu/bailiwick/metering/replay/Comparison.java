package eu.bailiwick.metering.replay;

import eu.bailiwick.metering.event.Descriptor;
import eu.bailiwick.metering.event.ServedBy;
import eu.bailiwick.metering.event.UsageEvent.OfRequest;
import eu.bailiwick.sovereignty.catalogue.ApiKey;
import eu.bailiwick.sovereignty.catalogue.Snapshot;
import eu.bailiwick.sovereignty.decision.Candidate;
import eu.bailiwick.sovereignty.decision.Decision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds in what an event differs from what the snapshot that it names makes of its request. */
final class Comparison {

  private final OfRequest event;
  private final eu.bailiwick.metering.event.Decision recorded;
  private final Basis basis;
  private final LaterRevocations later;
  private final List<Difference> differences = new ArrayList<>();

  private Comparison(
      OfRequest event,
      eu.bailiwick.metering.event.Decision recorded,
      Basis basis,
      LaterRevocations later) {
    this.event = event;
    this.recorded = recorded;
    this.basis = basis;
    this.later = later;
  }

  /** Compares a decision of which everything was computed. */
  static List<Difference> of(
      OfRequest event,
      eu.bailiwick.metering.event.Decision recorded,
      Basis basis,
      LaterRevocations later,
      Decision computed) {
    Comparison comparison = new Comparison(event, recorded, basis, later);
    comparison.inputs();
    comparison.validity();
    comparison.answer(computed);
    comparison.candidates(computed);
    event.served().ifPresent(served -> comparison.attempt(served, computed));
    return comparison.differences;
  }

  /**
   * Compares a refusal for which nothing but the key and the snapshot's age count.
   *
   * @param holds whether the reason is true
   */
  static List<Difference> ofRefusal(
      OfRequest event, eu.bailiwick.metering.event.Decision recorded, Basis basis, boolean holds) {
    Comparison comparison = new Comparison(event, recorded, basis, LaterRevocations.NONE);
    comparison.inputs();
    if (!holds) {
      comparison.differences.add(Difference.of("reason", recorded.reason(), "does not hold"));
    }
    if (event.served().isPresent()) {
      comparison.differences.add(Difference.of("endpoint", "dispatched", "refused"));
    }
    return comparison.differences;
  }

  private void inputs() {
    Snapshot snapshot = basis.snapshot();
    compare("cell", event.envelope().cell(), snapshot.cell());
    compare("revision", String.valueOf(recorded.revision()), Long.toString(snapshot.revision()));
    compare("law", String.valueOf(recorded.law()), snapshot.catalogue().law().edition());
  }

  private void validity() {
    Instant at = recorded.at();
    Snapshot snapshot = basis.snapshot();
    if (at.isBefore(snapshot.issuedAt()) || !snapshot.isValidAt(at)) {
      differences.add(
          Difference.of("validity", at, snapshot.issuedAt() + " to " + snapshot.validUntil()));
    }
  }

  private void answer(Decision computed) {
    compare("reason", recorded.reason(), computed.reason().name());
    String dataClass = recorded.dataClass() == null ? "" : recorded.dataClass();
    compare("dataClass", dataClass, computed.dataClass());
  }

  /** A permit lists what is eligible, and may list the others; a denial lists all. */
  private void candidates(Decision computed) {
    Map<String, Candidate> byId =
        computed.candidates().stream()
            .collect(Collectors.toMap(Candidate::endpoint, Function.identity()));
    Set<String> listed = new TreeSet<>();
    for (var candidate : recorded.candidates()) {
      listed.add(candidate.endpoint());
      Candidate known = byId.get(candidate.endpoint());
      if (known == null) {
        differ("candidate", candidate.endpoint(), "listed", "none of this model");
      } else if (!names(known).equals(new TreeSet<>(candidate.reasons()))) {
        differ(
            "candidate",
            candidate.endpoint(),
            String.join(" ", new TreeSet<>(candidate.reasons())),
            String.join(" ", names(known)));
      }
    }
    List<Candidate> needed =
        computed.candidates().stream().filter(c -> !computed.permitted() || c.eligible()).toList();
    if (recorded.omittedCandidates() == null) {
      needed.stream()
          .filter(candidate -> !listed.contains(candidate.endpoint()))
          .forEach(c -> differ("candidate", c.endpoint(), "not listed", state(c)));
    } else {
      long all = listed.size() + recorded.omittedCandidates();
      if (all != needed.size() && all != byId.size()) {
        differences.add(Difference.of("candidates", all, needed.size()));
      }
    }
  }

  private static Set<String> names(Candidate candidate) {
    return candidate.reasons().stream()
        .map(Enum::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String state(Candidate candidate) {
    return candidate.eligible() ? "eligible" : String.join(" ", names(candidate));
  }

  private void attempt(ServedBy served, Decision computed) {
    if (!computed.eligible().contains(served.id())) {
      differ("endpoint", served.id(), "dispatched", "not lawful");
    }
    Optional<ServedBy> known = basis.served(served.id());
    if (known.isPresent() && !known.get().equals(served)) {
      differ("endpointFacts", served.id(), served.toString(), known.get().toString());
    }
    key();
  }

  /** Nothing is dispatched for a key that opens nothing. */
  private void key() {
    Descriptor descriptor = event.descriptor();
    Optional<ApiKey> key = basis.key(descriptor.key());
    if (key.isEmpty()) {
      differences.add(Difference.of("key", "opens", "not in the snapshot"));
    } else if (!key.get().application().equals(descriptor.application())) {
      differences.add(Difference.of("key", "opens", "of another application"));
    } else if (later.revokesKey(descriptor.key()) || !key.get().opensAt(recorded.at())) {
      differences.add(Difference.of("key", "opens", "revoked or expired"));
    }
  }

  private void compare(String what, String said, String known) {
    if (!said.equals(known)) {
      differences.add(Difference.of(what, said, known));
    }
  }

  private void differ(String what, String subject, String said, String known) {
    differences.add(new Difference(what, subject, said, known));
  }
}
