package eu.bailiwick.sovereignty.decision;

import static eu.bailiwick.sovereignty.CatalogueBuilder.NOW;
import static eu.bailiwick.sovereignty.CatalogueBuilder.countries;
import static eu.bailiwick.sovereignty.CatalogueBuilder.declared;
import static eu.bailiwick.sovereignty.CatalogueBuilder.graded;
import static org.assertj.core.api.Assertions.assertThat;

import eu.bailiwick.sovereignty.CatalogueBuilder;
import eu.bailiwick.sovereignty.catalogue.Facts;
import eu.bailiwick.sovereignty.catalogue.KeyCustody;
import eu.bailiwick.sovereignty.catalogue.Party;
import eu.bailiwick.sovereignty.catalogue.Party.Role;
import eu.bailiwick.sovereignty.catalogue.Storage;
import eu.bailiwick.sovereignty.catalogue.Storage.What;
import eu.bailiwick.sovereignty.evidence.Fact;
import eu.bailiwick.sovereignty.evidence.Grade;
import eu.bailiwick.sovereignty.law.Country;
import eu.bailiwick.sovereignty.policy.Constraint;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every axis beside processing, disclosure and certificates: met, violated or unknown. */
class AxesTest {

  private static final List<String> EEA = List.of("EEA");

  static Stream<Arguments> storage() {
    Reason outside = Reason.STORAGE_OUTSIDE_AREA;
    Reason unknown = Reason.UNKNOWN_STORAGE;
    return Stream.of(
        met(kept(What.LOG, "P1D", "FR"), "kept in [FR]"),
        met(declared(List.of()), "kept in []"),
        not(kept(What.ABUSE, "P1D", "FR", "US"), outside, "kept in [FR, US]"),
        not(
            declared(List.of(storage(What.LOG, "P1D", "FR"), storage(What.BACKUP, null, "US"))),
            outside,
            "kept in [FR, US]"),
        not(kept(What.LOG, "P1D", "US", "ZZ"), outside, "kept in [US, ZZ]"),
        not(kept(What.LOG, "P1D", "FR", "ZZ"), unknown, "kept in [FR, ZZ]"),
        not(null, unknown, "storage not recorded"),
        not(graded(Grade.UNKNOWN, List.of()), unknown, notKnown("storage")),
        not(expired(List.of()), unknown, notKnown("storage")));
  }

  @ParameterizedTest
  @MethodSource
  void storage(@Nullable Fact<List<Storage>> fact, @Nullable Reason reason, String found) {
    assertFound(new Constraint.StorageWithin(EEA, Grade.DECLARED), storedAs(fact), reason, found);
  }

  static Stream<Arguments> retention() {
    Reason unknown = Reason.UNKNOWN_STORAGE;
    return Stream.of(
        met(declared(List.of()), "nothing is kept"),
        met(kept(What.LOG, "P30D", "US"), "kept: LOG for PT720H"),
        not(
            kept(What.LOG, "PT720H0.000000001S", "FR"),
            Reason.RETENTION_TOO_LONG,
            "kept: LOG for PT720H0.000000001S"),
        not(
            declared(List.of(storage(What.PROMPT, null, "FR"), storage(What.LOG, "P31D", "FR"))),
            Reason.RETENTION_TOO_LONG,
            "kept: PROMPT for a time not recorded, LOG for PT744H"),
        not(
            declared(List.of(storage(What.LOG, "P1D", "FR"), storage(What.PROMPT, null, "FR"))),
            unknown,
            "kept: LOG for PT24H, PROMPT for a time not recorded"),
        not(null, unknown, "storage not recorded"));
  }

  @ParameterizedTest
  @MethodSource
  void retention(@Nullable Fact<List<Storage>> fact, @Nullable Reason reason, String found) {
    assertFound(
        new Constraint.RetentionAtMost(Duration.ofDays(30), Grade.DECLARED),
        storedAs(fact),
        reason,
        found);
  }

