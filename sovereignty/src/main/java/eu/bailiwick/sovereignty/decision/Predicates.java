package eu.bailiwick.sovereignty.decision;

import eu.bailiwick.sovereignty.catalogue.Endpoint;
import eu.bailiwick.sovereignty.catalogue.Entity;
import eu.bailiwick.sovereignty.catalogue.KeyCustody;
import eu.bailiwick.sovereignty.catalogue.Model;
import eu.bailiwick.sovereignty.catalogue.Party;
import eu.bailiwick.sovereignty.catalogue.Site;
import eu.bailiwick.sovereignty.catalogue.Storage;
import eu.bailiwick.sovereignty.evidence.Fact;
import eu.bailiwick.sovereignty.evidence.Grade;
import eu.bailiwick.sovereignty.law.Area;
import eu.bailiwick.sovereignty.law.ControlRule;
import eu.bailiwick.sovereignty.law.Country;
import eu.bailiwick.sovereignty.law.Law;
import eu.bailiwick.sovereignty.policy.Constraint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Tests one constraint on one endpoint. Missing, expired, future and under-graded is UNKNOWN. */
final class Predicates {

  /** What is tested: an endpoint, and the model that it serves. */
  record Subject(Endpoint endpoint, Model model) {}

  /**
   * The words and reasons of one axis.
   *
   * @param fact what is recorded, as in "serving chain not recorded"
   * @param found how what was found begins, as in "processed in"
   */
  private record Axis(String fact, String found, Reason violated, Reason unknown) {}

  private static final Axis PROCESSING =
      new Axis(
          "processing countries",
          "processed in",
          Reason.PROCESSING_OUTSIDE_AREA,
          Reason.UNKNOWN_PROCESSING);
  private static final Axis STORAGE =
      new Axis("storage", "kept in", Reason.STORAGE_OUTSIDE_AREA, Reason.UNKNOWN_STORAGE);
  private static final Axis RETENTION =
      new Axis("storage", "kept:", Reason.RETENTION_TOO_LONG, Reason.UNKNOWN_STORAGE);
  private static final Axis TELEMETRY =
      new Axis(
          "telemetry", "telemetry to", Reason.TELEMETRY_OUTSIDE_AREA, Reason.UNKNOWN_TELEMETRY);
  private static final Axis HUMAN_ACCESS =
      new Axis(
          "human access",
          "human access from",
          Reason.HUMAN_ACCESS_OUTSIDE_AREA,
          Reason.UNKNOWN_HUMAN_ACCESS);
  private static final Axis DISCLOSURE =
      new Axis(
          "serving chain", "exposed to", Reason.DISCLOSURE_EXPOSURE, Reason.UNKNOWN_DISCLOSURE);
  private static final Axis DENIAL =
      new Axis("serving chain", "exposed to", Reason.DENIAL_EXPOSURE, Reason.UNKNOWN_DENIAL);
  private static final Axis KEYS =
      new Axis("key custody", "keys held as", Reason.KEY_CUSTODY, Reason.UNKNOWN_KEY_CUSTODY);
  private static final Axis LICENCE =
      new Axis("licence", "licensed under", Reason.LICENCE_NOT_ALLOWED, Reason.UNKNOWN_LICENCE);
  private static final Axis ORIGIN =
      new Axis("origin", "made in", Reason.ORIGIN_OUTSIDE_AREA, Reason.UNKNOWN_ORIGIN);

  private final Law law;
  private final Map<String, Site> sites;
  private final Map<String, Entity> entities;

  Predicates(Law law, Map<String, Site> sites, Map<String, Entity> entities) {
    this.law = law;
    this.sites = sites;
    this.entities = entities;
  }

  Predicate test(String origin, Constraint constraint, Subject subject, Instant at) {
    Finding finding = finding(constraint, subject, at);
    return new Predicate(
        origin, constraint.describe(), finding.value, finding.reason, finding.found, finding.path);
  }

