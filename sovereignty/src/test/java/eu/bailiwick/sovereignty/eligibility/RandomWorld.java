package eu.bailiwick.sovereignty.eligibility;

import eu.bailiwick.sovereignty.catalogue.ApiKey;
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
import eu.bailiwick.sovereignty.decision.RequestDescriptor;
import eu.bailiwick.sovereignty.evidence.Fact;
import eu.bailiwick.sovereignty.evidence.Grade;
import eu.bailiwick.sovereignty.law.Country;
import eu.bailiwick.sovereignty.law.Law;
import eu.bailiwick.sovereignty.policy.Constraint;
import eu.bailiwick.sovereignty.policy.Policy;
import eu.bailiwick.sovereignty.policy.Scope;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes a random catalogue, the life of a table, requests and instants from a seed. Small sets of
 * countries, entities and names make collisions likely: loops of control, small shares that add up,
 * facts that begin or end within the life, midnights at which the law changes.
 */
final class RandomWorld {

  static final String CELL = "cell";

  /**
   * Midnights at which Croatia or the United Kingdom joined or left something, and ordinary ones.
   */
  private static final List<Instant> MIDNIGHTS =
      Stream.of(
              "2013-07-01",
              "2014-04-12",
              "2020-02-01",
              "2021-01-01",
              "2021-06-28",
              "2031-12-28",
              "2026-01-27",
              "2026-03-29",
              "2026-11-23")
          .map(day -> Instant.parse(day + "T00:00:00Z"))
          .toList();

  private static final List<String> COUNTRIES =
      List.of("FR", "DE", "HR", "NO", "CH", "GB", "US", "CA", "ZZ");
  private static final List<String> LAWFUL = List.of("FR", "DE", "FR", "DE", "HR", "GB");
  private static final List<String> AREAS =
      List.of("EU", "EEA", "EFTA", "GDPR_ADEQUATE", "FR", "DE", "US", "GB");
  private static final List<String> CLASSES =
      List.of("public", "personal", "health", "own-t0", "own-t1");
  private static final String DIGEST = "sha256:" + "0".repeat(64);

  private final Random random;

  private final Instant from;
  private final Instant until;
  private final Catalogue catalogue;

  RandomWorld(long seed) {
    this.random = new Random(seed);
    this.from = pick(MIDNIGHTS).minus(Duration.ofHours(random.nextInt(5)));
    this.until = from.plus(Duration.ofHours(pick(List.of(1, 2, 6, 30))));
    this.catalogue = make();
  }

  /** First instant of the life. */
  Instant from() {
    return from;
  }

  /** First instant after the life. */
  Instant until() {
    return until;
  }

  Catalogue catalogue() {
    return catalogue;
  }

  EligibilityTable table() {
    return EligibilityTable.compile(catalogue, CELL, from, until);
  }

  private Catalogue make() {
    int entities = 2 + random.nextInt(5);
    int sites = 1 + random.nextInt(4);
    int endpoints = 4 + random.nextInt(16);
    return new Catalogue(
        Law.shipped(),
        many(entities, i -> entity(i, entities)),
        many(sites, i -> site(i, entities)),
        List.of(new Cell(CELL, chance(80) ? "EEA" : pick(AREAS), List.of("s0"))),
        many(3, i -> model(i)),
        many(3, i -> new ModelVersion("v" + i, "m" + i, DIGEST, DIGEST, "any", null)),
        many(endpoints, i -> endpoint(i, sites, entities)),
        List.of(
            new DataClass("own-t0", pick(List.of("personal", "health")), "t0"),
            new DataClass("own-t1", pick(List.of("public", "health")), "t1")),
        List.of(
            new Tenant("t0", "T0", Tenant.Audit.STRICT),
            new Tenant("t1", "T1", Tenant.Audit.STRICT)),
        many(3, i -> application(i)),
        List.<ApiKey>of(),
        many(chance(4) ? 0 : 1 + random.nextInt(3), i -> policy(i)),
        many(3, i -> lifecycle(i)),
        approvals(),
        revocations(endpoints));
  }

  private Lifecycle lifecycle(int i) {
    Lifecycle.State state =
        chance(99) ? Lifecycle.State.APPROVED : pick(List.of(Lifecycle.State.values()));
    return new Lifecycle("v" + i, state, null, null, null, null);
  }

