package eu.bailiwick.sovereignty.eligibility;

import eu.bailiwick.sovereignty.catalogue.Approval;
import eu.bailiwick.sovereignty.catalogue.Catalogue;
import eu.bailiwick.sovereignty.catalogue.Control;
import eu.bailiwick.sovereignty.catalogue.Endpoint;
import eu.bailiwick.sovereignty.catalogue.Entity;
import eu.bailiwick.sovereignty.catalogue.Lifecycle;
import eu.bailiwick.sovereignty.catalogue.Model;
import eu.bailiwick.sovereignty.catalogue.ModelVersion;
import eu.bailiwick.sovereignty.catalogue.Party;
import eu.bailiwick.sovereignty.catalogue.Site;
import eu.bailiwick.sovereignty.catalogue.Storage;
import eu.bailiwick.sovereignty.evidence.Fact;
import eu.bailiwick.sovereignty.evidence.Grade;
import eu.bailiwick.sovereignty.law.Country;
import eu.bailiwick.sovereignty.law.Membership;
import eu.bailiwick.sovereignty.policy.Constraint;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Whether an endpoint violates a constraint or may violate it, by plain sets and loops: written for
 * tests, and using nothing of what it checks.
 */
final class PlainLaw {

  private final Catalogue catalogue;
  private final Instant at;

  PlainLaw(Catalogue catalogue, Instant at) {
    this.catalogue = catalogue;
    this.at = at;
  }

  boolean meets(String endpointId, Constraint constraint) {
    Endpoint endpoint = find(catalogue.endpoints(), e -> e.id().equals(endpointId));
    Site site = find(catalogue.sites(), s -> s.id().equals(endpoint.site()));
    ModelVersion version = find(catalogue.versions(), v -> v.id().equals(endpoint.version()));
    Model model = find(catalogue.models(), m -> m.id().equals(version.model()));
    Grade grade = constraint.minGrade();
    return switch (constraint) {
      case Constraint.ProcessingWithin c ->
          known(endpoint.facts().processing(), grade)
              && members(c.areas()).containsAll(value(endpoint.facts().processing()))
              && members(c.areas()).contains(site.country());
      case Constraint.StorageWithin c ->
          known(endpoint.facts().storage(), grade)
              && value(endpoint.facts().storage()).stream()
                  .allMatch(kept -> members(c.areas()).containsAll(kept.countries()));
      case Constraint.RetentionAtMost c -> {
        boolean all = known(endpoint.facts().storage(), grade);
        for (Storage kept : all ? value(endpoint.facts().storage()) : List.<Storage>of()) {
          all &= kept.retention() != null && !c.longest().minus(kept.retention()).isNegative();
        }
        yield all;
      }
      case Constraint.TelemetryWithin c ->
          known(endpoint.facts().telemetry(), grade)
              && members(c.areas()).containsAll(value(endpoint.facts().telemetry()));
      case Constraint.HumanAccessWithin c ->
          known(endpoint.facts().humanAccess(), grade)
              && members(c.areas()).containsAll(value(endpoint.facts().humanAccess()));
      case Constraint.DisclosureWithin c ->
          isInside(endpoint, site, c, members(c.areas())::contains, false);
      case Constraint.DisclosureOutside c -> isInside(endpoint, site, c, isNone(c.areas()), false);
      case Constraint.DenialWithin c ->
          isInside(endpoint, site, c, members(c.areas())::contains, true);
      case Constraint.DenialOutside c -> isInside(endpoint, site, c, isNone(c.areas()), true);
      case Constraint.KeysHeld c ->
          known(endpoint.facts().keyCustody(), grade)
              && c.ways().contains(value(endpoint.facts().keyCustody()).kind().toString());
      case Constraint.CertifiedBy c ->
          endpoint.facts().certifications().stream()
              .anyMatch(f -> known(f, grade) && f.value().scheme().equals(c.scheme()));
      case Constraint.LicensedUnder c ->
          known(model.licence(), grade) && c.licences().contains(value(model.licence()));
      case Constraint.OriginWithin c ->
          known(model.origin(), grade) && members(c.areas()).containsAll(value(model.origin()));
    };
  }

  /** Whether the endpoint is in use, its version approved, and the class approved where it runs. */
  boolean isCleared(String endpointId, String dataClass) {
    Endpoint endpoint = find(catalogue.endpoints(), e -> e.id().equals(endpointId));
    String version = endpoint.version();
    boolean approved =
        catalogue.lifecycles().stream()
            .anyMatch(
                l ->
                    l.version().equals(version)
                        && (l.state() == Lifecycle.State.APPROVED
                            || l.state() == Lifecycle.State.DEPRECATED));
    boolean revoked = isRevoked("endpoint", endpointId) || isRevoked("version", version);
    Site site = find(catalogue.sites(), s -> s.id().equals(endpoint.site()));
    Set<Country> places = new HashSet<>(Set.of(site.country()));
    if (known(endpoint.facts().processing(), Grade.DECLARED)) {
      places.addAll(value(endpoint.facts().processing()));
    }
    return approved
        && !revoked
        && places.stream().allMatch(place -> isGranted(version, dataClass, place));
  }

  private boolean isRevoked(String kind, String subject) {
    return catalogue.revocations().stream()
        .anyMatch(r -> r.kind().name().equalsIgnoreCase(kind) && r.subject().equals(subject));
  }