  static Stream<Arguments> telemetry() {
    return places(
        "telemetry", "telemetry to", Reason.TELEMETRY_OUTSIDE_AREA, Reason.UNKNOWN_TELEMETRY);
  }

  @ParameterizedTest
  @MethodSource
  void telemetry(@Nullable Fact<Set<Country>> fact, @Nullable Reason reason, String found) {
    assertFound(
        new Constraint.TelemetryWithin(EEA, Grade.DECLARED),
        new Facts(null, null, fact, null, null, null, List.of()),
        reason,
        found);
  }

  static Stream<Arguments> humanAccess() {
    return places(
        "human access",
        "human access from",
        Reason.HUMAN_ACCESS_OUTSIDE_AREA,
        Reason.UNKNOWN_HUMAN_ACCESS);
  }

  @ParameterizedTest
  @MethodSource
  void humanAccess(@Nullable Fact<Set<Country>> fact, @Nullable Reason reason, String found) {
    assertFound(
        new Constraint.HumanAccessWithin(EEA, Grade.DECLARED),
        new Facts(null, null, null, fact, null, null, List.of()),
        reason,
        found);
  }

  static Stream<Arguments> origin() {
    return places("origin", "made in", Reason.ORIGIN_OUTSIDE_AREA, Reason.UNKNOWN_ORIGIN)
        .filter(arguments -> !"made in []".equals(arguments.get()[2]));
  }

  @ParameterizedTest
  @MethodSource
  void origin(@Nullable Fact<Set<Country>> fact, @Nullable Reason reason, String found) {
    Constraint constraint = new Constraint.OriginWithin(EEA, Grade.DECLARED);
    assertFound(
        CatalogueBuilder.sound().weights(null, fact), constraint, Facts.NONE, reason, found);
  }

  /** An empty set says "none", which is something else than not knowing. */
  private static Stream<Arguments> places(
      String fact, String words, Reason outside, Reason unknown) {
    return Stream.of(
        met(declared(countries()), words + " []"),
        met(declared(countries("FR", "NO")), words + " [FR, NO]"),
        not(declared(countries("FR", "US")), outside, words + " [FR, US]"),
        not(declared(countries("US", "ZZ")), outside, words + " [US, ZZ]"),
        not(declared(countries("FR", "ZZ")), unknown, words + " [FR, ZZ]"),
        not(null, unknown, fact + " not recorded"),
        not(expired(countries("FR")), unknown, notKnown(fact)),
        not(graded(Grade.UNKNOWN, countries("FR")), unknown, notKnown(fact)));
  }

  @ParameterizedTest
  @CsvSource({
    "HYOK, HYOK, , keys held as HYOK",
    "BYOK, HYOK+BYOK, , keys held as BYOK",
    "PROVIDER, HYOK+BYOK, KEY_CUSTODY, keys held as PROVIDER",
    "NONE, PROVIDER, KEY_CUSTODY, keys held as NONE",
    ", HYOK, UNKNOWN_KEY_CUSTODY, key custody not recorded"
  })
  void keys(KeyCustody.@Nullable Kind kind, String ways, @Nullable Reason reason, String found) {
    assertFound(
        new Constraint.KeysHeld(List.of(ways.split("\\+", -1)), Grade.DECLARED),
        new Facts(
            null,
            null,
            null,
            null,
            kind == null ? null : declared(new KeyCustody(kind, null)),
            null,
            List.of()),
        reason,
        found);
  }

  @ParameterizedTest
  @CsvSource({
    "MIT, , licensed under MIT",
    "LicenseRef-Acme, LICENCE_NOT_ALLOWED, licensed under LicenseRef-Acme",
    ", UNKNOWN_LICENCE, licence not recorded"
  })
  void licence(@Nullable String licence, @Nullable Reason reason, String found) {
    assertFound(
        CatalogueBuilder.sound().weights(licence == null ? null : declared(licence), null),
        new Constraint.LicensedUnder(List.of("Apache-2.0", "MIT"), Grade.DECLARED),
        Facts.NONE,
        reason,
        found);
  }