  /** Most versions are approved nearly everywhere; some grants begin or end within the life. */
  private List<Approval> approvals() {
    List<Approval> approvals = new ArrayList<>();
    for (int version = 0; version < 3; version++) {
      for (String area : chance(99) ? List.of("EEA", "HR", "GB", "CH", "US", "CA") : some(AREAS)) {
        approvals.add(approval(approvals.size(), "v" + version, area));
      }
    }
    return approvals;
  }

  private Approval approval(int i, String version, String area) {
    Instant begin = chance(98) ? from.minus(Duration.ofDays(1)) : edge();
    Instant end = chance(98) ? until.plus(Duration.ofDays(1)) : edge();
    return new Approval(
        "g" + i,
        version,
        area,
        pick(chance(97) ? List.of("health") : CLASSES),
        chance(99) ? Approval.State.GRANTED : pick(List.of(Approval.State.values())),
        begin,
        end.isAfter(begin) ? end : begin.plusNanos(1),
        null,
        null);
  }

  private List<Revocation> revocations(int endpoints) {
    Set<Revocation> revocations = new HashSet<>();
    for (int n = chance(94) ? 0 : 1 + random.nextInt(2); n > 0; n--) {
      Revocation.Kind kind = pick(List.of(Revocation.Kind.values()));
      String subject =
          switch (kind) {
            case ENDPOINT -> "p" + random.nextInt(endpoints);
            case VERSION -> "v" + random.nextInt(3);
            case KEY -> "k0";
            case APPROVAL -> "g" + random.nextInt(9);
          };
      revocations.add(new Revocation(kind, subject, from));
    }
    return List.copyOf(revocations);
  }

  RequestDescriptor request() {
    Application application = pick(catalogue.applications());
    return new RequestDescriptor(
        chance(97) ? application.tenant() : "t1",
        chance(98) ? application.id() : "nobody",
        chance(85) ? null : pick(CLASSES),
        "m" + random.nextInt(chance(97) ? 3 : 4),
        chance(93) ? Operation.CHAT : pick(List.of(Operation.values())),
        chance(70) ? List.of() : some(chance(92) ? AREAS : List.of("EUROPE", "ZZ", "fr")));
  }

  /** An instant within the life, often an edge or a nanosecond beside one. */
  Instant instant() {
    Instant at = edge().plusNanos(chance(60) ? 0 : random.nextInt(3) - 1);
    if (at.isBefore(from)) {
      return from;
    }
    return at.isBefore(until) ? at : until.minusNanos(1);
  }

  /** A full hour, from a little before the life until a little after it. */
  private Instant edge() {
    long hours = Duration.between(from, until).toHours();
    return from.plus(Duration.ofHours(random.nextLong(-1, hours + 2)));
  }

  private Entity entity(int i, int entities) {
    return new Entity(
        "e" + i,
        "E" + i,
        chance(98) ? fact(countries()) : null,
        chance(98) ? fact(controls(i, entities)) : null);
  }

  private List<Control> controls(int i, int entities) {
    List<Control> controls = new ArrayList<>();
    for (int n = chance(50) ? 0 : random.nextInt(4); n > 0; n--) {
      int by = random.nextInt(entities + (chance(5) ? 1 : 0));
      if (by != i) {
        controls.add(new Control("e" + by, pick(List.of(Control.Kind.values())), percent()));
      }
    }
    return controls;
  }

  private @Nullable BigDecimal percent() {
    return chance(15) ? null : BigDecimal.valueOf(pick(List.of(5, 10, 15, 20, 24, 25, 39, 60)));
  }

  private Site site(int i, int entities) {
    return new Site(
        "s" + i,
        "S" + i,
        new Country(pick(chance(88) ? LAWFUL : COUNTRIES)),
        null,
        "e" + random.nextInt(entities),
        Site.Status.OPERATIONAL,
        List.of());
  }

  private Model model(int i) {
    return new Model(
        "m" + i,
        "M" + i,
        null,
        mostly(() -> fact(pick(List.of("MIT", "Apache-2.0")))),
        mostly(() -> fact(countries())),
        Set.copyOf(List.of(pick(List.of(Operation.values())), Operation.CHAT)));
  }

