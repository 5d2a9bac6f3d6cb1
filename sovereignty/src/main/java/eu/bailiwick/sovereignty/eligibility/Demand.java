package eu.bailiwick.sovereignty.eligibility;

import eu.bailiwick.sovereignty.catalogue.Endpoint;
import eu.bailiwick.sovereignty.catalogue.KeyCustody;
import eu.bailiwick.sovereignty.catalogue.Party;
import eu.bailiwick.sovereignty.catalogue.Storage;
import eu.bailiwick.sovereignty.eligibility.Subjects.Subject;
import eu.bailiwick.sovereignty.evidence.Fact;
import eu.bailiwick.sovereignty.evidence.Grade;
import eu.bailiwick.sovereignty.law.Area;
import eu.bailiwick.sovereignty.law.ControlRule;
import eu.bailiwick.sovereignty.law.Country;
import eu.bailiwick.sovereignty.law.Law;
import eu.bailiwick.sovereignty.policy.Constraint;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One constraint made ready for one instant: whether a subject surely meets it. */
interface Demand {

  boolean isMetBy(Subject subject);

  /** Makes a constraint ready. What depends on no subject is worked out here. */
  static Demand compile(Constraint constraint, Law law, Subjects subjects, Instant at) {
    Grade grade = constraint.minGrade();
    return switch (constraint) {
      case Constraint.ProcessingWithin c -> {
        Predicate<Collection<Country>> within = within(law, c, at);
        yield s ->
            s.site() != null
                && within.test(List.of(s.site().country()))
                && counts(s.endpoint().facts().processing(), grade, at, within);
      }
      case Constraint.StorageWithin c -> {
        Predicate<Collection<Country>> within = within(law, c, at);
        yield s ->
            counts(
                s.endpoint().facts().storage(),
                grade,
                at,
                kept -> all(kept, storage -> within.test(storage.countries())));
      }
      case Constraint.RetentionAtMost c ->
          s ->
              counts(
                  s.endpoint().facts().storage(),
                  grade,
                  at,
                  kept -> all(kept, storage -> isKeptBriefly(storage, c)));
      case Constraint.TelemetryWithin c -> {
        Predicate<Collection<Country>> within = within(law, c, at);
        yield s -> counts(s.endpoint().facts().telemetry(), grade, at, within);
      }
      case Constraint.HumanAccessWithin c -> {
        Predicate<Collection<Country>> within = within(law, c, at);
        yield s -> counts(s.endpoint().facts().humanAccess(), grade, at, within);
      }
      case Constraint.DisclosureWithin c ->
          exposed(false, c, area(law, c, at).certainly()::contains, law, subjects, at);
      case Constraint.DisclosureOutside c ->
          exposed(false, c, isOutside(area(law, c, at)), law, subjects, at);
      case Constraint.DenialWithin c ->
          exposed(true, c, area(law, c, at).certainly()::contains, law, subjects, at);
      case Constraint.DenialOutside c ->
          exposed(true, c, isOutside(area(law, c, at)), law, subjects, at);
      case Constraint.KeysHeld c ->
          s -> counts(s.endpoint().facts().keyCustody(), grade, at, k -> isHeld(k, c));
      case Constraint.CertifiedBy c -> s -> isCertified(s.endpoint(), c, at);
      case Constraint.LicensedUnder c ->
          s -> counts(s.model().licence(), grade, at, c.licences()::contains);
      case Constraint.OriginWithin c -> {
        Predicate<Collection<Country>> within = within(law, c, at);
        yield s -> counts(s.model().origin(), grade, at, within);
      }
    };
  }

  private static Demand exposed(
      boolean denial,
      Constraint.OfExposure constraint,
      Predicate<Country> accepted,
      Law law,
      Subjects subjects,
      Instant at) {
    String ruleId = constraint.controlRule();
    ControlRule rule = ruleId == null ? null : law.controlRule(ruleId).orElse(null);
    Grade grade = constraint.minGrade();
    Outsiders outsiders = Outsiders.find(subjects.entities(), accepted, rule, grade, at);
    return subject ->
        subject.site() != null
            && !outsiders.contains(subject.site().operator())
            && counts(
                subject.endpoint().facts().chain(),
                grade,
                at,
                chain -> all(chain, party -> !leads(party, denial, outsiders)));
  }

  private static boolean leads(Party party, boolean denial, Outsiders outsiders) {
    return (denial || party.role().canDisclose()) && outsiders.contains(party.entity());
  }

  private static Predicate<Collection<Country>> within(
      Law law, Constraint.OfAreas constraint, Instant at) {
    Countries allowed = Countries.of(area(law, constraint, at).certainly());
    Map<Collection<Country>, Boolean> known = new HashMap<>();
    return countries -> known.computeIfAbsent(countries, asked -> all(asked, allowed::contains));
  }

  private static <T> boolean all(Collection<T> items, Predicate<T> test) {
    for (T item : items) {
      if (!test.test(item)) {
        return false;
      }
    }
    return true;
  }

  private static Predicate<Country> isOutside(Area area) {
    return country -> country.isKnown() && !area.possibly().contains(country);
  }

  private static Area area(Law law, Constraint.OfAreas constraint, Instant at) {
    return law.area(constraint.areas(), at);
  }

  private static boolean isKeptBriefly(Storage kept, Constraint.RetentionAtMost constraint) {
    return kept.retention() != null && kept.retention().compareTo(constraint.longest()) <= 0;
  }

  private static boolean isHeld(KeyCustody custody, Constraint.KeysHeld constraint) {
    return constraint.ways().contains(custody.kind().name());
  }

  private static boolean isCertified(
      Endpoint endpoint, Constraint.CertifiedBy constraint, Instant at) {
    return endpoint.facts().certifications().stream()
        .anyMatch(
            certificate ->
                certificate.value().scheme().equals(constraint.scheme())
                    && certificate.countsAt(at, constraint.minGrade()));
  }

  private static <T> boolean counts(
      @Nullable Fact<T> fact, Grade minGrade, Instant at, Predicate<? super T> test) {
    return fact != null && fact.countsAt(at, minGrade) && test.test(fact.value());
  }
}