  @ParameterizedTest
  @EnumSource
  void whoeverHasAPartCanDenyEvenWithoutSeeingAnything(Role role) {
    CatalogueBuilder builder = CatalogueBuilder.sound().entity("vendor", "US");
    Facts facts = chain(declared(List.of(new Party(role, "vendor"))));
    assertFound(
        builder,
        new Constraint.DenialWithin(EEA, null, Grade.DECLARED),
        facts,
        Reason.DENIAL_EXPOSURE,
        "exposed to US");
    builder.endpoints.clear();
    builder.policies.clear();
    assertFound(
        builder,
        new Constraint.DenialOutside(List.of("CN"), null, Grade.DECLARED),
        facts,
        null,
        "exposed to [FR, US]");
  }

  @ParameterizedTest
  @CsvSource({"CN, , 'exposed to [FR, US]'", "US, DENIAL_EXPOSURE, exposed to US"})
  void denialOutsideForbidsTheAreaAndNothingElse(
      String area, @Nullable Reason reason, String found) {
    assertFound(
        CatalogueBuilder.sound().entity("vendor", "US"),
        new Constraint.DenialOutside(List.of(area), null, Grade.DECLARED),
        chain(declared(List.of(new Party(Role.HARDWARE, "vendor")))),
        reason,
        found);
  }

  @ParameterizedTest
  @CsvSource({"true, serving chain not recorded", "false, controllers not known"})
  void denialIsUnknownWhereTheChainOrAnOwnerIs(boolean noChain, String found) {
    CatalogueBuilder builder = CatalogueBuilder.sound();
    if (!noChain) {
      builder.entity("operator-fr", declared(countries("FR")), null);
    }
    assertFound(
        builder,
        new Constraint.DenialWithin(EEA, null, Grade.DECLARED),
        chain(noChain ? null : declared(List.of())),
        Reason.UNKNOWN_DENIAL,
        found);
  }

  private static void assertFound(
      Constraint constraint, Facts facts, @Nullable Reason reason, String found) {
    assertFound(CatalogueBuilder.sound(), constraint, facts, reason, found);
  }

  private static void assertFound(
      CatalogueBuilder builder,
      Constraint constraint,
      Facts facts,
      @Nullable Reason reason,
      String found) {
    Predicate predicate = Requests.first(builder.endpoint("e", "FR", facts).policy(constraint));
    assertThat(predicate.found()).isEqualTo(found);
    assertThat(predicate.reason()).isEqualTo(reason);
    assertThat(predicate.value()).isEqualTo(value(reason));
  }

  private static Truth value(@Nullable Reason reason) {
    if (reason == null) {
      return Truth.TRUE;
    }
    return reason.name().startsWith("UNKNOWN") ? Truth.UNKNOWN : Truth.FALSE;
  }

  private static Arguments met(@Nullable Fact<?> fact, String found) {
    return Arguments.of(fact, null, found);
  }

  private static Arguments not(@Nullable Fact<?> fact, Reason reason, String found) {
    return Arguments.of(fact, reason, found);
  }

  private static String notKnown(String fact) {
    return fact + " not known, expired or not yet in force";
  }

  private static <T> Fact<T> expired(T value) {
    return new Fact<>(value, Grade.CERTIFIED, "test", null, NOW);
  }

  private static Fact<List<Storage>> kept(What what, String retention, String... codes) {
    return declared(List.of(storage(what, retention, codes)));
  }

  private static Storage storage(What what, @Nullable String retention, String... codes) {
    return new Storage(
        what, countries(codes), retention == null ? null : Duration.parse(retention));
  }

  private static Facts storedAs(@Nullable Fact<List<Storage>> fact) {
    return new Facts(null, fact, null, null, null, null, List.of());
  }

  private static Facts chain(@Nullable Fact<List<Party>> fact) {
    return new Facts(null, null, null, null, null, fact, List.of());
  }
}
