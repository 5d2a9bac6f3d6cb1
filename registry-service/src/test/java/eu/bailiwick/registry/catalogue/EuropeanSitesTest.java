package eu.bailiwick.registry.catalogue;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;

import eu.bailiwick.registry.capacity.Accelerator;
import eu.bailiwick.registry.capacity.CapacityClaim;
import eu.bailiwick.registry.document.Kind;
import eu.bailiwick.sovereignty.catalogue.Application;
import eu.bailiwick.sovereignty.catalogue.Approval;
import eu.bailiwick.sovereignty.catalogue.Catalogue;
import eu.bailiwick.sovereignty.catalogue.Cell;
import eu.bailiwick.sovereignty.catalogue.Certificate.Reach;
import eu.bailiwick.sovereignty.catalogue.Endpoint;
import eu.bailiwick.sovereignty.catalogue.Facts;
import eu.bailiwick.sovereignty.catalogue.Lifecycle;
import eu.bailiwick.sovereignty.catalogue.Model;
import eu.bailiwick.sovereignty.catalogue.ModelVersion;
import eu.bailiwick.sovereignty.catalogue.Operation;
import eu.bailiwick.sovereignty.catalogue.Party;
import eu.bailiwick.sovereignty.catalogue.Site;
import eu.bailiwick.sovereignty.catalogue.Tenant;
import eu.bailiwick.sovereignty.decision.Evaluator;
import eu.bailiwick.sovereignty.decision.Predicate;
import eu.bailiwick.sovereignty.decision.RequestDescriptor;
import eu.bailiwick.sovereignty.decision.Truth;
import eu.bailiwick.sovereignty.eligibility.EligibilityTable;
import eu.bailiwick.sovereignty.evidence.Fact;
import eu.bailiwick.sovereignty.evidence.Grade;
import eu.bailiwick.sovereignty.law.Country;
import eu.bailiwick.sovereignty.law.Law;
import eu.bailiwick.sovereignty.policy.Constraint;
import eu.bailiwick.sovereignty.policy.Policy;
import eu.bailiwick.sovereignty.policy.Scope;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What law and decision say of each site of the sample on one day. */
class EuropeanSitesTest {

  private static final Duration LIFE = Duration.ofHours(1);

  private static final CatalogueState STATE = EuropeanSites.state();
  private static final Catalogue SAMPLE = STATE.catalogue();

  private static final String SITES =
      """
      # site                      | country | groups             | serving beside the operator        | disclosure  | denial
      domyn-colosseum            | IT      | EEA EU             | HARDWARE nvidia                    | AE IT ZZ    | AE IT US ZZ
      fastweb-miia               | IT      | EEA EU             | HARDWARE nvidia                    | CH IT ZZ    | CH IT US ZZ
      it4lia-bologna             | IT      | EEA EU             | HARDWARE nvidia                    | ZZ          | US ZZ
      mistral-bruyeres           | FR      | EEA EU             | HARDWARE nvidia OWNER eclairion    | FR ZZ       | FR US ZZ
      mistral-les-ulis           | FR      | EEA EU             | not known                          | FR ZZ       | FR ZZ
      munich-industrial-ai-cloud | DE      | EEA EU             | HARDWARE nvidia                    | DE ZZ       | DE US ZZ
      nebius-london              | GB      | GDPR_ADEQUATE      | HARDWARE nvidia                    | GB NL US ZZ | GB NL US ZZ
      nscale-loughton            | GB      | GDPR_ADEQUATE      | HARDWARE nvidia                    | GB ZZ       | GB US ZZ
      orange-business-cloud      | FR      | EEA EU             | HARDWARE nvidia                    | FR ZZ       | FR US ZZ
      swisscom-zurich            | CH      | EFTA GDPR_ADEQUATE | HARDWARE nvidia                    | CH ZZ       | CH US ZZ
      telefonica-edge            | ES      | EEA EU             | not known                          | ES ZZ       | ES ZZ
      telenor-ai-factory         | NO      | EEA EFTA           | HARDWARE nvidia                    | NO ZZ       | NO US ZZ
      """;

