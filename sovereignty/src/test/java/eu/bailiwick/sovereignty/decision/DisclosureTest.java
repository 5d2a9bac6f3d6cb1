package eu.bailiwick.sovereignty.decision;

import static eu.bailiwick.sovereignty.CatalogueBuilder.NOW;
import static eu.bailiwick.sovereignty.CatalogueBuilder.countries;
import static eu.bailiwick.sovereignty.CatalogueBuilder.declared;
import static eu.bailiwick.sovereignty.CatalogueBuilder.disclosureOutside;
import static eu.bailiwick.sovereignty.CatalogueBuilder.disclosureWithin;
import static eu.bailiwick.sovereignty.CatalogueBuilder.owned;
import static eu.bailiwick.sovereignty.decision.Requests.first;
import static org.assertj.core.api.Assertions.assertThat;

import eu.bailiwick.sovereignty.CatalogueBuilder;
import eu.bailiwick.sovereignty.catalogue.Control;
import eu.bailiwick.sovereignty.catalogue.Party;
import eu.bailiwick.sovereignty.catalogue.Party.Role;
import eu.bailiwick.sovereignty.evidence.Fact;
import eu.bailiwick.sovereignty.evidence.Grade;
import eu.bailiwick.sovereignty.policy.Constraint;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who can be compelled to disclose, through parties, control edges and their laws. */
class DisclosureTest {

  private final CatalogueBuilder builder = CatalogueBuilder.sound();

  @Test
  void ownChainInsideTheAreaIsMet() {
    Predicate predicate = within(declared(List.of()));
    assertThat(predicate.value()).isEqualTo(Truth.TRUE);
    assertThat(predicate.found()).isEqualTo("exposed to [FR]");
  }

  @Test
  void parentOfAParentExposesWithThePathThatLeadsThere() {
    builder
        .entity("us-parent", "US")
        .entity("ie-holding", "IE", new Control("us-parent", Control.Kind.VOTES, null))
        .entity("operator-fr", "FR", owned("ie-holding"));

    Predicate predicate = within(declared(List.of()));

    assertThat(predicate.value()).isEqualTo(Truth.FALSE);
    assertThat(predicate.reason()).isEqualTo(Reason.DISCLOSURE_EXPOSURE);
    assertThat(predicate.found()).isEqualTo("exposed to US");
    assertThat(predicate.path())
        .containsExactly(
            "OPERATOR operator-fr",
            "controlled by ie-holding (CAPITAL 60 %)",
            "controlled by us-parent (VOTES)",
            "subject to US");
  }

  @Test
  void shortestPathIsTold() {
    builder
        .entity("us-parent", "US")
        .entity("ie-holding", "IE", owned("us-parent"))
        .entity("operator-fr", "FR", owned("ie-holding"));

    Predicate predicate = within(chain(Role.SUPPORT, "us-parent"));

    assertThat(predicate.path()).containsExactly("SUPPORT us-parent", "subject to US");
  }

  @ParameterizedTest
  @EnumSource
  void onlyRolesThatSeeSomethingDisclose(Role role) {
    builder.entity("vendor", "US");
    assertThat(within(chain(role, "vendor")).value())
        .isEqualTo(role == Role.SOFTWARE || role == Role.HARDWARE ? Truth.TRUE : Truth.FALSE);
  }

  @Test
  void vendorOfSoftwareThatControlsTheOperatorDiscloses() {
    builder.entity("vendor", "US").entity("operator-fr", "FR", owned("vendor"));
    assertThat(within(chain(Role.SOFTWARE, "vendor")).value()).isEqualTo(Truth.FALSE);
  }

  @Test
  void loopsOfControlEnd() {
    builder
        .entity("a", "DE", owned("b"))
        .entity("b", "IE", owned("a"))
        .entity("operator-fr", "FR", owned("a"));
    assertThat(within(declared(List.of())).found()).isEqualTo("exposed to [DE, FR, IE]");
  }

  @Test
  void ownerThatNobodyCataloguedIsUnknown() {
    builder.entity("operator-fr", "FR", owned("nobody"));
    assertUnknown(
        within(declared(List.of())),
        "OPERATOR operator-fr",
        "controlled by nobody (CAPITAL 60 %)",
        "not catalogued");
  }

  @Test
  void ownerThatIsNotRecordedIsUnknown() {
    builder.entity("operator-fr", declared(countries("FR")), null);
    assertUnknown(within(declared(List.of())), "OPERATOR operator-fr", "controllers not known");
  }

