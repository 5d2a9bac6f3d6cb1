package eu.bailiwick.metering.replay;

import eu.bailiwick.sovereignty.catalogue.Approval;
import eu.bailiwick.sovereignty.catalogue.Catalogue;
import eu.bailiwick.sovereignty.catalogue.DataClass;
import eu.bailiwick.sovereignty.catalogue.Endpoint;
import eu.bailiwick.sovereignty.catalogue.Revocation;
import eu.bailiwick.sovereignty.decision.Candidate;
import eu.bailiwick.sovereignty.decision.Decision;
import eu.bailiwick.sovereignty.decision.Predicate;
import eu.bailiwick.sovereignty.decision.Reason;
import eu.bailiwick.sovereignty.decision.Truth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The revocations that an event names beyond its snapshot, laid over what the snapshot decides:
 * they take away and never add. A revoked approval takes its version's endpoints away from every
 * data class that it covered, whatever other approvals there are, as routers do until the next
 * snapshot. Immutable.
 */
public final class LaterRevocations {

  /** Takes nothing away. */
  public static final LaterRevocations NONE =
      new LaterRevocations(Set.of(), Set.of(), Map.of(), Map.of());

  private final Set<String> keys;
  private final Set<String> endpoints;

  /** For each endpoint, the classes for which it lost an approval. */
  private final Map<String, Set<String>> classesByEndpoint;

  private final Map<String, String> causes;

  private LaterRevocations(
      Set<String> keys,
      Set<String> endpoints,
      Map<String, Set<String>> classesByEndpoint,
      Map<String, String> causes) {
    this.keys = keys;
    this.endpoints = endpoints;
    this.classesByEndpoint = classesByEndpoint;
    this.causes = causes;
  }

  /** An id that is of no kind that this version knows. */
  public static final class UnknownRevocationException extends Exception {

    private static final long serialVersionUID = 1;

    UnknownRevocationException(String id) {
      super(id, null, false, false);
    }
  }

  /**
   * Reads ids such as {@code endpoint.chat-paris}.
   *
   * @param catalogue over which they lie
   * @throws UnknownRevocationException if one is of another kind
   */
  public static LaterRevocations over(Catalogue catalogue, List<String> ids)
      throws UnknownRevocationException {
    if (ids.isEmpty()) {
      return NONE;
    }
    Set<String> keys = new HashSet<>();
    Set<String> endpoints = new HashSet<>();
    Map<String, Set<String>> classes = new HashMap<>();
    Map<String, String> causes = new HashMap<>();
    for (String id : ids) {
      int dot = id.indexOf('.');
      Revocation.Kind kind = dot < 0 ? null : kind(id.substring(0, dot));
      if (kind == null) {
        throw new UnknownRevocationException(id);
      }
      String subject = id.substring(dot + 1);
      switch (kind) {
        case KEY -> keys.add(subject);
        case ENDPOINT -> add(endpoints, Stream.of(subject), id, causes);
        case VERSION -> add(endpoints, ofVersion(catalogue, subject), id, causes);
        case APPROVAL ->
            catalogue.approvals().stream()
                .filter(approval -> approval.id().equals(subject))
                .forEach(approval -> add(classes, catalogue, approval, id, causes));
      }
    }
    return new LaterRevocations(keys, endpoints, classes, causes);
  }

  private static Revocation.@Nullable Kind kind(String word) {
    for (Revocation.Kind kind : Revocation.Kind.values()) {
      if (kind.name().toLowerCase(Locale.ROOT).equals(word)) {
        return kind;
      }
    }
    return null;
  }

  private static void add(
      Set<String> endpoints, Stream<String> lost, String id, Map<String, String> causes) {
    lost.forEach(
        endpoint -> {
          endpoints.add(endpoint);
          causes.putIfAbsent(endpoint, id);
        });
  }

  private static void add(
      Map<String, Set<String>> classes,
      Catalogue catalogue,
      Approval approval,
      String id,
      Map<String, String> causes) {
    Set<String> covered = covered(catalogue, approval.dataClass());
    ofVersion(catalogue, approval.version())
        .forEach(
            endpoint -> {
              classes.computeIfAbsent(endpoint, e -> new TreeSet<>()).addAll(covered);
              causes.putIfAbsent(endpoint, id);
            });
  }

  private static Stream<String> ofVersion(Catalogue catalogue, String version) {
    return catalogue.endpoints().stream()
        .filter(endpoint -> endpoint.version().equals(version))
        .map(Endpoint::id);
  }

  /** The class, those above it, and tenants' own classes directly below any of those. */
  private static Set<String> covered(Catalogue catalogue, String dataClass) {
    Map<String, DataClass> known =
        Stream.concat(DataClass.BUILT_IN.stream(), catalogue.dataClasses().stream())
            .collect(Collectors.toMap(DataClass::id, c -> c, (a, b) -> a));
    Set<String> lineage = new HashSet<>();
    String next = dataClass;
    while (next != null && lineage.add(next)) {
      DataClass found = known.get(next);
      next = found == null ? null : found.parent();
    }
    Set<String> covered = new HashSet<>(lineage);
    for (DataClass own : catalogue.dataClasses()) {
      if (own.parent() != null && lineage.contains(own.parent())) {
        covered.add(own.id());
      }
    }
    return covered;
  }

  /** Whether a key opens nothing any more. */
  public boolean revokesKey(String key) {
    return keys.contains(key);
  }

  /** Whether requests of a data class may not go to an endpoint any more. */
  public boolean takesAway(String endpoint, String dataClass) {
    return endpoints.contains(endpoint)
        || classesByEndpoint.getOrDefault(endpoint, Set.of()).contains(dataClass);
  }

  /** What is left of a decision. */
  Decision over(Decision decision) {
    if (causes.isEmpty()) {
      return decision;
    }
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
    if (!takesAway(candidate.endpoint(), dataClass)) {
      return candidate;
    }
    List<Predicate> predicates = new ArrayList<>(candidate.predicates());
    predicates.addFirst(
        new Predicate(
            "revocation:" + causes.get(candidate.endpoint()),
            "not revoked",
            Truth.FALSE,
            Reason.REVOKED,
            "revoked after the snapshot was made",
            List.of()));
    return new Candidate(candidate.endpoint(), candidate.version(), candidate.site(), predicates);
  }
}