  @Test
  void everySiteStandsInTheTable() {
    assertThat(SITES.lines().skip(1).map(line -> line.split(" ", 2)[0]))
        .containsExactlyElementsOf(SAMPLE.sites().stream().map(Site::id).toList());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', textBlock = SITES)
  void aSiteLiesInTheseGroups(String site, String country, String groups) {
    Country standsIn = site(site).country();
    assertThat(standsIn).hasToString(country);

    assertThat(
            Law.shipped().groups().stream()
                .filter(
                    group ->
                        Law.shipped()
                            .area(List.of(group), EuropeanSites.AT)
                            .certainly()
                            .contains(standsIn)))
        .containsExactlyInAnyOrder(groups.split(" ", -1));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', textBlock = SITES)
  void whoeverServesThereIsExposedToTheseCountries(
      String site,
      String country,
      String groups,
      String serving,
      String disclosure,
      String denial) {
    Reach reach = reach(served(site, serving));

    assertThat(reach.endpoints()).isEqualTo(1);
    assertThat(words(reach.disclosure())).isEqualTo(disclosure);
    assertThat(words(reach.denial())).isEqualTo(denial);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', textBlock = SITES)
  void theHardwareIsThatOfTheClaims(String site, String country, String groups, String serving) {
    Map<String, Accelerator> types = byId(STATE.list(Kind.ACCELERATORS), Accelerator::id);
    Set<String> vendors =
        STATE.list(Kind.CAPACITY_CLAIMS).stream()
            .filter(claim -> site.equals(claim.site()))
            .map(CapacityClaim::accelerator)
            .filter(Objects::nonNull)
            .map(type -> Objects.requireNonNull(types.get(type)).vendor())
            .collect(Collectors.toSet());

    assertThat(vendors)
        .isEqualTo(serving.contains("HARDWARE nvidia") ? Set.of("nvidia") : Set.of());
  }

  @Test
  void fastwebIsExposedThroughItsSwissOwner() {
    Catalogue served = served("fastweb-miia", "HARDWARE nvidia");
    Catalogue policed =
        withPolicies(served, new Constraint.DisclosureOutside(List.of("CH"), null, Grade.DECLARED));

    assertThat(
            new Evaluator(policed, "cell")
                .decide(
                    new RequestDescriptor(
                        "tenant", "application", null, "probe", Operation.CHAT, List.of()),
                    EuropeanSites.AT)
                .candidates()
                .getFirst()
                .predicates())
        .filteredOn(predicate -> predicate.value() == Truth.FALSE)
        .singleElement()
        .extracting(Predicate::path, as(InstanceOfAssertFactories.LIST))
        .containsExactly("OPERATOR fastweb", "controlled by swisscom (CAPITAL)", "subject to CH");
  }

  @Test
  void sitesOutsideAnAreaAreNotServed() {
    for (String site : List.of("nebius-london", "nscale-loughton", "swisscom-zurich")) {
      assertThat(reach(withPolicies(served(site, "not known"), within("EEA"))).endpoints())
          .isZero();
    }
    Catalogue oslo = served("telenor-ai-factory", "not known");
    assertThat(reach(withPolicies(oslo, within("EEA"))).endpoints()).isOne();
    assertThat(reach(withPolicies(oslo, within("EU"))).endpoints()).isZero();
  }

  @Test
  void everySiteSaysWhereWhatIsSaidOfItComesFrom() {
    assertThat(SAMPLE.sites())
        .allSatisfy(
            site -> {
              assertThat(site.source()).isNotNull();
              assertThat(site.asOf()).isNotNull();
            });
  }

  @Test
  void everyFactNamesASourceWithItsYear() {
    Stream<@Nullable Fact<?>> ofEntities =
        SAMPLE.entities().stream().flatMap(e -> Stream.of(e.subjectTo(), e.controllers()));
    Stream<@Nullable Fact<?>> ofAccelerators =
        STATE.list(Kind.ACCELERATORS).stream()
            .flatMap(
                a -> Stream.concat(Stream.of(a.gpus(), a.memory(), a.power()), a.peaks().stream()));
    assertThat(Stream.concat(ofEntities, ofAccelerators).filter(Objects::nonNull))
        .hasSizeGreaterThan(50)
        .allSatisfy(fact -> assertThat(fact.source()).containsPattern("20\\d\\d"));
  }

  @Test
  void nobodyIsSaidToServeAnything() {
    assertThat(SAMPLE.endpoints()).isEmpty();
    assertThat(SAMPLE.models()).isEmpty();
  }

  @Test
  void contestedClaimsNameEachOther() {
    Map<String, CapacityClaim> claims = byId(STATE.list(Kind.CAPACITY_CLAIMS), CapacityClaim::id);
    assertThat(claims.values())
        .allSatisfy(
            claim ->
                assertThat(claim.contestedBy())
                    .allSatisfy(
                        other ->
                            assertThat(Objects.requireNonNull(claims.get(other)).contestedBy())
                                .contains(claim.id())));
    assertThat(claims.values().stream().filter(claim -> !claim.contestedBy().isEmpty()))
        .extracting(CapacityClaim::site)
        .containsOnly(
            "domyn-colosseum", "mistral-bruyeres", "munich-industrial-ai-cloud", "nscale-loughton");
  }

  /** The sample with one made-up endpoint at a site, served there and by these parties. */
  private static Catalogue served(String siteId, String serving) {
    Site site = site(siteId);
    String digest = "sha256:" + "0".repeat(64);
    Endpoint endpoint =
        new Endpoint(
            "probe",
            "probe-1",
            siteId,
            URI.create("https://probe.example"),
            "probe",
            Endpoint.State.ENABLED,
            new Facts(
                said(Set.of(site.country())), null, null, null, null, chain(serving), List.of()));
    return new Catalogue(
        SAMPLE.law(),
        SAMPLE.entities(),
        SAMPLE.sites(),
        List.of(new Cell("cell", site.country().code(), List.of(siteId))),
        List.of(new Model("probe", "Probe", null, null, null, Set.of(Operation.CHAT))),
        List.of(new ModelVersion("probe-1", "probe", digest, digest, "none", null)),
        List.of(endpoint),
        List.of(),
        List.of(new Tenant("tenant", "Tenant", Tenant.Audit.STRICT)),
        List.of(new Application("application", "tenant", "Application", "public")),
        List.of(),
        List.of(policy(within(site.country().code()))),
        List.of(new Lifecycle("probe-1", Lifecycle.State.APPROVED, "one", "another", null, null)),
        List.of(
            new Approval(
                "approval",
                "probe-1",
                site.country().code(),
                "public",
                Approval.State.GRANTED,
                EuropeanSites.AT,
                EuropeanSites.AT.plus(LIFE),
                "one",
                "another")),
        List.of());
  }

  private static Catalogue withPolicies(Catalogue c, Constraint... constraints) {
    return new Catalogue(
        c.law(),
        c.entities(),
        c.sites(),
        c.cells(),
        c.models(),
        c.versions(),
        c.endpoints(),
        c.dataClasses(),
        c.tenants(),
        c.applications(),
        c.keys(),
        List.of(policy(constraints)),
        c.lifecycles(),
        c.approvals(),
        c.revocations());
  }

  private static Policy policy(Constraint... constraints) {
    return new Policy("policy", Scope.PLATFORM, List.of(constraints), List.of());
  }

  private static Constraint within(String area) {
    return new Constraint.ProcessingWithin(List.of(area), Grade.DECLARED);
  }

  private static @Nullable Fact<List<Party>> chain(String serving) {
    if (serving.equals("not known")) {
      return null;
    }
    String[] words = serving.split(" ", -1);
    return said(
        Stream.iterate(0, i -> i < words.length, i -> i + 2)
            .map(i -> new Party(Party.Role.valueOf(words[i]), words[i + 1]))
            .toList());
  }

  private static <T> Fact<T> said(T value) {
    return new Fact<>(value, Grade.DECLARED, "test", null, null);
  }

  private static Reach reach(Catalogue catalogue) {
    return EligibilityTable.compile(
            catalogue, "cell", EuropeanSites.AT, EuropeanSites.AT.plus(LIFE))
        .certificate()
        .reaches()
        .stream()
        .filter(reach -> reach.dataClass().equals("public"))
        .findFirst()
        .orElseThrow();
  }

  private static Site site(String id) {
    return Objects.requireNonNull(byId(SAMPLE.sites(), Site::id).get(id));
  }

  private static <T> Map<String, T> byId(Collection<T> all, Function<T, String> id) {
    return all.stream().collect(Collectors.toMap(id, Function.identity()));
  }

  private static String words(Set<Country> countries) {
    return new TreeSet<>(countries)
        .stream().map(Country::toString).collect(Collectors.joining(" "));
  }
}