  @Test
  void ownerWhoseRecordHasExpiredIsUnknown() {
    builder.entity(
        "operator-fr",
        declared(countries("FR")),
        new Fact<>(List.of(), Grade.CERTIFIED, "register", null, NOW));
    assertUnknown(within(declared(List.of())), "OPERATOR operator-fr", "controllers not known");
  }

  @Test
  void lawThatIsNotKnownIsUnknown() {
    builder.entity("operator-fr", declared(countries("FR", "ZZ")), declared(List.of()));
    assertUnknown(
        within(declared(List.of())), "OPERATOR operator-fr", "law it is subject to not known");
    builder.entity("operator-fr", null, declared(List.of()));
    assertUnknown(
        within(declared(List.of())), "OPERATOR operator-fr", "law it is subject to not known");
  }

  @Test
  void chainThatIsNotRecordedIsUnknown() {
    Predicate predicate = within(null);
    assertUnknown(predicate);
    assertThat(predicate.found()).isEqualTo("serving chain not recorded");
  }

  @Test
  void violationIsToldBeforeWhatIsUnknown() {
    builder.entity("operator-fr", declared(countries("US")), null);
    assertThat(within(null).reason()).isEqualTo(Reason.DISCLOSURE_EXPOSURE);
  }

  @Test
  void underGradedControlIsUnknown() {
    Predicate predicate =
        test(
            declared(List.of()),
            new Constraint.DisclosureWithin(List.of("EEA"), null, Grade.CERTIFIED));
    assertUnknown(predicate);
    assertThat(predicate.found())
        .isEqualTo("serving chain recorded with grade DECLARED, CERTIFIED is needed");
  }

  @Test
  void outsideForbidsTheAreaAndNothingElse() {
    builder.entity("operator-fr", "FR", owned("operator-ch"));
    assertThat(test(declared(List.of()), disclosureOutside("US", "CN")).value())
        .isEqualTo(Truth.TRUE);
    assertThat(test(declared(List.of()), disclosureOutside("US", "CH")).found())
        .isEqualTo("exposed to CH");
  }

  @Test
  void outsideIsUnknownWhereAnOwnerIs() {
    builder.entity("operator-fr", declared(countries("FR")), null);
    assertUnknown(
        test(declared(List.of()), disclosureOutside("US")),
        "OPERATOR operator-fr",
        "controllers not known");
  }

  @Test
  void membershipWithAScopeIsUnknownBothWays() {
    builder.entity("operator-fr", "US");
    assertThat(test(declared(List.of()), disclosureOutside("GDPR_ADEQUATE")).value())
        .isEqualTo(Truth.UNKNOWN);
    assertThat(test(declared(List.of()), disclosureWithin("GDPR_ADEQUATE")).value())
        .isEqualTo(Truth.UNKNOWN);
  }

  @Test
  void membershipWithAScopeIsToldAsACondition() {
    builder.entity("operator-fr", "US");
    assertThat(test(declared(List.of()), disclosureWithin("GDPR_ADEQUATE")).path())
        .containsExactly(
            "OPERATOR operator-fr", "subject to US, which counts under a condition only");
  }

  @Test
  void whatIsUnknownIsToldEvenIfSomethingSureIsNearer() {
    builder
        .entity("murky", declared(countries("FR")), null)
        .entity("us", "US")
        .entity(
            "operator-fr",
            "FR",
            new Control("us", Control.Kind.CAPITAL, BigDecimal.valueOf(20)),
            new Control("murky", Control.Kind.CAPITAL, BigDecimal.valueOf(20)));
    Predicate predicate =
        test(
            declared(List.of()),
            new Constraint.DisclosureWithin(List.of("EEA"), "SECNUMCLOUD_3_2", Grade.DECLARED));
    assertUnknown(
        predicate,
        "OPERATOR operator-fr",
        "controlled by murky (CAPITAL 20 %, with others more than SECNUMCLOUD_3_2)",
        "controllers not known");
  }

  private Predicate within(@Nullable Fact<List<Party>> chain) {
    return test(chain, disclosureWithin("EEA"));
  }

  private Predicate test(@Nullable Fact<List<Party>> chain, Constraint constraint) {
    builder.endpoints.clear();
    builder.policies.clear();
    return first(builder.endpoint("e", "FR", declared(countries("FR")), chain).policy(constraint));
  }

  private static Fact<List<Party>> chain(Role role, String entity) {
    return declared(List.of(new Party(role, entity)));
  }

  private static void assertUnknown(Predicate predicate, String... path) {
    assertThat(predicate.value()).isEqualTo(Truth.UNKNOWN);
    assertThat(predicate.reason()).isEqualTo(Reason.UNKNOWN_DISCLOSURE);
    assertThat(predicate.path()).containsExactly(path);
  }
}
