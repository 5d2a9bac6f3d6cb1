package eu.bailiwick.registry.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import eu.bailiwick.sovereignty.catalogue.Catalogue;
import eu.bailiwick.sovereignty.catalogue.Cell;
import eu.bailiwick.sovereignty.catalogue.Endpoint;
import eu.bailiwick.sovereignty.catalogue.Facts;
import eu.bailiwick.sovereignty.catalogue.Site;
import eu.bailiwick.sovereignty.evidence.Fact;
import eu.bailiwick.sovereignty.evidence.Grade;
import eu.bailiwick.sovereignty.law.Country;
import eu.bailiwick.sovereignty.law.Law;
import eu.bailiwick.sovereignty.law.Membership;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LeastKnowledgeTest {

  private static final Instant FROM = Instant.parse("2026-11-23T23:30:00Z");
  private static final Instant UNTIL = FROM.plus(Duration.ofHours(1));
  private static final Law LAW =
      new Law(
          "test",
          List.of(
              member("FR", LocalDate.EPOCH, null),
              member("DE", LocalDate.EPOCH, null),
              member("CH", LocalDate.parse("2026-11-24"), null),
              member("GB", LocalDate.EPOCH, LocalDate.parse("2026-11-23"))),
          List.of());
  private static final Cell EEA = new Cell("eea", "EEA", List.of("site-fr"));
  private static final Cell OTHER = new Cell("us", "US", List.of("site-us"));

  @Test
  void addressesAreKnownOfEndpointsThatTheBorderMayLetPass() {
    assertThat(
            addressesOf(
                endpoint("inside", "site-fr", fact("FR", "DE")),
                endpoint("outside", "site-us", fact("US")),
                endpoint("partly-outside", "site-fr", fact("FR", "US")),
                endpoint("site-outside", "site-us", fact("FR")),
                endpoint("unknown-place", "site-fr", fact("FR", "ZZ")),
                endpoint("not-recorded", "site-fr", null),
                endpoint("graded-unknown", "site-fr", fact(Grade.UNKNOWN, null, null, "FR"))))
        .containsExactly("inside");
  }

  @Test
  void factsCountThatHoldAtSomeInstantOfItsLife() {
    assertThat(
            addressesOf(
                endpoint("ends-before", "site-fr", fact(null, FROM)),
                endpoint("ends-within", "site-fr", fact(null, FROM.plusSeconds(1))),
                endpoint("begins-within", "site-fr", fact(UNTIL.minusSeconds(1), null)),
                endpoint("begins-after", "site-fr", fact(UNTIL, null))))
        .containsExactlyInAnyOrder("ends-within", "begins-within");
  }

  @Test
  void countriesThatJoinWithinItsLifeCount() {
    assertThat(
            addressesOf(
                endpoint("joins-at-midnight", "site-ch", fact("CH")),
                endpoint("has-left", "site-gb", fact("GB"))))
        .containsExactly("joins-at-midnight");
  }

  @Test
  void everythingElseOfAnEndpointIsKept() {
    Endpoint outside = endpoint("outside", "site-us", fact("US"));

    Endpoint known = knowledge(outside).endpoints().getFirst();

    assertThat(known).usingRecursiveComparison().ignoringFields("baseUrl").isEqualTo(outside);
  }

  @Test
  void networksAreKnownOfSitesWithSuchAnEndpointOnly() {
    assertThat(
            knowledge(
                    endpoint("inside", "site-fr", fact("FR")),
                    endpoint("outside", "site-us", fact("US")))
                .sites())
        .filteredOn(site -> !site.addressRanges().isEmpty())
        .extracting(Site::id)
        .containsExactly("site-fr");
  }

  @Test
  void aCellKnowsNoOtherCell() {
    assertThat(knowledge().cells()).containsExactly(EEA);
  }

  private static Set<String> addressesOf(Endpoint... endpoints) {
    return knowledge(endpoints).endpoints().stream()
        .filter(endpoint -> endpoint.baseUrl() != null)
        .map(Endpoint::id)
        .collect(Collectors.toSet());
  }

  private static Catalogue knowledge(Endpoint... endpoints) {
    Catalogue all =
        new Catalogue(
            LAW,
            List.of(),
            Stream.of("FR", "US", "CH", "GB").map(LeastKnowledgeTest::site).toList(),
            List.of(EEA, OTHER),
            List.of(),
            List.of(),
            List.of(endpoints),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of());
    return new LeastKnowledge(all, EEA, FROM, UNTIL).catalogue();
  }

  private static Membership member(String country, LocalDate from, @Nullable LocalDate to) {
    return new Membership("EEA", new Country(country), from, to, LocalDate.EPOCH, null, null, "t");
  }

  private static Site site(String country) {
    return new Site(
        "site-" + country.toLowerCase(Locale.ROOT),
        country,
        new Country(country),
        null,
        "o",
        Site.Status.OPERATIONAL,
        List.of("192.0.2.0/24"));
  }

  private static Endpoint endpoint(
      String id, String site, @Nullable Fact<Set<Country>> processing) {
    return new Endpoint(
        id,
        "v",
        site,
        URI.create("https://" + id + ".example"),
        "m",
        Endpoint.State.ENABLED,
        new Facts(processing, null, null, null, null, null, List.of()));
  }

  private static Fact<Set<Country>> fact(String... countries) {
    return fact(Grade.DECLARED, null, null, countries);
  }

  private static Fact<Set<Country>> fact(@Nullable Instant from, @Nullable Instant to) {
    return fact(Grade.DECLARED, from, to, "FR");
  }

  private static Fact<Set<Country>> fact(
      Grade grade, @Nullable Instant from, @Nullable Instant to, String... countries) {
    return new Fact<>(
        Stream.of(countries).map(Country::new).collect(Collectors.toSet()), grade, "s", from, to);
  }
}