  private boolean isGranted(String version, String dataClass, Country place) {
    return catalogue.approvals().stream()
        .anyMatch(
            a ->
                a.version().equals(version)
                    && a.state() == Approval.State.GRANTED
                    && !a.validFrom().isAfter(at)
                    && a.validUntil().isAfter(at)
                    && !isRevoked("approval", a.id())
                    && ladder(a.dataClass()) >= ladder(dataClass)
                    && members(List.of(a.jurisdiction())).contains(place));
  }

  /** How sensitive a class is; a tenant's own is as sensitive as its parent. */
  private int ladder(@Nullable String dataClass) {
    int rung = dataClass == null ? 0 : List.of("public", "personal", "health").indexOf(dataClass);
    return rung >= 0
        ? rung
        : ladder(find(catalogue.dataClasses(), c -> c.id().equals(dataClass)).parent());
  }

  private boolean isInside(
      Endpoint endpoint,
      Site site,
      Constraint.OfExposure constraint,
      Predicate<Country> accepted,
      boolean denial) {
    if (!known(endpoint.facts().chain(), constraint.minGrade())) {
      return false;
    }
    Set<String> suspects = suspects(constraint, accepted);
    boolean inside = !suspects.contains(site.operator());
    for (Party party : value(endpoint.facts().chain())) {
      boolean silent = party.role() == Party.Role.SOFTWARE || party.role() == Party.Role.HARDWARE;
      inside &= (!denial && silent) || !suspects.contains(party.entity());
    }
    return inside;
  }

  /** Entities that may be outside: those that are by themselves, then whoever they control. */
  private Set<String> suspects(Constraint.OfExposure constraint, Predicate<Country> accepted) {
    Set<String> suspects = new HashSet<>();
    for (Entity entity : catalogue.entities()) {
      boolean clear =
          known(entity.subjectTo(), constraint.minGrade())
              && value(entity.subjectTo()).stream().allMatch(accepted)
              && known(entity.controllers(), constraint.minGrade());
      if (!clear) {
        suspects.add(entity.id());
      }
      if (entity.controllers() != null) {
        entity.controllers().value().forEach(c -> addIfUnknown(c.by(), suspects));
      }
    }
    int before = -1;
    while (before != suspects.size()) {
      before = suspects.size();
      for (Entity entity : catalogue.entities()) {
        if (known(entity.controllers(), constraint.minGrade())
            && isHeldBy(suspects, value(entity.controllers()), constraint.controlRule())) {
          suspects.add(entity.id());
        }
      }
    }
    return suspects;
  }

  private void addIfUnknown(String id, Set<String> suspects) {
    if (catalogue.entities().stream().noneMatch(e -> e.id().equals(id))) {
      suspects.add(id);
    }
  }

  /** SecNumCloud's thresholds, written out; indirect shares in one hand are left to the oracle. */
  private static boolean isHeldBy(
      Set<String> suspects, List<Control> controls, @Nullable String rule) {
    BigDecimal capital = BigDecimal.ZERO;
    BigDecimal votes = BigDecimal.ZERO;
    for (Control control : controls) {
      if (!suspects.contains(control.by())) {
        continue;
      }
      boolean share =
          control.kind() == Control.Kind.CAPITAL || control.kind() == Control.Kind.VOTES;
      BigDecimal percent = control.percent();
      if (rule == null || !share || percent == null || percent.intValueExact() > 24) {
        return true;
      }
      capital = control.kind() == Control.Kind.CAPITAL ? capital.add(percent) : capital;
      votes = control.kind() == Control.Kind.VOTES ? votes.add(percent) : votes;
    }
    return capital.intValueExact() > 39 || votes.intValueExact() > 39;
  }

  private Predicate<Country> isNone(Collection<String> areas) {
    LocalDate day = LocalDate.ofInstant(at, ZoneOffset.UTC);
    Set<Country> possible = members(areas);
    for (Membership m : catalogue.law().memberships()) {
      if (areas.contains(m.group()) && holds(m, day)) {
        possible.add(m.country());
      }
    }
    return country -> !country.code().equals("ZZ") && !possible.contains(country);
  }

  private Set<Country> members(Collection<String> areas) {
    LocalDate day = LocalDate.ofInstant(at, ZoneOffset.UTC);
    Set<Country> members = new HashSet<>();
    for (String area : areas) {
      if (area.length() == 2 && !area.equals("EU")) {
        members.add(new Country(area));
      }
    }
    for (Membership m : catalogue.law().memberships()) {
      if (areas.contains(m.group()) && m.scope() == null && holds(m, day)) {
        members.add(m.country());
      }
    }
    return members;
  }

  private static boolean holds(Membership m, LocalDate day) {
    return m.recordedTo() == null
        && !m.validFrom().isAfter(day)
        && (m.validTo() == null || m.validTo().isAfter(day));
  }

  private boolean known(@Nullable Fact<?> fact, Grade atLeast) {
    return fact != null
        && fact.grade() != Grade.UNKNOWN
        && EnumSet.range(atLeast, Grade.MACHINE_VERIFIED).contains(fact.grade())
        && (fact.validFrom() == null || !fact.validFrom().isAfter(at))
        && (fact.validTo() == null || fact.validTo().isAfter(at));
  }

  private static <T> T value(@Nullable Fact<T> fact) {
    if (fact == null) {
      throw new AssertionError("asked for a fact that is not there");
    }
    return fact.value();
  }

  private static <T> T find(List<T> items, Predicate<T> wanted) {
    return items.stream().filter(wanted).findFirst().orElseThrow();
  }
}
