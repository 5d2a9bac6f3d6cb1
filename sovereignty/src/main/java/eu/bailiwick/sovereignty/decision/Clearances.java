package eu.bailiwick.sovereignty.decision;

import eu.bailiwick.sovereignty.catalogue.Approval;
import eu.bailiwick.sovereignty.catalogue.Catalogue;
import eu.bailiwick.sovereignty.catalogue.DataClass;
import eu.bailiwick.sovereignty.catalogue.Endpoint;
import eu.bailiwick.sovereignty.catalogue.Lifecycle;
import eu.bailiwick.sovereignty.catalogue.Revocation;
import eu.bailiwick.sovereignty.catalogue.Site;
import eu.bailiwick.sovereignty.evidence.Fact;
import eu.bailiwick.sovereignty.evidence.Grade;
import eu.bailiwick.sovereignty.law.Country;
import eu.bailiwick.sovereignty.law.Law;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What is demanded of every endpoint, whatever policies say: that it is not revoked, that its
 * version is approved, and that approvals cover the data class wherever a request may be processed.
 */
final class Clearances {

  private static final String ORIGIN = "catalogue";

  private final Law law;
  private final Map<String, Site> sites;
  private final Map<String, Lifecycle.State> states;
  private final Map<String, List<Approval>> approvals;
  private final Set<String> revokedEndpoints;
  private final Set<String> revokedVersions;
  private final Function<String, Set<String>> lineage;

  /**
   * @param lineage a data class and all those above it
   */
  Clearances(Catalogue catalogue, Function<String, Set<String>> lineage) {
    this.law = catalogue.law();
    this.lineage = lineage;
    this.sites =
        catalogue.sites().stream()
            .collect(Collectors.toUnmodifiableMap(Site::id, Function.identity()));
    this.states =
        catalogue.lifecycles().stream()
            .collect(Collectors.toUnmodifiableMap(Lifecycle::version, Lifecycle::state));
    Set<String> revokedApprovals =
        Revocation.subjects(Revocation.Kind.APPROVAL, catalogue.revocations());
    this.approvals =
        catalogue.approvals().stream()
            .filter(approval -> !revokedApprovals.contains(approval.id()))
            .collect(Collectors.groupingBy(Approval::version));
    this.revokedEndpoints = Revocation.subjects(Revocation.Kind.ENDPOINT, catalogue.revocations());
    this.revokedVersions = Revocation.subjects(Revocation.Kind.VERSION, catalogue.revocations());
  }

  /** What became of each demand on {@code endpoint} for a request of {@code dataClass}. */
  List<Predicate> test(Endpoint endpoint, String dataClass, Instant at) {
    return List.of(
        predicate("not revoked", revocation(endpoint)),
        predicate("version approved", lifecycle(endpoint)),
        predicate("approved for " + dataClass, approval(endpoint, dataClass, at)));
  }

  private static Predicate predicate(String demand, Finding finding) {
    return new Predicate(
        ORIGIN, demand, finding.value(), finding.reason(), finding.found(), finding.path());
  }

  private Finding revocation(Endpoint endpoint) {
    if (revokedEndpoints.contains(endpoint.id())) {
      return Finding.of(Truth.FALSE, Axis.REVOCATION, "the endpoint is revoked");
    }
    return revokedVersions.contains(endpoint.version())
        ? Finding.of(Truth.FALSE, Axis.REVOCATION, "its version is revoked")
        : Finding.of(Truth.TRUE, Axis.REVOCATION, "no revocation");
  }

  private Finding lifecycle(Endpoint endpoint) {
    Lifecycle.State state = states.getOrDefault(endpoint.version(), Lifecycle.State.DRAFT);
    return Finding.of(Truth.of(state.serves()), Axis.LIFECYCLE, Axis.LIFECYCLE.found + " " + state);
  }

  /**
   * The country of the site counts, and every place that is recorded. Where else it may be
   * processed, if that is not known, is for the cell's border to ask, which always holds.
   */
  private Finding approval(Endpoint endpoint, String dataClass, Instant at) {
    Set<Country> places = new TreeSet<>();
    Optional.ofNullable(sites.get(endpoint.site())).map(Site::country).ifPresent(places::add);
    Optional.ofNullable(endpoint.facts().processing())
        .filter(fact -> fact.countsAt(at, Grade.DECLARED))
        .map(Fact::value)
        .ifPresent(places::addAll);
    places.remove(Country.UNKNOWN);
    Set<Country> open = new TreeSet<>(places);
    open.removeAll(covered(endpoint.version(), dataClass, at));
    return open.isEmpty()
        ? Finding.of(Truth.TRUE, Axis.APPROVAL, "approvals in force for " + places)
        : Finding.of(Truth.FALSE, Axis.APPROVAL, "no approval in force for " + open);
  }

  private Set<Country> covered(String version, String dataClass, Instant at) {
    Set<Country> covered = new HashSet<>();
    for (Approval approval : approvals.getOrDefault(version, List.of())) {
      if (approval.holdsAt(at)
          && law.isArea(approval.jurisdiction())
          && covers(approval.dataClass(), dataClass)) {
        covered.addAll(law.area(List.of(approval.jurisdiction()), at).certainly());
      }
    }
    return covered;
  }

  private boolean covers(String approved, String asked) {
    Set<String> approvedLineage = lineage.apply(approved);
    return approvedLineage.contains(asked) || approvedLineage.contains(builtIn(asked));
  }

  /**
   * The nearest built-in class at or above {@code dataClass}; the class itself if there is none.
   */
  private String builtIn(String dataClass) {
    return lineage.apply(dataClass).stream()
        .filter(c -> DataClass.BUILT_IN.stream().anyMatch(b -> b.id().equals(c)))
        .findFirst()
        .orElse(dataClass);
  }
}
