package eu.bailiwick.sovereignty.eligibility;

import static eu.bailiwick.sovereignty.CatalogueBuilder.CELL;
import static eu.bailiwick.sovereignty.CatalogueBuilder.MODEL;
import static eu.bailiwick.sovereignty.CatalogueBuilder.NOW;
import static eu.bailiwick.sovereignty.CatalogueBuilder.TENANT;
import static eu.bailiwick.sovereignty.CatalogueBuilder.countries;
import static eu.bailiwick.sovereignty.CatalogueBuilder.declared;
import static eu.bailiwick.sovereignty.CatalogueBuilder.processingWithin;
import static eu.bailiwick.sovereignty.CatalogueBuilder.site;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import eu.bailiwick.sovereignty.CatalogueBuilder;
import eu.bailiwick.sovereignty.catalogue.Cell;
import eu.bailiwick.sovereignty.catalogue.Endpoint;
import eu.bailiwick.sovereignty.catalogue.Facts;
import eu.bailiwick.sovereignty.catalogue.Integrity;
import eu.bailiwick.sovereignty.catalogue.Model;
import eu.bailiwick.sovereignty.catalogue.Operation;
import eu.bailiwick.sovereignty.decision.Candidate;
import eu.bailiwick.sovereignty.decision.Decision;
import eu.bailiwick.sovereignty.decision.Evaluator;
import eu.bailiwick.sovereignty.decision.Reason;
import eu.bailiwick.sovereignty.decision.RequestDescriptor;
import eu.bailiwick.sovereignty.evidence.Fact;
import eu.bailiwick.sovereignty.evidence.Grade;
import eu.bailiwick.sovereignty.policy.Constraint;
import eu.bailiwick.sovereignty.policy.Policy;
import eu.bailiwick.sovereignty.policy.Scope;
import eu.bailiwick.sovereignty.policy.Scope.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The fail-closed rules that concern the decision, by their numbers in {@code
 * reference/sovereignty.md}; evaluator and table are asked alike. F5 and F7 to F10 concern
 * services.
 */
class FailClosedRulesTest {

  private static final Instant UNTIL = NOW.plusSeconds(60);
  private static final List<String> EEA = List.of("EEA");

  private final CatalogueBuilder builder = CatalogueBuilder.sound().endpoint("chat-fr", "FR");

  @Test
  void f1WithoutAPolicyForTheCallerNothingIsPermitted() {
    builder.policy(
        "p", new Scope(Level.APPLICATION, null, "records", null), processingWithin("FR"));
    assertReason(request("letters", null), Reason.NO_POLICY);
    assertReason(request("records", null), Reason.PERMITTED);
  }

  @Test
  void f1WithoutAPolicyForTheDataClassNothingIsPermitted() {
    builder.policy("p", new Scope(Level.DATA_CLASS, null, null, "health"), processingWithin("FR"));
    assertReason(request("letters", "personal"), Reason.NO_POLICY);
    assertReason(request("letters", "health"), Reason.PERMITTED);
  }

