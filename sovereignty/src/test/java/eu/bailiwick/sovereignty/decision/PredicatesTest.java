package eu.bailiwick.sovereignty.decision;

import static eu.bailiwick.sovereignty.CatalogueBuilder.NOW;
import static eu.bailiwick.sovereignty.CatalogueBuilder.countries;
import static eu.bailiwick.sovereignty.CatalogueBuilder.declared;
import static eu.bailiwick.sovereignty.CatalogueBuilder.graded;
import static eu.bailiwick.sovereignty.CatalogueBuilder.processingWithin;
import static eu.bailiwick.sovereignty.decision.Requests.first;
import static org.assertj.core.api.Assertions.assertThat;

import eu.bailiwick.sovereignty.CatalogueBuilder;
import eu.bailiwick.sovereignty.catalogue.Certification;
import eu.bailiwick.sovereignty.catalogue.Site;
import eu.bailiwick.sovereignty.evidence.Fact;
import eu.bailiwick.sovereignty.evidence.Grade;
import eu.bailiwick.sovereignty.law.Country;
import eu.bailiwick.sovereignty.policy.Constraint;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Processing places and certificates: met, violated or unknown, and the words for it. */
class PredicatesTest {

  private static final Constraint WITHIN_EEA = processingWithin("EEA");

  static Stream<Arguments> processing() {
    return Stream.of(
        Arguments.of("FR", fact("FR"), Truth.TRUE, null, "processed in [FR]"),
        Arguments.of("FR", fact("DE", "NO"), Truth.TRUE, null, "processed in [DE, FR, NO]"),
        // All possible places count, and so does the country of the site.
        Arguments.of("FR", fact("FR", "US"), Truth.FALSE, outside(), "processed in [FR, US]"),
        Arguments.of("CH", fact("FR"), Truth.FALSE, outside(), "processed in [CH, FR]"),
        Arguments.of("CH", null, Truth.FALSE, outside(), "processed in [CH]"),
        Arguments.of("FR", fact("US", "ZZ"), Truth.FALSE, outside(), "processed in [FR, US, ZZ]"),
        Arguments.of("FR", fact("FR", "ZZ"), Truth.UNKNOWN, unknown(), "processed in [FR, ZZ]"),
        Arguments.of("FR", null, Truth.UNKNOWN, unknown(), "processing countries not recorded"),
        Arguments.of(
            "FR",
            graded(Grade.UNKNOWN, countries("FR")),
            Truth.UNKNOWN,
            unknown(),
            "processing countries not known, expired or not yet in force"),
        Arguments.of(
            "FR",
            until(NOW),
            Truth.UNKNOWN,
            unknown(),
            "processing countries not known, expired or not yet in force"),
        Arguments.of("FR", until(NOW.plusNanos(1)), Truth.TRUE, null, "processed in [FR]"),
        Arguments.of(
            "FR",
            from(NOW.plusNanos(1)),
            Truth.UNKNOWN,
            unknown(),
            "processing countries not known, expired or not yet in force"),
        Arguments.of("FR", from(NOW), Truth.TRUE, null, "processed in [FR]"));
  }