  private Finding finding(Constraint constraint, Subject subject, Instant at) {
    Endpoint endpoint = subject.endpoint();
    return switch (constraint) {
      case Constraint.ProcessingWithin c -> processing(c, endpoint, at);
      case Constraint.StorageWithin c ->
          of(STORAGE, endpoint.facts().storage(), c, at, kept -> storedWithin(kept, c, at));
      case Constraint.RetentionAtMost c ->
          of(RETENTION, endpoint.facts().storage(), c, at, kept -> retained(kept, c));
      case Constraint.TelemetryWithin c ->
          of(TELEMETRY, endpoint.facts().telemetry(), c, at, to -> within(TELEMETRY, to, c, at));
      case Constraint.HumanAccessWithin c ->
          of(
              HUMAN_ACCESS,
              endpoint.facts().humanAccess(),
              c,
              at,
              from -> within(HUMAN_ACCESS, from, c, at));
      case Constraint.DisclosureWithin c ->
          exposure(DISCLOSURE, c, endpoint, at, lies(area(c, at)));
      case Constraint.DisclosureOutside c ->
          exposure(DISCLOSURE, c, endpoint, at, liesOutside(area(c, at)));
      case Constraint.DenialWithin c -> exposure(DENIAL, c, endpoint, at, lies(area(c, at)));
      case Constraint.DenialOutside c ->
          exposure(DENIAL, c, endpoint, at, liesOutside(area(c, at)));
      case Constraint.KeysHeld c ->
          of(KEYS, endpoint.facts().keyCustody(), c, at, custody -> held(custody, c));
      case Constraint.CertifiedBy c -> certified(c, endpoint, at);
      case Constraint.LicensedUnder c ->
          of(LICENCE, subject.model().licence(), c, at, licence -> licensed(licence, c));
      case Constraint.OriginWithin c ->
          of(ORIGIN, subject.model().origin(), c, at, made -> within(ORIGIN, made, c, at));
    };
  }

  private record Finding(Truth value, @Nullable Reason reason, String found, List<String> path) {

    static Finding of(Truth value, Axis axis, String found) {
      return of(value, axis, found, List.of());
    }

    static Finding of(Truth value, Axis axis, String found, List<String> path) {
      return switch (value) {
        case TRUE -> new Finding(value, null, found, path);
        case FALSE -> new Finding(value, axis.violated, found, path);
        case UNKNOWN -> new Finding(value, axis.unknown, found, path);
      };
    }
  }

  /** Tests a fact if it counts; otherwise says what is missing. */
  private static <T> Finding of(
      Axis axis,
      @Nullable Fact<T> fact,
      Constraint constraint,
      Instant at,
      Function<T, Finding> test) {
    if (fact == null) {
      return Finding.of(Truth.UNKNOWN, axis, axis.fact + " not recorded");
    }
    if (!fact.countsAt(at, Grade.DECLARED)) {
      return Finding.of(Truth.UNKNOWN, axis, axis.fact + " not known, expired or not yet in force");
    }
    if (!fact.countsAt(at, constraint.minGrade())) {
      return Finding.of(
          Truth.UNKNOWN,
          axis,
          axis.fact
              + " recorded with grade "
              + fact.grade()
              + ", "
              + constraint.minGrade()
              + " is needed");
    }
    return test.apply(fact.value());
  }

  /** All possible places count: those that are recorded, and the country of the site. */
  private Finding processing(
      Constraint.ProcessingWithin constraint, Endpoint endpoint, Instant at) {
    Site site = sites.get(endpoint.site());
    if (site == null) {
      return Finding.of(Truth.UNKNOWN, PROCESSING, "site not catalogued");
    }
    Set<Country> standing = Set.of(site.country());
    Fact<Set<Country>> recorded = endpoint.facts().processing();
    if (recorded == null || !recorded.countsAt(at, constraint.minGrade())) {
      Finding atSite = within(PROCESSING, standing, constraint, at);
      if (atSite.value == Truth.FALSE) {
        return atSite;
      }
    }
    return of(
        PROCESSING,
        recorded,
        constraint,
        at,
        places -> within(PROCESSING, union(places, standing), constraint, at));
  }

  private static Set<Country> union(Set<Country> some, Set<Country> others) {
    Set<Country> union = new TreeSet<>(some);
    union.addAll(others);
    return union;
  }

