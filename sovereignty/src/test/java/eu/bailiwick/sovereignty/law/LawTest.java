package eu.bailiwick.sovereignty.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LawTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  private final Law law = Law.shipped();

  /** Dates from the treaties, withdrawal agreement and decisions themselves, not from the file. */
  @ParameterizedTest
  @CsvSource({
    "EU,  GB, 1972-12-31T23:59:59Z, false",
    "EU,  GB, 1973-01-01T00:00:00Z, true",
    "EU,  GB, 2020-01-31T23:59:59Z, true",
    "EU,  GB, 2020-02-01T00:00:00Z, false",
    "EEA, GB, 2020-12-31T23:59:59Z, true",
    "EEA, GB, 2021-01-01T00:00:00Z, false",
    "EU,  HR, 2013-06-30T23:59:59Z, false",
    "EU,  HR, 2013-07-01T00:00:00Z, true",
    "EEA, HR, 2014-04-11T23:59:59Z, false",
    "EEA, HR, 2014-04-12T00:00:00Z, true",
    "EEA, LI, 1995-04-30T23:59:59Z, false",
    "EEA, LI, 1995-05-01T00:00:00Z, true",
    "EFTA, AT, 1994-12-31T23:59:59Z, true",
    "EFTA, AT, 1995-01-01T00:00:00Z, false",
    "GDPR_ADEQUATE, GB, 2021-06-27T23:59:59Z, false",
    "GDPR_ADEQUATE, GB, 2021-06-28T00:00:00Z, true",
    "GDPR_ADEQUATE, JP, 2019-01-22T23:59:59Z, false",
    "GDPR_ADEQUATE, JP, 2019-01-23T00:00:00Z, true"
  })
  void membershipsBeginAndEndOnTheirDay(String group, String country, Instant at, boolean member) {
    assertThat(law.area(group, at).contains(new Country(country))).isEqualTo(member);
  }

  @ParameterizedTest
  @CsvSource({"EU, 27", "EEA, 30", "EFTA, 4"})
  void groupsHaveTheirSizeToday(String group, int size) {
    assertThat(law.area(group, NOW)).hasSize(size);
  }

  @Test
  void theEconomicAreaIsTheUnionAndThreeMore() {
    Set<Country> expected = new HashSet<>(law.area("EU", NOW));
    expected.addAll(List.of(new Country("NO"), new Country("IS"), new Country("LI")));
    assertThat(law.area("EEA", NOW)).isEqualTo(expected);
  }

  @Test
  void switzerlandIsInEftaAndAdequateAndNothingElse() {
    assertThat(law.groups())
        .filteredOn(group -> law.area(group, NOW).contains(new Country("CH")))
        .containsExactlyInAnyOrder("EFTA", "GDPR_ADEQUATE");
  }

  @Test
  void noMemberOfTheEconomicAreaIsListedAsAdequate() {
    assertThat(law.area("GDPR_ADEQUATE", NOW)).doesNotContainAnyElementsOf(law.area("EEA", NOW));
  }

  @ParameterizedTest
  @CsvSource({
    "US, 2001-01-01T00:00:00Z",
    "US, 2017-01-01T00:00:00Z",
    "US, 2026-11-23T00:00:00Z",
    "CA, 2026-11-23T00:00:00Z"
  })
  void membershipWithAScopeSatisfiesNothing(String country, Instant at) {
    assertThat(law.area("GDPR_ADEQUATE", at)).doesNotContain(new Country(country));
  }

  @ParameterizedTest
  @CsvSource({
    "2001-01-01T00:00:00Z, true",
    "2016-01-01T00:00:00Z, false",
    "2017-01-01T00:00:00Z, true",
    "2021-01-01T00:00:00Z, false",
    "2026-11-23T00:00:00Z, true"
  })
  void membershipWithAScopeIsPossibleWhileItHolds(Instant at, boolean possible) {
    assertThat(law.possibly(List.of("GDPR_ADEQUATE"), at).contains(new Country("US")))
        .isEqualTo(possible);
  }

  @Test
  void thereIsNoEurope() {
    assertThat(law.groups()).containsExactlyInAnyOrder("EU", "EEA", "EFTA", "GDPR_ADEQUATE");
    assertThat(law.isArea("EUROPE")).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> member("EUROPE", "FR", "2000-01-01", null))
        .withMessageContaining("no group EUROPE");
  }

  @Test
  void aCountryIsAnAreaOfItsOwnWithoutItsTerritories() {
    assertThat(law.area("FR", NOW)).containsExactly(new Country("FR"));
    assertThat(law.areas(List.of("EEA", "CH"), NOW))
        .contains(new Country("CH"), new Country("NO"))
        .doesNotContain(new Country("GF"));
  }

  @Test
  void unknownAreasAreRefused() {
    assertThat(law.isArea("ZZ")).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> law.area("EAA", NOW))
        .withMessage(
            "unknown area \"EAA\": neither a country code nor one of [EEA, EFTA, EU,"
                + " GDPR_ADEQUATE]");
  }

  @Test
  void membershipsCannotBeWhatTheyCannotBe() {
    assertThatIllegalArgumentException().isThrownBy(() -> member("EU", "ZZ", "2000-01-01", null));
    assertThatIllegalArgumentException().isThrownBy(() -> member("eu", "FR", "2000-01-01", null));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> member("EU", "FR", "2000-01-01", "2000-01-01"))
        .withMessageContaining("EU/FR");
  }

  private static Membership member(String group, String country, String from, @Nullable String to) {
    return new Membership(
        group,
        new Country(country),
        LocalDate.parse(from),
        to == null ? null : LocalDate.parse(to),
        null,
        "test");
  }
}