  private Endpoint endpoint(int i, int sites, int entities) {
    return new Endpoint(
        "p" + i,
        "v" + random.nextInt(3),
        "s" + random.nextInt(sites),
        URI.create("http://p" + i + ".example"),
        "served",
        Endpoint.State.ENABLED,
        new Facts(
            mostly(() -> fact(countries())),
            mostly(() -> fact(storage())),
            mostly(() -> fact(chance(50) ? Set.of() : countries())),
            mostly(() -> fact(chance(50) ? Set.of() : countries())),
            mostly(() -> fact(new KeyCustody(pick(List.of(KeyCustody.Kind.values())), null))),
            mostly(() -> fact(chain(entities))),
            many(
                random.nextInt(3),
                n -> fact(new Certification(pick(List.of("C5", "ISO27001")), null)))));
  }

  private List<Party> chain(int entities) {
    return many(
        random.nextInt(3),
        i -> new Party(pick(List.of(Party.Role.values())), "e" + random.nextInt(entities)));
  }

  private List<Storage> storage() {
    return many(
        random.nextInt(3),
        i ->
            new Storage(
                pick(List.of(Storage.What.values())),
                countries(),
                chance(20) ? null : Duration.ofDays(random.nextInt(60))));
  }

  private Application application(int i) {
    return new Application(
        "a" + i,
        chance(85) ? "t0" : "t1",
        "A" + i,
        chance(85) ? pick(CLASSES.subList(0, 3)) : pick(CLASSES));
  }

  private Policy policy(int i) {
    return new Policy("q" + i, scope(), many(chance(80) ? 1 : 2, n -> constraint()), List.of());
  }

  private Scope scope() {
    return switch (random.nextInt(7)) {
      case 0, 4, 5, 6 -> Scope.PLATFORM;
      case 1 -> new Scope(Scope.Level.TENANT, chance(80) ? "t0" : "t1", null, null);
      case 2 -> new Scope(Scope.Level.APPLICATION, null, "a" + random.nextInt(3), null);
      default -> new Scope(Scope.Level.DATA_CLASS, chance(50) ? "t0" : null, null, pick(CLASSES));
    };
  }

  Constraint constraint() {
    Grade grade = chance(80) ? Grade.DECLARED : pick(List.of(Grade.SIGNED, Grade.CERTIFIED));
    List<String> areas = chance(50) ? List.of("EEA") : some(AREAS);
    String rule = chance(50) ? null : "SECNUMCLOUD_3_2";
    return switch (random.nextInt(13)) {
      case 0 -> new Constraint.ProcessingWithin(areas, grade);
      case 1 -> new Constraint.StorageWithin(areas, grade);
      case 2 -> new Constraint.RetentionAtMost(Duration.ofDays(30), grade);
      case 3 -> new Constraint.TelemetryWithin(areas, grade);
      case 4 -> new Constraint.HumanAccessWithin(areas, grade);
      case 5 -> new Constraint.DisclosureWithin(areas, rule, grade);
      case 6 -> new Constraint.DisclosureOutside(areas, rule, grade);
      case 7 -> new Constraint.DenialWithin(areas, rule, grade);
      case 8 -> new Constraint.DenialOutside(areas, rule, grade);
      case 9 -> new Constraint.KeysHeld(some(List.of("NONE", "PROVIDER", "BYOK", "HYOK")), grade);
      case 10 -> new Constraint.CertifiedBy(pick(List.of("C5", "ISO27001")), grade);
      case 11 -> new Constraint.LicensedUnder(List.of("MIT"), grade);
      default -> new Constraint.OriginWithin(areas, grade);
    };
  }

  private Set<Country> countries() {
    Set<Country> countries = new HashSet<>();
    for (String code : some(chance(92) ? LAWFUL.subList(0, 2) : COUNTRIES)) {
      countries.add(new Country(code));
    }
    return countries;
  }

  private <T> Fact<T> fact(T value) {
    Instant begin = chance(93) ? null : edge();
    Instant end = chance(93) ? null : edge();
    if (begin != null && end != null && !begin.isBefore(end)) {
      end = null;
    }
    Grade grade = chance(8) ? pick(List.of(Grade.values())) : Grade.CERTIFIED;
    return new Fact<>(value, grade, "made up", begin, end);
  }

  private <T> @Nullable T mostly(Supplier<T> value) {
    return chance(92) ? value.get() : null;
  }

  private <T> List<T> many(int count, IntFunction<T> make) {
    return IntStream.range(0, count).mapToObj(make).toList();
  }

  private List<String> some(List<String> from) {
    Set<String> some = new HashSet<>();
    for (int n = 1 + random.nextInt(3); n > 0; n--) {
      some.add(pick(from));
    }
    return List.copyOf(some);
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }
}