  @Test
  void f1PolicyThatDemandsNothingCannotBe() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Policy("p", Scope.PLATFORM, List.of(), List.of()));
  }

  @Test
  void f2NoAreaIsAssumed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Constraint.ProcessingWithin(List.of(), Grade.DECLARED));
    assertThatIllegalArgumentException().isThrownBy(() -> new Cell("c", "", List.of("s")));
    builder.policy(processingWithin("EEA"));
    assertReason(request("letters", null, ""), Reason.UNKNOWN_AREA);
    assertReason(request("letters", null, "FR", "Europe"), Reason.UNKNOWN_AREA);
  }

  static Stream<Arguments> f3UnknownDeniesWithTheReasonOfItsAxis() {
    Grade any = Grade.DECLARED;
    return Stream.of(
        Arguments.of(new Constraint.ProcessingWithin(EEA, any), Reason.UNKNOWN_PROCESSING),
        Arguments.of(new Constraint.StorageWithin(EEA, any), Reason.UNKNOWN_STORAGE),
        Arguments.of(
            new Constraint.RetentionAtMost(Duration.ofDays(9999), any), Reason.UNKNOWN_STORAGE),
        Arguments.of(new Constraint.TelemetryWithin(EEA, any), Reason.UNKNOWN_TELEMETRY),
        Arguments.of(new Constraint.HumanAccessWithin(EEA, any), Reason.UNKNOWN_HUMAN_ACCESS),
        Arguments.of(new Constraint.DisclosureWithin(EEA, null, any), Reason.UNKNOWN_DISCLOSURE),
        Arguments.of(
            new Constraint.DisclosureOutside(List.of("KP"), null, any), Reason.UNKNOWN_DISCLOSURE),
        Arguments.of(new Constraint.DenialWithin(EEA, null, any), Reason.UNKNOWN_DENIAL),
        Arguments.of(new Constraint.DenialOutside(List.of("KP"), null, any), Reason.UNKNOWN_DENIAL),
        Arguments.of(
            new Constraint.KeysHeld(List.of("NONE", "PROVIDER", "BYOK", "HYOK"), any),
            Reason.UNKNOWN_KEY_CUSTODY),
        Arguments.of(new Constraint.CertifiedBy("ISO27001", any), Reason.UNKNOWN_CERTIFICATION),
        Arguments.of(new Constraint.LicensedUnder(List.of("MIT"), any), Reason.UNKNOWN_LICENCE),
        Arguments.of(new Constraint.OriginWithin(EEA, any), Reason.UNKNOWN_ORIGIN));
  }

  @ParameterizedTest
  @MethodSource
  void f3UnknownDeniesWithTheReasonOfItsAxis(Constraint constraint, Reason reason) {
    builder.endpoints.clear();
    builder.endpoint("bare", "FR", Facts.NONE).policy(constraint);
    Decision decision = assertReason(request("letters", null), Reason.NO_LAWFUL_ENDPOINT);
    assertThat(decision.candidates())
        .singleElement()
        .extracting(Candidate::reasons)
        .asInstanceOf(InstanceOfAssertFactories.list(Reason.class))
        .contains(reason)
        .allMatch(r -> r.name().startsWith("UNKNOWN_"));
  }

  @Test
  void f4TableDecidesNothingBeyondItsTime() {
    builder.policy(processingWithin("EEA"));
    EligibilityTable table = EligibilityTable.compile(builder.build(), CELL, NOW, UNTIL);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> table.look(request("letters", null), UNTIL));
  }

  @Test
  void f6EligibleSetIsFixedOnceItIsGiven() {
    builder
        .policy(processingWithin("EEA"))
        .endpoint(
            "passing",
            "FR",
            new Fact<>(countries("FR"), Grade.DECLARED, "test", null, NOW.plusSeconds(1)),
            declared(List.of()));
    EligibilityTable table = EligibilityTable.compile(builder.build(), CELL, NOW, UNTIL);
    Eligibility admitted = table.look(request("letters", null), NOW);

    assertThat(table.look(request("letters", null), NOW.plusSeconds(1)).sorted())
        .containsExactly("chat-fr");

    assertThat(admitted.sorted()).containsExactly("chat-fr", "passing");
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> admitted.sorted().add("elsewhere"));
  }

  @Test
  void f11OutcomesStayDistinct() {
    builder.policy(processingWithin("DE"));
    assertReason(request("letters", null), Reason.NO_LAWFUL_ENDPOINT);
    assertReason(of("letters", null, "acme/none", Operation.CHAT), Reason.MODEL_NOT_FOUND);
    assertReason(request("letters", "secret"), Reason.DATA_CLASS_NOT_ALLOWED);
    assertReason(request("letters", null, "XX"), Reason.UNKNOWN_AREA);
    builder.policies.clear();
    assertReason(request("letters", null), Reason.NO_POLICY);
  }

  @Test
  void f11EndpointThatIsNotAvailableIsStillLawful() {
    builder.policy(processingWithin("EEA"));
    builder.endpoints.replaceAll(
        e ->
            new Endpoint(
                e.id(),
                e.version(),
                e.site(),
                e.baseUrl(),
                e.servedModel(),
                Endpoint.State.DISABLED,
                e.facts()));
    assertReason(request("letters", null), Reason.PERMITTED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"acme/*", "latest", "acme/chat:latest", "ACME/CHAT", "acme/chat ", ""})
  void f12NamesThatAreNotCataloguedResolveToNothing(String model) {
    builder.policy(processingWithin("EEA"));
    assertReason(of("letters", null, model, Operation.CHAT), Reason.MODEL_NOT_FOUND);
  }

  @Test
  void f12WhatIsEvaluatedIsTheVersion() {
    builder.policy(processingWithin("EEA"));
    assertThat(assertReason(request("letters", null), Reason.PERMITTED).candidates())
        .extracting(Candidate::version)
        .containsExactly("chat-1");
  }

  @Test
  void f13EmbeddingsPassTheSameGate() {
    builder.policy(processingWithin("DE"));
    RequestDescriptor embeddings = of("letters", null, MODEL, Operation.EMBEDDINGS);
    assertReason(embeddings, Reason.MODEL_NOT_FOUND);
    builder.models.clear();
    builder.models.add(
        new Model(MODEL, "Chat", null, null, null, Set.of(Operation.CHAT, Operation.EMBEDDINGS)));
    assertReason(embeddings, Reason.NO_LAWFUL_ENDPOINT);
  }

  @Test
  void f14NoScopeExceptsFromThePlatformFloor() {
    builder
        .policy(processingWithin("DE"))
        .policy("t", new Scope(Level.TENANT, TENANT, null, null), processingWithin("EEA"))
        .policy("a", new Scope(Level.APPLICATION, null, "letters", null), processingWithin("FR"))
        .policy("d", new Scope(Level.DATA_CLASS, null, null, "public"), processingWithin("FR"));
    assertReason(request("letters", null, "FR"), Reason.NO_LAWFUL_ENDPOINT);
  }

  @Test
  void f15CellStandsInsideItsOwnArea() {
    builder.cells.add(new Cell("outside", "EEA", List.of(site("CH"))));
    assertThat(Integrity.check(builder.build(), NOW))
        .extracting(Integrity.Violation::path)
        .containsExactly("cells[1].sites[0]");
  }

  /** Evaluator and table agree on it. */
  private Decision assertReason(RequestDescriptor request, Reason reason) {
    Decision decision = new Evaluator(builder.build(), CELL).decide(request, NOW);
    Eligibility looked =
        EligibilityTable.compile(builder.build(), CELL, NOW, UNTIL).look(request, NOW);
    assertThat(decision.reason()).isEqualTo(reason);
    assertThat(looked.reason()).isEqualTo(reason);
    assertThat(looked.sorted()).isEqualTo(decision.eligible());
    return decision;
  }

  private static RequestDescriptor request(
      String application, @Nullable String dataClass, String... within) {
    return of(application, dataClass, MODEL, Operation.CHAT, within);
  }

  private static RequestDescriptor of(
      String application,
      @Nullable String dataClass,
      String model,
      Operation operation,
      String... within) {
    return new RequestDescriptor(TENANT, application, dataClass, model, operation, List.of(within));
  }
}
