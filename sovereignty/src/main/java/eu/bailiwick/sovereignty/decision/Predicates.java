package eu.bailiwick.sovereignty.decision;

import eu.bailiwick.sovereignty.catalogue.Certification;
import eu.bailiwick.sovereignty.catalogue.Endpoint;
import eu.bailiwick.sovereignty.catalogue.Entity;
import eu.bailiwick.sovereignty.catalogue.Party;
import eu.bailiwick.sovereignty.catalogue.Site;
import eu.bailiwick.sovereignty.evidence.Fact;
import eu.bailiwick.sovereignty.evidence.Grade;
import eu.bailiwick.sovereignty.law.Country;
import eu.bailiwick.sovereignty.law.Law;
import eu.bailiwick.sovereignty.policy.Constraint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Tests one constraint on one endpoint. Missing, expired, future and under-graded is UNKNOWN. */
final class Predicates {

  private interface Acceptance {
    boolean of(Country country);
  }

  private final Law law;
  private final Map<String, Site> sites;
  private final Map<String, Entity> entities;

  Predicates(Law law, Map<String, Site> sites, Map<String, Entity> entities) {
    this.law = law;
    this.sites = sites;
    this.entities = entities;
  }

  Predicate test(String origin, Constraint constraint, Endpoint endpoint, Instant at) {
    Finding finding =
        switch (constraint) {
          case Constraint.ProcessingWithin within -> processing(within, endpoint, at);
          case Constraint.DisclosureWithin within -> {
            Set<Country> allowed = law.areas(within.areas(), at);
            yield disclosure(within.minGrade(), endpoint, at, allowed::contains);
          }
          case Constraint.DisclosureOutside outside -> {
            Set<Country> banned = law.possibly(outside.areas(), at);
            yield disclosure(outside.minGrade(), endpoint, at, c -> !banned.contains(c));
          }
          case Constraint.CertifiedBy certified -> certified(certified, endpoint, at);
        };
    return new Predicate(
        origin, constraint.describe(), finding.value, finding.reason, finding.found, finding.path);
  }

  private record Finding(Truth value, @Nullable Reason reason, String found, List<String> path) {

    static Finding met(String found) {
      return new Finding(Truth.TRUE, null, found, List.of());
    }

    static Finding violated(Reason reason, String found, List<String> path) {
      return new Finding(Truth.FALSE, reason, found, path);
    }

    static Finding unknown(Reason reason, String found, List<String> path) {
      return new Finding(Truth.UNKNOWN, reason, found, path);
    }
  }

  /** All possible places count: those that are recorded, and the country of the site. */
  private Finding processing(
      Constraint.ProcessingWithin constraint, Endpoint endpoint, Instant at) {
    Set<Country> allowed = law.areas(constraint.areas(), at);
    Site site = sites.get(endpoint.site());
    Set<Country> places = new TreeSet<>();
    if (site != null) {
      places.add(site.country());
    }
    Optional<Set<Country>> recorded = known(endpoint.processing(), at, constraint.minGrade());
    recorded.ifPresent(places::addAll);
    if (places.stream().anyMatch(c -> c.isKnown() && !allowed.contains(c))) {
      return Finding.violated(Reason.PROCESSING_OUTSIDE_AREA, "processed in " + places, List.of());
    }
    if (recorded.isEmpty()) {
      return Finding.unknown(
          Reason.UNKNOWN_PROCESSING,
          missing("processing countries", endpoint.processing(), constraint.minGrade(), at),
          List.of());
    }
    if (site == null || places.contains(Country.UNKNOWN)) {
      String found = site == null ? "site not catalogued" : "processed in " + places;
      return Finding.unknown(Reason.UNKNOWN_PROCESSING, found, List.of());
    }
    return Finding.met("processed in " + places);
  }

  private Finding disclosure(Grade minGrade, Endpoint endpoint, Instant at, Acceptance acceptable) {
    Optional<List<Party>> chain = known(endpoint.chain(), at, minGrade);
    List<Party> parties = new ArrayList<>();
    Site site = sites.get(endpoint.site());
    if (site != null) {
      parties.add(new Party(Party.Role.OPERATOR, site.operator()));
    }
    chain.ifPresent(
        known -> known.stream().filter(p -> p.role().canDisclose()).forEach(parties::add));
    Exposure exposure = Exposure.walk(parties, entities, at, minGrade);
    for (Map.Entry<Country, List<String>> path : exposure.paths().entrySet()) {
      if (!acceptable.of(path.getKey())) {
        return Finding.violated(
            Reason.DISCLOSURE_EXPOSURE, "exposed to " + path.getKey(), path.getValue());
      }
    }
    if (chain.isEmpty() || site == null) {
      String found =
          site == null
              ? "site not catalogued"
              : missing("serving chain", endpoint.chain(), minGrade, at);
      return Finding.unknown(Reason.UNKNOWN_DISCLOSURE, found, List.of());
    }
    if (!exposure.unknown().isEmpty()) {
      List<String> path = exposure.unknown().getFirst();
      return Finding.unknown(Reason.UNKNOWN_DISCLOSURE, path.getLast(), path);
    }
    return Finding.met("exposed to " + new TreeSet<>(exposure.paths().keySet()));
  }

  private static Finding certified(
      Constraint.CertifiedBy constraint, Endpoint endpoint, Instant at) {
    for (Fact<Certification> certificate : endpoint.certifications()) {
      if (certificate.value().scheme().equals(constraint.scheme())
          && certificate.countsAt(at, constraint.minGrade())) {
        return Finding.met("certified, " + certificate.source());
      }
    }
    return Finding.unknown(
        Reason.UNKNOWN_CERTIFICATION,
        "no certificate of "
            + constraint.scheme()
            + " in validity with grade "
            + constraint.minGrade()
            + " or better",
        List.of());
  }

  private static <T> Optional<T> known(@Nullable Fact<T> fact, Instant at, Grade minGrade) {
    return Optional.ofNullable(fact).filter(f -> f.countsAt(at, minGrade)).map(Fact::value);
  }

  private static String missing(String what, @Nullable Fact<?> fact, Grade minGrade, Instant at) {
    if (fact == null) {
      return what + " not recorded";
    }
    if (!fact.countsAt(at, Grade.DECLARED)) {
      return what + " not known, expired or not yet in force";
    }
    return what + " recorded with grade " + fact.grade() + ", " + minGrade + " is needed";
  }
}