  /** All of the places lie in the areas; an empty set does. */
  private Finding within(
      Axis axis, Collection<Country> places, Constraint.OfAreas constraint, Instant at) {
    Function<Country, Truth> lies = lies(area(constraint, at));
    Truth all = places.stream().map(lies).reduce(Truth.TRUE, Truth::and);
    return Finding.of(all, axis, axis.found + " " + new TreeSet<>(places));
  }

  private Finding storedWithin(
      List<Storage> kept, Constraint.StorageWithin constraint, Instant at) {
    Set<Country> places = new TreeSet<>();
    kept.forEach(storage -> places.addAll(storage.countries()));
    return within(STORAGE, places, constraint, at);
  }

  private static Finding retained(List<Storage> kept, Constraint.RetentionAtMost constraint) {
    Truth all = Truth.TRUE;
    for (Storage storage : kept) {
      Duration retention = storage.retention();
      Truth each =
          retention == null
              ? Truth.UNKNOWN
              : retention.compareTo(constraint.longest()) <= 0 ? Truth.TRUE : Truth.FALSE;
      all = all.and(each);
    }
    return Finding.of(
        all,
        RETENTION,
        kept.isEmpty()
            ? "nothing is kept"
            : RETENTION.found
                + " "
                + String.join(
                    ", ", kept.stream().map(s -> s.what() + " for " + s.retention()).toList()));
  }

  private static Finding held(KeyCustody custody, Constraint.KeysHeld constraint) {
    boolean met = constraint.ways().contains(custody.kind().name());
    return Finding.of(met ? Truth.TRUE : Truth.FALSE, KEYS, KEYS.found + " " + custody.kind());
  }

  private static Finding licensed(String licence, Constraint.LicensedUnder constraint) {
    boolean met = constraint.licences().contains(licence);
    return Finding.of(met ? Truth.TRUE : Truth.FALSE, LICENCE, LICENCE.found + " " + licence);
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
    List<Party> parties = new ArrayList<>();
    parties.add(new Party(Party.Role.OPERATOR, site.operator()));
    Fact<List<Party>> chain = endpoint.facts().chain();
    if (chain != null && chain.countsAt(at, constraint.minGrade())) {
      chain.value().stream()
          .filter(party -> axis.equals(DENIAL) || party.role().canDisclose())
          .forEach(parties::add);
    }
    ControlRule rule = rule(constraint);
    Exposure.Finding found =
        new Exposure(entities, accepted, rule, constraint.minGrade(), at).of(parties);
    if (found.value() == Truth.FALSE) {
      return Finding.of(
          Truth.FALSE, axis, axis.found + " " + only(found.countries()), found.path());
    }
    return of(
        axis,
        chain,
        constraint,
        at,
        known ->
            found.value() == Truth.UNKNOWN
                ? Finding.of(Truth.UNKNOWN, axis, found.path().getLast(), found.path())
                : Finding.of(Truth.TRUE, axis, axis.found + " " + found.countries()));
  }

  private static String only(Set<Country> countries) {
    return countries.iterator().next().code();
  }

  private @Nullable ControlRule rule(Constraint.OfExposure constraint) {
    String id = constraint.controlRule();
    return id == null ? null : law.controlRule(id).orElse(null);
  }

  private static Finding certified(
      Constraint.CertifiedBy constraint, Endpoint endpoint, Instant at) {
    return endpoint.facts().certifications().stream()
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

  private Area area(Constraint.OfAreas constraint, Instant at) {
    return law.area(constraint.areas(), at);
  }

  private static Function<Country, Truth> lies(Area area) {
    return country ->
        area.certainly().contains(country)
            ? Truth.TRUE
            : country.isKnown() && !area.possibly().contains(country) ? Truth.FALSE : Truth.UNKNOWN;
  }

  private static Function<Country, Truth> liesOutside(Area area) {
    return country ->
        area.certainly().contains(country)
            ? Truth.FALSE
            : country.isKnown() && !area.possibly().contains(country) ? Truth.TRUE : Truth.UNKNOWN;
  }
}
