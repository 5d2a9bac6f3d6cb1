package eu.bailiwick.sovereignty.eligibility;

import static eu.bailiwick.sovereignty.CatalogueBuilder.CELL;
import static eu.bailiwick.sovereignty.CatalogueBuilder.MODEL;
import static eu.bailiwick.sovereignty.CatalogueBuilder.NOW;
import static eu.bailiwick.sovereignty.CatalogueBuilder.TENANT;
import static eu.bailiwick.sovereignty.CatalogueBuilder.countries;
import static eu.bailiwick.sovereignty.CatalogueBuilder.declared;
import static eu.bailiwick.sovereignty.CatalogueBuilder.disclosureWithin;
import static eu.bailiwick.sovereignty.CatalogueBuilder.processingWithin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import eu.bailiwick.sovereignty.CatalogueBuilder;
import eu.bailiwick.sovereignty.catalogue.Cell;
import eu.bailiwick.sovereignty.catalogue.Facts;
import eu.bailiwick.sovereignty.catalogue.Operation;
import eu.bailiwick.sovereignty.decision.Reason;
import eu.bailiwick.sovereignty.decision.RequestDescriptor;
import eu.bailiwick.sovereignty.evidence.Fact;
import eu.bailiwick.sovereignty.evidence.Grade;
import eu.bailiwick.sovereignty.law.Country;
import eu.bailiwick.sovereignty.policy.Policy;
import eu.bailiwick.sovereignty.policy.RemoteMedia;
import eu.bailiwick.sovereignty.policy.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the table does about time, and how it stays flat. */
class EligibilityTableTest {

  private static final Instant FROM = NOW.minusSeconds(600);
  private static final Instant UNTIL = NOW.plusSeconds(600);
  private static final Instant MIDNIGHT = Instant.parse("2031-12-28T00:00:00Z");

  private final CatalogueBuilder builder = CatalogueBuilder.sound().policy(processingWithin("EEA"));

  @Test
  void factThatEndsAfterLoadingEndsByItself() {
    builder.endpoint("e", "FR", facts(null, NOW));
    EligibilityTable table = table();
    assertThat(look(table, NOW.minusNanos(1))).containsExactly("e");
    assertThat(look(table, NOW)).isEmpty();
    assertThat(table.look(request(), NOW).reason()).isEqualTo(Reason.NO_LAWFUL_ENDPOINT);
  }

  @Test
  void factThatBeginsAfterLoadingBeginsByItself() {
    builder.endpoint("e", "FR", facts(NOW, null));
    EligibilityTable table = table();
    assertThat(look(table, NOW.minusNanos(1))).isEmpty();
    assertThat(look(table, NOW)).containsExactly("e");
  }

  @Test
  void ownerWhoseRecordEndsTakesTheEndpointAlong() {
    builder
        .entity(
            "operator-fr",
            new Fact<>(countries("FR"), Grade.DECLARED, "test", null, NOW),
            declared(List.of()))
        .endpoint("e", "FR")
        .policy(disclosureWithin("EEA"));
    assertThat(look(table(), NOW.minusNanos(1))).containsExactly("e");
    assertThat(look(table(), NOW)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"-1, true", "0, false"})
  void lawThatChangesAtMidnightChangesTheAnswer(long nanos, boolean lawful) {
    builder.entity("operator-gb", "GB").site("site-gb", "GB", "operator-gb").endpoint("e", "GB");
    builder.policies.clear();
    builder.policy(processingWithin("GDPR_ADEQUATE"));
    builder.cells.add(new Cell("wide", "GDPR_ADEQUATE", List.of("site-gb")));
    EligibilityTable table =
        EligibilityTable.compile(
            builder.build(), "wide", MIDNIGHT.minusSeconds(60), MIDNIGHT.plusSeconds(60));
    Instant at = MIDNIGHT.plusNanos(nanos);
    assertThat(look(table, at).contains("e")).isEqualTo(lawful);
    assertThat(table.look(request("GDPR_ADEQUATE"), at).permitted()).isEqualTo(lawful);
  }

