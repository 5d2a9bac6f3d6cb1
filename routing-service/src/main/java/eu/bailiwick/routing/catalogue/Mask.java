package eu.bailiwick.routing.catalogue;

import eu.bailiwick.sovereignty.catalogue.Approval;
import eu.bailiwick.sovereignty.catalogue.Catalogue;
import eu.bailiwick.sovereignty.catalogue.DataClass;
import eu.bailiwick.sovereignty.catalogue.Endpoint;
import eu.bailiwick.sovereignty.decision.Candidate;
import eu.bailiwick.sovereignty.decision.Decision;
import eu.bailiwick.sovereignty.decision.Predicate;
import eu.bailiwick.sovereignty.decision.Reason;
import eu.bailiwick.sovereignty.decision.Truth;
import eu.bailiwick.sovereignty.eligibility.Eligibility;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was revoked since the served snapshot was made, laid over it: it takes away and never adds.
 * A revoked approval takes its version's endpoints away from every data class that it covered, even
 * if another approval covers them too; the next snapshot knows better. Immutable.
 */
public final class Mask {

  /** Takes nothing away. */
  static final Mask NONE = new Mask(List.of(), Map.of(), Set.of());

  /** Why an endpoint is taken away. */
  private record Cause(String revocation, Optional<Set<String>> dataClasses) {

    boolean concerns(String dataClass) {
      return dataClasses.isEmpty() || dataClasses.get().contains(dataClass);
    }
  }

  private final List<Masked> entries;
  private final List<String> ids;
  private final Map<String, List<Cause>> endpoints;
  private final Set<String> keys;

  private Mask(List<Masked> entries, Map<String, List<Cause>> endpoints, Set<String> keys) {
    this.entries = entries;
    this.ids = entries.stream().map(Masked::id).toList();
    this.endpoints = endpoints;
    this.keys = keys;
  }

  /**
   * The mask of {@code entries} over a catalogue.
   *
   * @param entries in order of arrival, each once
   */
  static Mask of(List<Masked> entries, Catalogue catalogue) {
    if (entries.isEmpty()) {
      return NONE;
    }
    Map<String, List<Cause>> endpoints = new HashMap<>();
    Set<String> keys = new HashSet<>();
    for (Masked entry : entries) {
      String subject = entry.revocation().subject();
      switch (entry.revocation().kind()) {
        case ENDPOINT -> add(endpoints, Stream.of(subject), entry, Optional.empty());
        case VERSION -> add(endpoints, ofVersion(catalogue, subject), entry, Optional.empty());
        case APPROVAL ->
            catalogue.approvals().stream()
                .filter(approval -> approval.id().equals(subject))
                .forEach(
                    approval ->
                        add(
                            endpoints,
                            ofVersion(catalogue, approval.version()),
                            entry,
                            Optional.of(covered(catalogue, approval))));
        case KEY -> keys.add(subject);
      }
    }
    return new Mask(List.copyOf(entries), Map.copyOf(endpoints), Set.copyOf(keys));
  }

  private static void add(
      Map<String, List<Cause>> causes,
      Stream<String> endpoints,
      Masked entry,
      Optional<Set<String>> dataClasses) {
    endpoints.forEach(
        endpoint ->
            causes
                .computeIfAbsent(endpoint, e -> new ArrayList<>())
                .add(new Cause(entry.id(), dataClasses)));
  }

  private static Stream<String> ofVersion(Catalogue catalogue, String version) {
    return catalogue.endpoints().stream()
        .filter(endpoint -> endpoint.version().equals(version))
        .map(Endpoint::id);
  }

  /** The class of an approval, those above it, and tenants' own classes directly below those. */
  private static Set<String> covered(Catalogue catalogue, Approval approval) {
    Map<String, DataClass> classes =
        Stream.concat(DataClass.BUILT_IN.stream(), catalogue.dataClasses().stream())
            .collect(Collectors.toMap(DataClass::id, Function.identity(), (a, b) -> a));
    Set<String> covered = new HashSet<>();
    String id = approval.dataClass();
    while (id != null && covered.add(id)) {
      DataClass dataClass = classes.get(id);
      id = dataClass == null ? null : dataClass.parent();
    }
    Set<String> lineage = Set.copyOf(covered);
    for (DataClass own : catalogue.dataClasses()) {
      if (own.parent() != null && lineage.contains(own.parent())) {
        covered.add(own.id());
      }
    }
    return covered;
  }

  public boolean isEmpty() {
    return entries.isEmpty();
  }

  /** In order of arrival. */
  List<Masked> entries() {
    return entries;
  }

  /** Ids of the revocations, in order of arrival. */
  List<String> ids() {
    return ids;
  }

  boolean revokesKey(String key) {
    return keys.contains(key);
  }

  /** What is left of an answer. */
  Eligibility over(Eligibility eligibility) {
    return eligibility.without(endpoint -> cause(endpoint, eligibility.dataClass()).isPresent());
  }

  /** What is left of a decision, with the revocation as the reason where it takes away. */
  Decision over(Decision decision) {
    List<Candidate> candidates =
        decision.candidates().stream().map(c -> over(c, decision.dataClass())).toList();
    boolean nothingLeft =
        decision.permitted() && candidates.stream().noneMatch(Candidate::eligible);
    return new Decision(
        decision.request(),
        decision.at(),
        nothingLeft ? Reason.NO_LAWFUL_ENDPOINT : decision.reason(),
        decision.dataClass(),
        candidates);
  }

  private Candidate over(Candidate candidate, String dataClass) {
    return cause(candidate.endpoint(), dataClass)
        .map(
            cause -> {
              List<Predicate> predicates = new ArrayList<>(candidate.predicates());
              predicates.addFirst(
                  new Predicate(
                      "revocation:" + cause.revocation(),
                      "not revoked",
                      Truth.FALSE,
                      Reason.REVOKED,
                      "revoked after the snapshot was made",
                      List.of()));
              return new Candidate(
                  candidate.endpoint(), candidate.version(), candidate.site(), predicates);
            })
        .orElse(candidate);
  }

  private Optional<Cause> cause(String endpoint, String dataClass) {
    return endpoints.getOrDefault(endpoint, List.of()).stream()
        .filter(cause -> cause.concerns(dataClass))
        .findFirst();
  }
}
