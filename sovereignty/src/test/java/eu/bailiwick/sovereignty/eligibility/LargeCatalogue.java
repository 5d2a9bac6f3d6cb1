package eu.bailiwick.sovereignty.eligibility;

import eu.bailiwick.sovereignty.catalogue.Application;
import eu.bailiwick.sovereignty.catalogue.Approval;
import eu.bailiwick.sovereignty.catalogue.Catalogue;
import eu.bailiwick.sovereignty.catalogue.Cell;
import eu.bailiwick.sovereignty.catalogue.Certification;
import eu.bailiwick.sovereignty.catalogue.Control;
import eu.bailiwick.sovereignty.catalogue.DataClass;
import eu.bailiwick.sovereignty.catalogue.Endpoint;
import eu.bailiwick.sovereignty.catalogue.Entity;
import eu.bailiwick.sovereignty.catalogue.Facts;
import eu.bailiwick.sovereignty.catalogue.KeyCustody;
import eu.bailiwick.sovereignty.catalogue.Lifecycle;
import eu.bailiwick.sovereignty.catalogue.Model;
import eu.bailiwick.sovereignty.catalogue.ModelVersion;
import eu.bailiwick.sovereignty.catalogue.Operation;
import eu.bailiwick.sovereignty.catalogue.Party;
import eu.bailiwick.sovereignty.catalogue.Revocation;
import eu.bailiwick.sovereignty.catalogue.Site;
import eu.bailiwick.sovereignty.catalogue.Storage;
import eu.bailiwick.sovereignty.catalogue.Tenant;
import eu.bailiwick.sovereignty.evidence.Fact;
import eu.bailiwick.sovereignty.evidence.Grade;
import eu.bailiwick.sovereignty.law.Country;
import eu.bailiwick.sovereignty.law.Law;
import eu.bailiwick.sovereignty.policy.Constraint;
import eu.bailiwick.sovereignty.policy.Policy;
import eu.bailiwick.sovereignty.policy.Scope;
import eu.bailiwick.sovereignty.policy.Scope.Level;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue of a large cell, for benchmarks: a hundred tenants with one application each, which
 * can use five data classes (three built in, two of their own), a hundred policies on every axis,
 * endpoints at sites in fourteen countries, operators with owners, one fact in fifty ending soon.
 */
final class LargeCatalogue {

  static final Instant FROM = Instant.parse("2026-11-23T12:00:00Z");
  static final Instant UNTIL = FROM.plus(Duration.ofHours(1));
  static final String CELL = "eea";

  private static final int TENANTS = 100;
  private static final List<String> COUNTRIES =
      List.of("FR", "DE", "NL", "IE", "SE", "FI", "PL", "ES", "IT", "NO", "CH", "GB", "US", "CA");
  private static final List<KeyCustody.Kind> KEYS = List.of(KeyCustody.Kind.values());
  private static final String DIGEST = "sha256:" + "0".repeat(64);

  private final int endpoints;
  private final int models;
  private final int sites;

  /**
   * @param endpoints how many there are, spread evenly over models and sites
   */
  LargeCatalogue(int endpoints, int models) {
    this.endpoints = endpoints;
    this.models = models;
    this.sites = Math.min(endpoints, 20 * COUNTRIES.size());
  }

  Catalogue catalogue() {
    List<DataClass> classes = new ArrayList<>();
    for (int i = 0; i < TENANTS; i++) {
      classes.add(new DataClass("notes-" + i, "personal", "t" + i));
      classes.add(new DataClass("genome-" + i, "health", "t" + i));
    }
    return new Catalogue(
        Law.shipped(),
        many(2 * sites, this::entity),
        many(sites, this::site),
        List.of(new Cell(CELL, "EEA", List.of("s0"))),
        many(models, this::model),
        many(models, i -> new ModelVersion("v" + i, "m" + i, DIGEST, DIGEST, "any", null)),
        many(endpoints, this::endpoint),
        classes,
        many(TENANTS, i -> new Tenant("t" + i, "T" + i, Tenant.Audit.STRICT)),
        many(TENANTS, i -> new Application("a" + i, "t" + i, "A" + i, "public")),
        List.of(),
        policies(),
        many(models, i -> new Lifecycle("v" + i, Lifecycle.State.APPROVED, null, null, null, null)),
        approvals(),
        List.of(new Revocation(Revocation.Kind.ENDPOINT, "p0", FROM)));
  }

  /** For each model the EEA for health, Switzerland for personal data, one of them ending soon. */
  private List<Approval> approvals() {
    List<Approval> approvals = new ArrayList<>();
    for (int i = 0; i < models; i++) {
      Instant end = FROM.plus(i % 50 == 49 ? Duration.ofMinutes(40) : Duration.ofDays(100));
      approvals.add(approval("eea-" + i, i, "EEA", "health", end));
      approvals.add(approval("ch-" + i, i, "CH", "personal", FROM.plus(Duration.ofDays(100))));
    }
    return approvals;
  }

  private static Approval approval(
      String id, int model, String area, String dataClass, Instant until) {
    return new Approval(
        id,
        "v" + model,
        area,
        dataClass,
        Approval.State.GRANTED,
        FROM.minus(Duration.ofDays(1)),
        until,
        null,
        null);
  }