  @Test
  void tableAnswersForItsTimeOnly() {
    EligibilityTable table = table();
    assertThat(table.look(request(), FROM)).isNotNull();
    assertThat(table.look(request(), UNTIL.minusNanos(1))).isNotNull();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> table.look(request(), FROM.minusNanos(1)))
        .withMessageContaining("lies outside");
    assertThatIllegalArgumentException().isThrownBy(() -> table.look(request(), UNTIL));
  }

  @Test
  void timeOfATableIsNotEmpty() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EligibilityTable.compile(builder.build(), CELL, NOW, NOW));
  }

  @Test
  void tableOfAnUnknownCellIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EligibilityTable.compile(builder.build(), "nowhere", FROM, UNTIL))
        .withMessage("there is no cell \"nowhere\"");
  }

  @Test
  void doublesAreRefusedAndNotChosenAmong() {
    builder.endpoint("e", "FR").endpoint("e", "DE");
    assertThatIllegalStateException().isThrownBy(this::table);
  }

  @Test
  void changeThatChangesNothingLeavesTheEndpointInItsGroup() {
    Fact<Set<Country>> renewed =
        new Fact<>(countries("FR"), Grade.DECLARED, "test", FROM.minusSeconds(1), null);
    Facts untested = new Facts(renewed, null, expiring(), null, null, null, List.of());
    builder.endpoint("a", "FR").endpoint("b", "FR", untested).endpoint("c", "FR", untested);

    Row row = row(table());

    assertThat(row.passing()).isEmpty();
    assertThat(row.always()).singleElement().extracting(g -> g.endpoints().size()).isEqualTo(3);
  }

  @Test
  void changeOfLawElsewhereLeavesTheGroupsWhole() {
    builder.endpoint("a", "FR").endpoint("b", "FR").endpoint("c", "DE");
    EligibilityTable table =
        EligibilityTable.compile(
            builder.build(), CELL, MIDNIGHT.minusSeconds(60), MIDNIGHT.plusSeconds(60));
    assertThat(row(table).passing()).isEmpty();
    assertThat(row(table).always()).hasSize(2);
  }

  @Test
  void endpointsThatEndTogetherShareAGroup() {
    for (int i = 0; i < 20; i++) {
      builder.endpoint("e" + i, "FR", facts(null, NOW));
    }
    assertThat(row(table()).passing())
        .singleElement()
        .extracting(p -> p.endpoints().size())
        .isEqualTo(20);
  }

  @Test
  void narrowingAndEndingHoldAtOnce() {
    builder.endpoint("ends", "FR", facts("FR", null, NOW));
    builder.endpoint("stays", "FR", facts("FR", null, null));
    EligibilityTable table = table();
    assertThat(table.look(request("FR"), NOW.minusNanos(1)).sorted())
        .containsExactly("ends", "stays");
    assertThat(table.look(request("FR"), NOW).sorted()).containsExactly("stays");
    assertThat(table.look(request("DE"), NOW).permitted()).isFalse();
    assertThat(table.look(request("DE", "FR"), NOW).sorted()).containsExactly("stays");
  }

  /** Time need not pass in order: replay asks for any instant. */
  @Test
  void answersDoNotDependOnWhatWasAskedBefore() {
    builder
        .endpoint("ends", "FR", facts(null, NOW))
        .endpoint("begins", "FR", facts(NOW, null))
        .endpoint("passes", "FR", facts(NOW.minusSeconds(1), NOW.plusSeconds(1)))
        .endpoint("stays", "FR");
    EligibilityTable table = table();
    for (int round = 0; round < 2; round++) {
      assertThat(look(table, NOW.plusSeconds(1))).containsExactly("begins", "stays");
      assertThat(look(table, FROM)).containsExactly("ends", "stays");
      assertThat(look(table, NOW)).containsExactly("begins", "passes", "stays");
      assertThat(look(table, NOW.minusNanos(1))).containsExactly("ends", "passes", "stays");
      assertThat(row(table).at(NOW).groups()).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    // what the platform says, what is said of health, and what that makes of public and health
    ", , false, false",
    "ALLOW, , true, true",
    "FORBID, , false, false",
    ", ALLOW, false, true",
    "ALLOW, FORBID, true, false",
    "FORBID, ALLOW, false, false",
    "ALLOW, ALLOW, true, true",
  })
  void remoteMediaNeedOneThatAllowsAndNoneThatForbids(
      @Nullable RemoteMedia platform,
      @Nullable RemoteMedia health,
      boolean allowedForPublic,
      boolean allowedForHealth) {
    builder.policies.clear();
    says("platform", Scope.PLATFORM, platform);
    says("health", new Scope(Scope.Level.DATA_CLASS, null, null, "health"), health);

    assertThat(table().allowsRemoteMedia(naming("public"))).isEqualTo(allowedForPublic);
    assertThat(table().allowsRemoteMedia(naming("health"))).isEqualTo(allowedForHealth);
  }

  @Test
  void remoteMediaAreNotAllowedForAClassThatMayNotBeNamed() {
    builder.policies.clear();
    says("platform", Scope.PLATFORM, RemoteMedia.ALLOW);

    assertThat(table().allowsRemoteMedia(naming("unheard-of"))).isFalse();
  }

  private void says(String id, Scope scope, @Nullable RemoteMedia said) {
    builder.policies.add(new Policy(id, scope, List.of(processingWithin("EEA")), List.of(), said));
  }

  private static RequestDescriptor naming(String dataClass) {
    return new RequestDescriptor(TENANT, "letters", dataClass, MODEL, Operation.CHAT, List.of());
  }

  private EligibilityTable table() {
    return EligibilityTable.compile(builder.build(), CELL, FROM, UNTIL);
  }

  private static Row row(EligibilityTable table) {
    Row row = table.row(request());
    assertThat(row).isNotNull();
    return Objects.requireNonNull(row);
  }

  private static List<String> look(EligibilityTable table, Instant at) {
    return table.look(request(), at).sorted();
  }

  private static RequestDescriptor request(String... within) {
    return new RequestDescriptor(TENANT, "letters", null, MODEL, Operation.CHAT, List.of(within));
  }

  private static Fact<Set<Country>> expiring() {
    return new Fact<>(countries("FR"), Grade.DECLARED, "test", null, NOW);
  }

  private static Facts facts(@Nullable Instant from, @Nullable Instant to) {
    return facts("FR", from, to);
  }

  private static Facts facts(String country, @Nullable Instant from, @Nullable Instant to) {
    return new Facts(
        new Fact<>(countries(country), Grade.DECLARED, "test", from, to),
        null,
        null,
        null,
        null,
        declared(List.of()),
        List.of());
  }
}
