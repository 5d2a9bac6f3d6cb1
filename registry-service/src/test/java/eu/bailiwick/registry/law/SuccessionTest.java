package eu.bailiwick.registry.law;

import static org.assertj.core.api.Assertions.assertThat;

import eu.bailiwick.registry.json.Violation;
import eu.bailiwick.registry.json.Violations;
import eu.bailiwick.sovereignty.law.Country;
import eu.bailiwick.sovereignty.law.Law;
import eu.bailiwick.sovereignty.law.Membership;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SuccessionTest {

  private static final Membership FR = row("FR", "1958-01-01", null, "1958-01-01", null);
  private static final Membership DE = row("DE", "1958-01-01", null, "1958-01-01", null);
  private static final Law IN_FORCE = law("2026-11-23", FR, DE);

  @Test
  void aLaterEditionMayAddWhatBecameKnown() {
    assertThat(check(law("2027-01-01", FR, DE, row("IT", "2027-06-01", null, "2026-12-24", null))))
        .isEmpty();
  }

  @Test
  void theOrderOfRowsDoesNotMatter() {
    assertThat(check(law("2027-01-01", DE, FR))).isEmpty();
  }

  @Test
  void aRowMayBeClosedAndAnotherTellWhatIsKnownNow() {
    assertThat(
            check(
                law(
                    "2027-01-01",
                    FR,
                    row("DE", "1958-01-01", null, "1958-01-01", "2026-12-01"),
                    row("DE", "1958-01-01", "2030-01-01", "2026-12-01", null))))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-11-23", "2026-11-22", "1999-01-01"})
  void anEditionIsLaterThanTheOneInForce(String edition) {
    assertThat(check(law(edition, FR, DE))).extracting(Violation::path).containsExactly("edition");
  }

  @ParameterizedTest
  @ValueSource(strings = {"next", "2027-13-01", "27.1.2027"})
  void anEditionIsADate(String edition) {
    assertThat(check(law(edition, FR, DE))).extracting(Violation::path).containsExactly("edition");
  }

  @Test
  void aRowCannotVanish() {
    assertThat(check(law("2027-01-01", FR)))
        .singleElement()
        .returns("memberships", Violation::path)
        .satisfies(v -> assertThat(v.message()).contains("EU/DE", "1958-01-01", "is missing"));
  }

  @Test
  void aRowCannotBeAltered() {
    Membership ended = row("DE", "1958-01-01", "2020-01-01", "1958-01-01", null);

    assertThat(check(law("2027-01-01", FR, ended)))
        .singleElement()
        .returns("memberships[1]", Violation::path)
        .satisfies(v -> assertThat(v.message()).contains("EU/DE", "known otherwise", "recordedTo"));
  }

  @ParameterizedTest
  @CsvSource({"2026-11-23, not after", "1999-01-01, not after", "2027-01-02, after the edition"})
  void aRowIsClosedWhenItBecameKnown(String recordedTo, String message) {
    assertThat(
            check(law("2027-01-01", FR, row("DE", "1958-01-01", null, "1958-01-01", recordedTo))))
        .singleElement()
        .returns("memberships[1].recordedTo", Violation::path)
        .satisfies(v -> assertThat(v.message()).contains(message));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-11-23", "1999-01-01", "2027-01-02"})
  void aNewRowBecameKnownAfterTheEditionInForceAndByThisOne(String recordedFrom) {
    assertThat(check(law("2027-01-01", FR, DE, row("IT", "1958-01-01", null, recordedFrom, null))))
        .extracting(Violation::path)
        .containsExactly("memberships[2].recordedFrom");
  }

  @Test
  void theShippedLawMayFollowItselfWithADayMore() {
    Law shipped = Law.shipped();
    Violations violations = new Violations();
    Law next = new Law("2999-01-01", shipped.memberships(), shipped.controlRules());

    Succession.check(shipped, next, violations);

    assertThat(violations.list()).isEmpty();
  }

  private static List<Violation> check(Law next) {
    Violations violations = new Violations();
    Succession.check(IN_FORCE, next, violations);
    return violations.list();
  }

  private static Law law(String edition, Membership... rows) {
    return new Law(edition, Stream.of(rows).toList(), List.of());
  }

  private static Membership row(
      String country,
      String validFrom,
      @Nullable String validTo,
      String recordedFrom,
      @Nullable String recordedTo) {
    return new Membership(
        "EU",
        new Country(country),
        LocalDate.parse(validFrom),
        date(validTo),
        LocalDate.parse(recordedFrom),
        date(recordedTo),
        null,
        "treaty");
  }

  private static @Nullable LocalDate date(@Nullable String text) {
    return text == null ? null : LocalDate.parse(text);
  }
}