  /** Operators first, then their owners: every seventh is American. */
  private Entity entity(int i) {
    boolean owner = i >= sites;
    List<Control> owners =
        owner
            ? List.of()
            : List.of(
                new Control("e" + (sites + i), Control.Kind.CAPITAL, BigDecimal.valueOf(76)),
                new Control(
                    "e" + (sites + (i + 1) % sites), Control.Kind.CAPITAL, BigDecimal.valueOf(24)));
    String country = owner && i % 7 == 0 ? "US" : COUNTRIES.get(i % 10);
    return new Entity("e" + i, "E" + i, fact(Set.of(new Country(country))), fact(owners));
  }

  private Site site(int i) {
    return new Site(
        "s" + i,
        "S" + i,
        new Country(COUNTRIES.get(i % COUNTRIES.size())),
        null,
        "e" + i,
        Site.Status.OPERATIONAL,
        List.of());
  }

  private Model model(int i) {
    return new Model(
        "m" + i,
        "M" + i,
        null,
        fact(i % 5 == 0 ? "LicenseRef-Own" : "Apache-2.0"),
        fact(Set.of(new Country(COUNTRIES.get(i % COUNTRIES.size())))),
        Set.of(Operation.CHAT));
  }

  private Endpoint endpoint(int i) {
    int site = i % sites;
    Set<Country> here = Set.of(new Country(COUNTRIES.get(site % COUNTRIES.size())));
    Facts facts =
        new Facts(
            i % 50 == 49 ? ending(here) : fact(here),
            fact(
                i % 3 == 0
                    ? List.of()
                    : List.of(new Storage(Storage.What.LOG, here, Duration.ofDays(i % 60)))),
            i % 11 == 0 ? null : fact(i % 2 == 0 ? Set.of() : here),
            fact(here),
            fact(new KeyCustody(KEYS.get(i % KEYS.size()), null)),
            fact(List.of(new Party(Party.Role.SUPPORT, "e" + (site + 1) % sites))),
            i % 2 == 0 ? List.of(fact(new Certification("ISO27001", null))) : List.of());
    return new Endpoint(
        "p" + i,
        "v" + i / sites % models,
        "s" + site,
        null,
        "served",
        Endpoint.State.ENABLED,
        facts);
  }

  private List<Policy> policies() {
    List<Policy> policies = new ArrayList<>();
    policies.add(policy("platform", Scope.PLATFORM, constraint(0, 0)));
    policies.add(
        policy("personal", new Scope(Level.DATA_CLASS, null, null, "personal"), constraint(1, 0)));
    policies.add(
        policy("health", new Scope(Level.DATA_CLASS, null, null, "health"), constraint(5, 0)));
    for (int i = 0; policies.size() < 100; i++) {
      Scope scope =
          switch (i % 3) {
            case 0 -> new Scope(Level.TENANT, "t" + i, null, null);
            case 1 -> new Scope(Level.APPLICATION, null, "a" + i, null);
            default -> new Scope(Level.DATA_CLASS, "t" + i, null, "notes-" + i);
          };
      policies.add(policy("q" + i, scope, constraint(i, i), constraint(i / 11, i + 1)));
    }
    return policies;
  }

  private static Policy policy(String id, Scope scope, Constraint... constraints) {
    return new Policy(id, scope, List.of(constraints), List.of());
  }

  private static Constraint constraint(int axis, int variant) {
    List<String> areas =
        variant == 0 ? List.of("EEA") : List.of("EEA", COUNTRIES.get(variant % COUNTRIES.size()));
    @Nullable String rule = variant % 2 == 0 ? "SECNUMCLOUD_3_2" : null;
    Grade grade = Grade.DECLARED;
    return switch (axis % 11) {
      case 0 -> new Constraint.ProcessingWithin(areas, grade);
      case 1 -> new Constraint.StorageWithin(areas, grade);
      case 2 -> new Constraint.RetentionAtMost(Duration.ofDays(30 + variant % 30), grade);
      case 3 -> new Constraint.TelemetryWithin(areas, grade);
      case 4 -> new Constraint.HumanAccessWithin(areas, grade);
      case 5 -> new Constraint.DisclosureWithin(areas, rule, grade);
      case 6 -> new Constraint.DisclosureOutside(List.of("US", "CN"), rule, grade);
      case 7 -> new Constraint.DenialOutside(List.of("CN"), rule, grade);
      case 8 -> new Constraint.KeysHeld(List.of("BYOK", "HYOK"), grade);
      case 9 -> new Constraint.LicensedUnder(List.of("Apache-2.0"), grade);
      default -> new Constraint.CertifiedBy("ISO27001", grade);
    };
  }

  private static <T> Fact<T> fact(T value) {
    return new Fact<>(value, Grade.CERTIFIED, "made up", null, null);
  }

  private static <T> Fact<T> ending(T value) {
    return new Fact<>(value, Grade.CERTIFIED, "made up", null, FROM.plus(Duration.ofMinutes(30)));
  }

  private static <T> List<T> many(int count, IntFunction<T> make) {
    return IntStream.range(0, count).mapToObj(make).toList();
  }
}