  @ParameterizedTest
  @MethodSource
  void processing(
      String site,
      @Nullable Fact<Set<Country>> processing,
      Truth value,
      @Nullable Reason reason,
      String found) {
    Predicate predicate =
        first(
            CatalogueBuilder.sound()
                .endpoint("e", site, processing, declared(List.of()))
                .policy(WITHIN_EEA));

    assertThat(predicate)
        .isEqualTo(
            new Predicate(
                "policy:platform-0", "processing within EEA", value, reason, found, List.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "UNKNOWN, UNKNOWN",
    "DECLARED, UNKNOWN",
    "SIGNED, TRUE",
    "CERTIFIED, TRUE",
    "MACHINE_VERIFIED, TRUE"
  })
  void underGradedFactIsUnknown(Grade grade, Truth value) {
    Predicate predicate =
        first(
            CatalogueBuilder.sound()
                .endpoint("e", "FR", graded(grade, countries("FR")), declared(List.of()))
                .policy(new Constraint.ProcessingWithin(List.of("EEA"), Grade.SIGNED)));
    assertThat(predicate.value()).isEqualTo(value);
  }

  @Test
  void messageNamesTheGradeThatIsMissing() {
    Predicate predicate =
        first(
            CatalogueBuilder.sound()
                .endpoint("e", "FR")
                .policy(new Constraint.ProcessingWithin(List.of("EEA"), Grade.CERTIFIED)));
    assertThat(predicate.found())
        .isEqualTo("processing countries recorded with grade DECLARED, CERTIFIED is needed");
  }

  @Test
  void aCertificateOfTheSiteIsNoneOfTheEndpoint() {
    CatalogueBuilder builder =
        CatalogueBuilder.sound()
            .endpoint("e", "FR", fact("FR"), null)
            .policy(new Constraint.CertifiedBy("ISO27001", Grade.DECLARED));
    builder.sites.replaceAll(
        site ->
            new Site(
                site.id(),
                site.name(),
                site.country(),
                null,
                site.operator(),
                site.status(),
                List.of(),
                List.of(graded(Grade.CERTIFIED, new Certification("ISO27001", null))),
                null,
                null));
    assertThat(first(builder).reason()).isEqualTo(Reason.UNKNOWN_CERTIFICATION);
  }

  @Test
  void siteInAnUnknownCountryIsUnknown() {
    Predicate predicate =
        first(
            CatalogueBuilder.sound()
                .site("site-zz", "ZZ", "operator-fr")
                .endpoint("e", "ZZ", fact("FR"), declared(List.of()))
                .policy(WITHIN_EEA));
    assertThat(predicate.reason()).isEqualTo(Reason.UNKNOWN_PROCESSING);
    assertThat(predicate.found()).isEqualTo("processed in [FR, ZZ]");
  }

  @Test
  void siteThatIsNotCataloguedIsUnknown() {
    Predicate predicate =
        first(CatalogueBuilder.sound().endpoint("e", "IE", fact("FR"), null).policy(WITHIN_EEA));
    assertThat(predicate.reason()).isEqualTo(Reason.UNKNOWN_PROCESSING);
    assertThat(predicate.found()).isEqualTo("site not catalogued");
  }

  @ParameterizedTest
  @CsvSource({
    "ISO27001, CERTIFIED, TRUE",
    "ISO27001, DECLARED, TRUE",
    "ISO27001, MACHINE_VERIFIED, UNKNOWN",
    "SECNUMCLOUD, DECLARED, UNKNOWN"
  })
  void certificateCountsForItsSchemeAndGrade(String scheme, Grade minGrade, Truth value) {
    Predicate predicate =
        first(
            CatalogueBuilder.sound()
                .endpoint("e", "FR", fact("FR"), null, new Certification("ISO27001", null))
                .policy(new Constraint.CertifiedBy(scheme, minGrade)));
    assertThat(predicate.value()).isEqualTo(value);
    assertThat(predicate.reason())
        .isEqualTo(value == Truth.TRUE ? null : Reason.UNKNOWN_CERTIFICATION);
  }

  private static Reason outside() {
    return Reason.PROCESSING_OUTSIDE_AREA;
  }

  private static Reason unknown() {
    return Reason.UNKNOWN_PROCESSING;
  }

  private static Fact<Set<Country>> fact(String... codes) {
    return declared(countries(codes));
  }

  private static Fact<Set<Country>> from(Instant instant) {
    return new Fact<>(countries("FR"), Grade.DECLARED, "test", instant, null);
  }

  private static Fact<Set<Country>> until(Instant instant) {
    return new Fact<>(countries("FR"), Grade.DECLARED, "test", null, instant);
  }
}
