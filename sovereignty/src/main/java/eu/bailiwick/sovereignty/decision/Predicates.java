package eu.bailiwick.sovereignty.decision;

import eu.bailiwick.sovereignty.catalogue.Catalogue;
import eu.bailiwick.sovereignty.catalogue.Endpoint;
import eu.bailiwick.sovereignty.catalogue.Entity;
import eu.bailiwick.sovereignty.catalogue.Facts;
import eu.bailiwick.sovereignty.catalogue.KeyCustody;
import eu.bailiwick.sovereignty.catalogue.Party;
import eu.bailiwick.sovereignty.catalogue.Site;
import eu.bailiwick.sovereignty.catalogue.Storage;
import eu.bailiwick.sovereignty.evidence.Fact;
import eu.bailiwick.sovereignty.law.Area;
import eu.bailiwick.sovereignty.law.ControlRule;
import eu.bailiwick.sovereignty.law.Country;
import eu.bailiwick.sovereignty.law.Law;
import eu.bailiwick.sovereignty.policy.Constraint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tests one constraint on one endpoint. Missing, expired, future and under-graded is UNKNOWN. */
final class Predicates {

  private final Law law;
  private final Map<String, Site> sites;
  private final Map<String, Entity> entities;

  Predicates(Catalogue catalogue) {
    this.law = catalogue.law();
    this.sites =
        catalogue.sites().stream()
            .collect(Collectors.toUnmodifiableMap(Site::id, Function.identity()));
    this.entities =
        catalogue.entities().stream()
            .collect(Collectors.toUnmodifiableMap(Entity::id, Function.identity()));
  }

  Predicate test(String origin, Constraint constraint, Served served, Instant at) {
    Finding finding = finding(constraint, served, at);
    return new Predicate(
        origin,
        constraint.describe(),
        finding.value(),
        finding.reason(),
        finding.found(),
        finding.path());
  }

  private Finding finding(Constraint constraint, Served served, Instant at) {
    Endpoint endpoint = served.endpoint();
    Facts facts = endpoint.facts();
    return switch (constraint) {
      case Constraint.ProcessingWithin c -> processing(c, endpoint, at);
      case Constraint.StorageWithin c ->
          Finding.ofFact(
              Axis.STORAGE,
              facts.storage(),
              c.minGrade(),
              at,
              kept -> Finding.ofPlaces(Axis.STORAGE, places(kept), lies(area(c, at))));
      case Constraint.RetentionAtMost c ->
          Finding.ofFact(
              Axis.RETENTION, facts.storage(), c.minGrade(), at, kept -> retained(kept, c));
      case Constraint.TelemetryWithin c -> within(Axis.TELEMETRY, facts.telemetry(), c, at);
      case Constraint.HumanAccessWithin c -> within(Axis.HUMAN_ACCESS, facts.humanAccess(), c, at);
      case Constraint.DisclosureWithin c ->
          exposure(Axis.DISCLOSURE, c, endpoint, at, lies(area(c, at)));
      case Constraint.DisclosureOutside c ->
          exposure(Axis.DISCLOSURE, c, endpoint, at, liesOutside(area(c, at)));
      case Constraint.DenialWithin c -> exposure(Axis.DENIAL, c, endpoint, at, lies(area(c, at)));
      case Constraint.DenialOutside c ->
          exposure(Axis.DENIAL, c, endpoint, at, liesOutside(area(c, at)));
      case Constraint.KeysHeld c ->
          Finding.ofFact(
              Axis.KEY_CUSTODY, facts.keyCustody(), c.minGrade(), at, custody -> held(custody, c));
      case Constraint.CertifiedBy c -> certified(c, facts, at);
      case Constraint.LicensedUnder c ->
          Finding.ofFact(
              Axis.LICENCE,
              served.model().licence(),
              c.minGrade(),
              at,
              licence -> licensed(licence, c));
      case Constraint.OriginWithin c -> within(Axis.ORIGIN, served.model().origin(), c, at);
    };
  }

  private Finding within(
      Axis axis, @Nullable Fact<Set<Country>> fact, Constraint.OfAreas constraint, Instant at) {
    return Finding.ofFact(
        axis,
        fact,
        constraint.minGrade(),
        at,
        places -> Finding.ofPlaces(axis, places, lies(area(constraint, at))));
  }

  /** All possible places count: those that are recorded, and the country of the site. */
  private Finding processing(
      Constraint.ProcessingWithin constraint, Endpoint endpoint, Instant at) {
    Site site = sites.get(endpoint.site());
    if (site == null) {
      return Finding.of(Truth.UNKNOWN, Axis.PROCESSING, "site not catalogued");
    }
    Function<Country, Truth> lies = lies(area(constraint, at));
    Set<Country> places = new TreeSet<>(Set.of(site.country()));
    Finding atSite = Finding.ofPlaces(Axis.PROCESSING, places, lies);
    Finding recorded =
        Finding.ofFact(
            Axis.PROCESSING,
            endpoint.facts().processing(),
            constraint.minGrade(),
            at,
            countries -> {
              places.addAll(countries);
              return Finding.ofPlaces(Axis.PROCESSING, places, lies);
            });
    return recorded.value() == Truth.UNKNOWN && atSite.value() == Truth.FALSE ? atSite : recorded;
  }

