package eu.bailiwick.sovereignty.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
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
    assertThat(law.area(List.of(group), at).certainly().contains(new Country(country)))
        .isEqualTo(member);
  }

  @ParameterizedTest
  @CsvSource({"EU, 27, 7", "EEA, 30, 6", "EFTA, 4, 0"})
  void groupsHaveTheirSizeToday(String group, int states, int territories) {
    Set<Country> members = law.area(List.of(group), NOW).certainly();
    Set<String> outer = Set.of("GF", "GP", "MQ", "RE", "YT", "MF", "AX");
    assertThat(members).filteredOn(c -> !outer.contains(c.code())).hasSize(states);
    assertThat(members).filteredOn(c -> outer.contains(c.code())).hasSize(territories);
  }

  @Test
  void theEconomicAreaIsTheUnionAndThreeMore() {
    Set<Country> expected = new HashSet<>(law.area(List.of("EU"), NOW).certainly());
    expected.addAll(List.of(new Country("NO"), new Country("IS"), new Country("LI")));
    expected.remove(new Country("AX"));
    assertThat(law.area(List.of("EEA"), NOW).certainly()).isEqualTo(expected);
  }

  @Test
  void switzerlandIsInEftaAndAdequateAndNothingElse() {
    assertThat(law.groups())
        .filteredOn(group -> law.area(List.of(group), NOW).certainly().contains(new Country("CH")))
        .containsExactlyInAnyOrder("EFTA", "GDPR_ADEQUATE");
  }

  @Test
  void noMemberOfTheEconomicAreaIsListedAsAdequate() {
    assertThat(law.area(List.of("GDPR_ADEQUATE"), NOW).certainly())
        .doesNotContainAnyElementsOf(law.area(List.of("EEA"), NOW).certainly());
  }

  @ParameterizedTest
  @CsvSource({
    "US, 2001-01-01T00:00:00Z",
    "US, 2017-01-01T00:00:00Z",
    "US, 2026-11-23T00:00:00Z",
    "CA, 2026-11-23T00:00:00Z"
  })
  void membershipWithAScopeSatisfiesNothing(String country, Instant at) {
    assertThat(law.area(List.of("GDPR_ADEQUATE"), at).certainly())
        .doesNotContain(new Country(country));
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
    assertThat(law.area(List.of("GDPR_ADEQUATE"), at).possibly().contains(new Country("US")))
        .isEqualTo(possible);
  }

  /** Territories that people get wrong, on the day of the edition. */
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "GB, GDPR_ADEQUATE",
        "CH, EFTA GDPR_ADEQUATE",
        "NO, EEA EFTA",
        "IS, EEA EFTA",
        "JE, GDPR_ADEQUATE",
        "GG, GDPR_ADEQUATE",
        "IM, GDPR_ADEQUATE",
        "FO, GDPR_ADEQUATE",
        "GL, -",
        "GI, -",
        "SJ, -",
        "PF, -",
        "NC, -",
        "BL, -",
        "XK, -",
        "US, -",
        "GP, EEA EU",
        "MQ, EEA EU",
        "GF, EEA EU",
        "RE, EEA EU",
        "YT, EEA EU",
        "MF, EEA EU",
        "AX, EU"
      })
  void territoryLiesInNoOtherGroups(String country, @Nullable String groups) {
    Country territory = new Country(country);
    assertThat(
            law.groups().stream()
                .filter(g -> law.area(List.of(g), NOW).certainly().contains(territory))
                .sorted()
                .toList())
        .isEqualTo(groups == null ? List.of() : List.of(groups.split(" ", -1)));
  }

  /**
   * Northern Cyprus has no code of its own: what stands there is recorded as ZZ, and lies nowhere.
   */
  @Test
  void northernCyprusIsNotCyprus() {
    assertThat(Country.isCode("CY")).isTrue();
    assertThat(law.area(List.of("EU"), NOW).possibly()).doesNotContain(Country.UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource({
    "2021-07-01, 2025-07-01T00:00:00Z, false",
    "2025-07-01, 2025-07-01T00:00:00Z, true",
    "2025-07-01, 2026-01-01T00:00:00Z, false",
    "2025-12-31, 2026-01-01T00:00:00Z, true"
  })
  void whatWasKnownDiffersFromWhatIsSo(LocalDate known, Instant at, boolean adequate) {
    assertThat(
            law.asKnownOn(known)
                .area(List.of("GDPR_ADEQUATE"), at)
                .certainly()
                .contains(new Country("GB")))
        .isEqualTo(adequate);
  }

  @Test
  void invalidationIsKnownOnlyFromItsDay() {
    Instant later = Instant.parse("2021-01-01T00:00:00Z");
    Country us = new Country("US");
    assertThat(
            law.asKnownOn(LocalDate.parse("2020-07-15"))
                .area(List.of("GDPR_ADEQUATE"), later)
                .possibly())
        .contains(us);
    assertThat(
            law.asKnownOn(LocalDate.parse("2020-07-16"))
                .area(List.of("GDPR_ADEQUATE"), later)
                .possibly())
        .doesNotContain(us);
  }

  @Test
  void membershipsThatOverlapAreRefused() {
    List<Membership> overlapping =
        List.of(
            member("EU", "FR", "2000-01-01", "2010-01-01"), member("EU", "FR", "2009-12-31", null));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Law("test", overlapping, List.of()))
        .withMessage(
            "memberships[1]: EU/FR from 2009-12-31 overlaps in time with memberships[0],"
                + " from 2000-01-01");
  }

  @Test
  void digestChangesWithAnyRow() {
    Law fewer = new Law(law.edition(), law.memberships().subList(1, 20), law.controlRules());
    assertThat(law.digest()).startsWith("sha256:").isEqualTo(Law.shipped().digest());
    assertThat(fewer.digest()).isNotEqualTo(law.digest());
  }

  @Test
  void thereIsNoEurope() {
    assertThat(law.groups()).containsExactlyInAnyOrder("EU", "EEA", "EFTA", "GDPR_ADEQUATE");
    assertThat(law.isArea("EUROPE")).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> member("EUROPE", "FR", "2000-01-01", null))
        .withMessageContaining("no group Europe");
  }

  @ParameterizedTest
  @CsvSource({"Europe", "europe", "EUROPE", "E_U_R_O_P_E", "EUROPE_27", "EUROPA"})
  void europeIsRefusedHoweverItIsWritten(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> member(name, "FR", "2000-01-01", null))
        .withMessage(
            "group \""
                + name
                + "\": there is no group Europe, in whatever spelling: people mean EU, EEA, EFTA or"
                + " the United Kingdom by it, and these differ in law");
  }

  @Test
  void groupCannotBeNamedLikeACountry() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> member("FR", "US", "2000-01-01", null))
        .withMessageContaining("a country's code");
  }

  @Test
  void groupThatOnlyStoodInSupersededRowsIsNoArea() {
    Membership superseded =
        new Membership(
            "UNION",
            new Country("FR"),
            LocalDate.parse("2000-01-01"),
            null,
            LocalDate.parse("2000-01-01"),
            LocalDate.parse("2001-01-01"),
            null,
            "test");
    Law corrected = new Law("test", List.of(superseded), List.of());
    assertThat(corrected.isArea("UNION")).isFalse();
    assertThat(corrected.groups()).isEmpty();
    assertThat(corrected.asKnownOn(LocalDate.parse("2000-06-01")).isArea("UNION")).isTrue();
  }

  @Test
  void changesAreTheMidnightsOfStandingRows() {
    assertThat(law.changes())
        .contains(Instant.parse("2031-12-28T00:00:00Z"), Instant.parse("2020-02-01T00:00:00Z"))
        .doesNotContain(Instant.parse("2025-06-28T00:00:00Z"));
  }

  @Test
  void controlRulesHaveOneNameEachAndShares() {
    ControlRule rule = law.controlRule("SECNUMCLOUD_3_2").orElseThrow();
    assertThat(rule.individually()).isEqualByComparingTo("24");
    assertThat(rule.collectively()).isEqualByComparingTo("39");
    assertThat(law.controlRule("NONE")).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Law("test", List.of(), List.of(rule, rule)))
        .withMessage("controlRules[1]: two control rules are called SECNUMCLOUD_3_2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ControlRule("A", new BigDecimal("-1"), BigDecimal.TEN, "test"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ControlRule("A", BigDecimal.TEN, new BigDecimal("100.1"), "test"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ControlRule("small", BigDecimal.ONE, BigDecimal.TEN, "test"));
  }

  @Test
  void digestTellsFieldsApart() {
    Membership conditional = scoped("a, source=b", "c");
    Membership other = scoped("a", "b, source=c");
    assertThat(new Law("test", List.of(conditional), List.of()).digest())
        .isNotEqualTo(new Law("test", List.of(other), List.of()).digest())
        .isNotEqualTo(new Law("later", List.of(conditional), List.of()).digest());
    assertThat(new Law("test", List.of(), law.controlRules()).digest())
        .isNotEqualTo(new Law("test", List.of(), List.of()).digest());
  }

  private static Membership scoped(String scope, String source) {
    LocalDate day = LocalDate.parse("2000-01-01");
    return new Membership("GROUP", new Country("FR"), day, null, day, null, scope, source);
  }

  @Test
  void aCountryIsAnAreaOfItsOwnWithoutItsTerritories() {
    assertThat(law.area(List.of("FR"), NOW).certainly()).containsExactly(new Country("FR"));
    assertThat(law.area(List.of("EEA", "CH"), NOW).certainly())
        .contains(new Country("CH"), new Country("NO"))
        .doesNotContain(new Country("GL"));
  }

  @Test
  void unknownAreasAreRefused() {
    assertThat(law.isArea("ZZ")).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> law.area(List.of("EAA"), NOW))
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
        LocalDate.parse(from),
        null,
        null,
        "test");
  }
}
