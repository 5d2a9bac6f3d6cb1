package eu.bailiwick.sovereignty.decision;

import static eu.bailiwick.sovereignty.CatalogueBuilder.countries;
import static eu.bailiwick.sovereignty.CatalogueBuilder.declared;
import static eu.bailiwick.sovereignty.CatalogueBuilder.owned;
import static org.assertj.core.api.Assertions.assertThat;

import eu.bailiwick.sovereignty.CatalogueBuilder;
import eu.bailiwick.sovereignty.catalogue.Control;
import eu.bailiwick.sovereignty.catalogue.Control.Kind;
import eu.bailiwick.sovereignty.evidence.Grade;
import eu.bailiwick.sovereignty.policy.Constraint;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Small shares under SecNumCloud's 24 % individually and 39 % collectively. */
class ControlRuleTest {

  private final CatalogueBuilder builder = CatalogueBuilder.sound();

  @ParameterizedTest
  @CsvSource({
    // each share held by another American holder
    "23.99, TRUE",
    "24, TRUE",
    "24.01, FALSE",
    "24+15, TRUE",
    "24+15.01, FALSE",
    "13+13+13, TRUE",
    "13+13+13.5, FALSE"
  })
  void sharesArePassedOverUpToBothThresholds(String shares, Truth value) {
    String[] percents = shares.split("\\+", -1);
    Control[] controls = new Control[percents.length];
    for (int i = 0; i < percents.length; i++) {
      builder.entity("us-" + i, "US");
      controls[i] = capital("us-" + i, percents[i]);
    }
    builder.entity("operator-fr", "FR", controls);
    assertThat(test().value()).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource({"CAPITAL, CAPITAL, FALSE", "CAPITAL, VOTES, TRUE", "VOTES, VOTES, FALSE"})
  void capitalAndVotesAreAddedUpApart(Kind some, Kind others, Truth value) {
    builder
        .entity("us-0", "US")
        .entity("us-1", "US")
        .entity("operator-fr", "FR", control("us-0", some, "20"), control("us-1", others, "20"));
    assertThat(test().value()).isEqualTo(value);
  }

  @ParameterizedTest
  @EnumSource
  void onlyShareCountsAsSmall(Kind kind) {
    builder.entity("us", "US").entity("operator-fr", "FR", control("us", kind, "5"));
    assertThat(test().value())
        .isEqualTo(kind == Kind.CAPITAL || kind == Kind.VOTES ? Truth.TRUE : Truth.FALSE);
  }

  @ParameterizedTest
  @EnumSource
  void shareWhoseSizeIsNotRecordedCounts(Kind kind) {
    builder.entity("us", "US").entity("operator-fr", "FR", new Control("us", kind, null));
    assertThat(test().value()).isEqualTo(Truth.FALSE);
  }

  @Test
  void sharesInsideTheAreaDoNotAddUp() {
    builder
        .entity("de-holder", "DE")
        .entity("us", "US")
        .entity("operator-fr", "FR", capital("de-holder", "24"), capital("us", "24"));
    assertThat(test().value()).isEqualTo(Truth.TRUE);
  }

  @ParameterizedTest
  @CsvSource({"12, 12, TRUE", "15, 15, FALSE"})
  void sharesOfOneHolderAreOne(String first, String second, Truth value) {
    builder
        .entity("us", "US")
        .entity("operator-fr", "FR", capital("us", first), capital("us", second));
    assertThat(test().value()).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource({"12, 12, TRUE", "15, 15, FALSE"})
  void sharesThroughCompaniesOfOneOutsiderAreOne(String first, String second, Truth value) {
    builder
        .entity("us", "US")
        .entity("de-shell", "DE", owned("us"))
        .entity("ie-shell", "IE", owned("us"))
        .entity("operator-fr", "FR", capital("de-shell", first), capital("ie-shell", second));
    assertThat(test().value()).isEqualTo(value);
  }

  @Test
  void sharesInTwoHandsAreTwo() {
    builder
        .entity("us-0", "US")
        .entity("us-1", "US")
        .entity("de-shell", "DE", owned("us-0"))
        .entity("ie-shell", "IE", owned("us-1"))
        .entity("operator-fr", "FR", capital("de-shell", "15"), capital("ie-shell", "15"));
    assertThat(test().value()).isEqualTo(Truth.TRUE);
  }

  @Test
  void directShareAndOneThroughACompanyAreOneHand() {
    builder
        .entity("us", "US")
        .entity("de-shell", "DE", owned("us"))
        .entity("operator-fr", "FR", capital("us", "15"), capital("de-shell", "15"));
    assertThat(test().path())
        .containsExactly(
            "OPERATOR operator-fr",
            "controlled by us (CAPITAL 15 %, with others more than SECNUMCLOUD_3_2)",
            "subject to US");
  }

  @Test
  void holderOfWhomNothingIsKnownMakesSmallSharesUnknown() {
    builder
        .entity("us", "US")
        .entity("murky", declared(countries("FR")), null)
        .entity("operator-fr", "FR", capital("us", "24"), capital("murky", "24"));

    Predicate predicate = test();

    assertThat(predicate.value()).isEqualTo(Truth.UNKNOWN);
    assertThat(predicate.reason()).isEqualTo(Reason.UNKNOWN_DISCLOSURE);
    assertThat(predicate.path().getLast()).isEqualTo("controllers not known");
    assertThat(predicate.path().get(1)).contains("murky");
  }

  @Test
  void smallShareOfSomebodyUnknownIsPassedOver() {
    builder
        .entity("murky", declared(countries("FR")), null)
        .entity("operator-fr", "FR", capital("murky", "24"));
    assertThat(test().value()).isEqualTo(Truth.TRUE);
  }

  /** Two companies hold small shares of each other; only the outsider's share decides. */
  @ParameterizedTest
  @CsvSource({"20, TRUE", "25, FALSE"})
  void loopsOfSmallSharesEnd(String share, Truth value) {
    builder
        .entity("us", "US")
        .entity("de-a", "DE", capital("de-b", "20"), capital("us", share))
        .entity("de-b", "DE", capital("de-a", "60"))
        .entity("operator-fr", "FR", owned("de-b"));
    assertThat(test().value()).isEqualTo(value);
  }

  /** What leads outside only if it leads outside does not. */
  @Test
  void loopDoesNotLiftItselfOutside() {
    builder
        .entity("us", "US")
        .entity("de-a", "DE", capital("de-b", "20"), capital("us", "24"))
        .entity("de-b", "DE", capital("de-a", "60"))
        .entity("operator-fr", "FR", owned("de-a"));
    assertThat(test().value()).isEqualTo(Truth.TRUE);
  }

  @Test
  void withoutARuleEveryShareCounts() {
    builder.entity("us", "US").entity("operator-fr", "FR", capital("us", "0.1"));
    assertThat(test(null).value()).isEqualTo(Truth.FALSE);
    assertThat(test("SECNUMCLOUD_3_2").value()).isEqualTo(Truth.TRUE);
  }

  @Test
  void ruleThatTheLawDoesNotHavePassesNothingOver() {
    builder.entity("us", "US").entity("operator-fr", "FR", capital("us", "0.1"));
    assertThat(test("NO_SUCH_RULE").value()).isEqualTo(Truth.FALSE);
  }

  @Test
  void describesTheRule() {
    assertThat(test().demand()).isEqualTo("disclosure exposure within EEA by SECNUMCLOUD_3_2");
  }

  private Predicate test() {
    return test("SECNUMCLOUD_3_2");
  }

  private Predicate test(@Nullable String rule) {
    builder.endpoints.clear();
    builder.policies.clear();
    return Requests.first(
        builder
            .endpoint("e", "FR")
            .policy(new Constraint.DisclosureWithin(List.of("EEA"), rule, Grade.DECLARED)));
  }

  private static Control capital(String by, String percent) {
    return control(by, Kind.CAPITAL, percent);
  }

  private static Control control(String by, Kind kind, String percent) {
    return new Control(by, kind, new BigDecimal(percent));
  }
}