  private static Set<Country> places(List<Storage> kept) {
    Set<Country> places = new TreeSet<>();
    kept.forEach(storage -> places.addAll(storage.countries()));
    return places;
  }

  private static Finding retained(List<Storage> kept, Constraint.RetentionAtMost constraint) {
    Truth all = kept.stream().map(each -> isShort(each, constraint)).reduce(Truth.TRUE, Truth::and);
    List<String> words = kept.stream().map(Predicates::retention).toList();
    return Finding.of(
        all,
        Axis.RETENTION,
        kept.isEmpty() ? "nothing is kept" : Axis.RETENTION.found + " " + String.join(", ", words));
  }

  private static Truth isShort(Storage kept, Constraint.RetentionAtMost constraint) {
    Duration retention = kept.retention();
    if (retention == null) {
      return Truth.UNKNOWN;
    }
    return Truth.of(retention.compareTo(constraint.longest()) <= 0);
  }

  private static String retention(Storage kept) {
    return kept.what()
        + (kept.retention() == null ? " for a time not recorded" : " for " + kept.retention());
  }

  private static Finding held(KeyCustody custody, Constraint.KeysHeld constraint) {
    return Finding.of(
        Truth.of(constraint.ways().contains(custody.kind().name())),
        Axis.KEY_CUSTODY,
        Axis.KEY_CUSTODY.found + " " + custody.kind());
  }

  private static Finding licensed(String licence, Constraint.LicensedUnder constraint) {
    return Finding.of(
        Truth.of(constraint.licences().contains(licence)),
        Axis.LICENCE,
        Axis.LICENCE.found + " " + licence);
  }

  private static Finding certified(Constraint.CertifiedBy constraint, Facts facts, Instant at) {
    return facts.certifications().stream()
        .filter(certificate -> certificate.value().scheme().equals(constraint.scheme()))
        .filter(certificate -> certificate.countsAt(at, constraint.minGrade()))
        .findFirst()
        .map(c -> new Finding(Truth.TRUE, null, "certified, " + c.source(), List.of()))
        .orElse(
            new Finding(
                Truth.UNKNOWN,
                Reason.UNKNOWN_CERTIFICATION,
                "no certificate of "
                    + constraint.scheme()
                    + " in validity with grade "
                    + constraint.minGrade()
                    + " or better",
                List.of()));
  }

  private Finding exposure(
      Axis axis,
      Constraint.OfExposure constraint,
      Endpoint endpoint,
      Instant at,
      Function<Country, Truth> accepted) {
    Site site = sites.get(endpoint.site());
    if (site == null) {
      return Finding.of(Truth.UNKNOWN, axis, "site not catalogued");
    }
    Fact<List<Party>> chain = endpoint.facts().chain();
    List<Party> parties = new ArrayList<>();
    parties.add(new Party(Party.Role.OPERATOR, site.operator()));
    if (chain != null && chain.countsAt(at, constraint.minGrade())) {
      chain.value().stream()
          .filter(party -> axis == Axis.DENIAL || party.role().canDisclose())
          .forEach(parties::add);
    }
    Exposure.Finding found =
        new Exposure(entities, accepted, rule(constraint), constraint.minGrade(), at).of(parties);
    return found.value() == Truth.FALSE
        ? told(axis, found)
        : Finding.ofFact(axis, chain, constraint.minGrade(), at, known -> told(axis, found));
  }

  private static Finding told(Axis axis, Exposure.Finding found) {
    String words =
        switch (found.value()) {
          case TRUE -> axis.found + " " + found.countries();
          case FALSE -> axis.found + " " + found.countries().iterator().next();
          case UNKNOWN -> found.path().getLast();
        };
    return Finding.of(found.value(), axis, words, found.path());
  }

  /** A rule that the law does not have passes nothing over. */
  private @Nullable ControlRule rule(Constraint.OfExposure constraint) {
    String id = constraint.controlRule();
    return id == null ? null : law.controlRule(id).orElse(null);
  }

  private Area area(Constraint.OfAreas constraint, Instant at) {
    return law.area(constraint.areas(), at);
  }

  private static Function<Country, Truth> lies(Area area) {
    return country -> {
      if (area.certainly().contains(country)) {
        return Truth.TRUE;
      }
      return country.isKnown() && !area.possibly().contains(country) ? Truth.FALSE : Truth.UNKNOWN;
    };
  }

  private static Function<Country, Truth> liesOutside(Area area) {
    return lies(area).andThen(Truth::not);
  }
}
