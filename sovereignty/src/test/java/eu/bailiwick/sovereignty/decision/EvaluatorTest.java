package eu.bailiwick.sovereignty.decision;

import static eu.bailiwick.sovereignty.CatalogueBuilder.CELL;
import static eu.bailiwick.sovereignty.CatalogueBuilder.MODEL;
import static eu.bailiwick.sovereignty.CatalogueBuilder.NOW;
import static eu.bailiwick.sovereignty.CatalogueBuilder.TENANT;
import static eu.bailiwick.sovereignty.CatalogueBuilder.countries;
import static eu.bailiwick.sovereignty.CatalogueBuilder.declared;
import static eu.bailiwick.sovereignty.CatalogueBuilder.disclosureWithin;
import static eu.bailiwick.sovereignty.CatalogueBuilder.processingWithin;
import static eu.bailiwick.sovereignty.decision.Requests.PLAIN;
import static eu.bailiwick.sovereignty.decision.Requests.decide;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import eu.bailiwick.sovereignty.CatalogueBuilder;
import eu.bailiwick.sovereignty.catalogue.Catalogue;
import eu.bailiwick.sovereignty.catalogue.Model;
import eu.bailiwick.sovereignty.catalogue.Operation;
import eu.bailiwick.sovereignty.catalogue.Tenant;
import eu.bailiwick.sovereignty.policy.Scope;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What becomes of a request as a whole. */
class EvaluatorTest {

  private final CatalogueBuilder builder =
      CatalogueBuilder.sound().endpoint("chat-fr", "FR").policy(processingWithin("EEA"));

  @Test
  void lawfulEndpointIsPermitted() {
    Decision decision = decide(builder, PLAIN);

    assertThat(decision.permitted()).isTrue();
    assertThat(decision.reason()).isEqualTo(Reason.PERMITTED);
    assertThat(decision.dataClass()).isEqualTo("public");
    assertThat(decision.eligible()).containsExactly("chat-fr");
    assertThat(decision.nearestMiss()).isEmpty();
  }

  @Test
  void everyEndpointOfTheModelIsACandidateInOrderOfId() {
    builder.endpoint("chat-de", "DE").endpoint("chat-ch", "CH");
    builder.models.add(new Model("other", "Other", null, null, null, Set.of(Operation.CHAT)));
    builder.versions.add(CatalogueBuilder.version("other-1", "other"));

    Decision decision = decide(builder, PLAIN);

    assertThat(decision.candidates())
        .extracting(Candidate::endpoint)
        .containsExactly("chat-ch", "chat-de", "chat-fr");
    assertThat(decision.eligible()).containsExactly("chat-de", "chat-fr");
  }

  @Test
  void unknownModelIsNotFound() {
    var request =
        new RequestDescriptor(TENANT, "letters", null, "acme/none", Operation.CHAT, List.of());
    assertDenied(request, Reason.MODEL_NOT_FOUND, "");
  }

  @Test
  void modelIsNotFoundForAnOperationThatItDoesNotOffer() {
    var request =
        new RequestDescriptor(TENANT, "letters", null, MODEL, Operation.EMBEDDINGS, List.of());
    assertDenied(request, Reason.MODEL_NOT_FOUND, "");
  }

  @Test
  void withoutAPolicyNothingIsPermitted() {
    builder.policies.clear();
    assertDenied(PLAIN, Reason.NO_POLICY, "public");
  }

  @Test
  void modelThatNobodyServesHasNoLawfulEndpoint() {
    builder.endpoints.clear();
    assertDenied(PLAIN, Reason.NO_LAWFUL_ENDPOINT, "public");
    assertThat(decide(builder, PLAIN).nearestMiss()).isEmpty();
  }

  @Test
  void applicationOfAnotherTenantIsRefused() {
    builder.tenants.add(new Tenant("other", "Other", Tenant.Audit.STRICT));
    var request = new RequestDescriptor("other", "letters", null, MODEL, Operation.CHAT, List.of());
    assertDenied(request, Reason.DATA_CLASS_NOT_ALLOWED, "");
  }

  @Test
  void unknownApplicationIsRefused() {
    assertDenied(Requests.of("nothing", null), Reason.DATA_CLASS_NOT_ALLOWED, "");
  }

  @Test
  void requestNarrowsByCountryAndByGroup() {
    builder.endpoint("chat-de", "DE");
    assertThat(decide(builder, Requests.of("letters", null, "DE")).eligible())
        .containsExactly("chat-de");
    assertThat(decide(builder, Requests.of("letters", null, "EU")).eligible())
        .containsExactly("chat-de", "chat-fr");
    assertThat(decide(builder, Requests.of("letters", null, "DE", "FR")).eligible())
        .containsExactly("chat-de", "chat-fr");
  }

  @Test
  void requestNeverWidens() {
    builder.endpoint("chat-ch", "CH");
    assertThat(decide(builder, Requests.of("letters", null, "CH")).eligible()).isEmpty();
    assertThat(decide(builder, Requests.of("letters", null, "CH", "FR")).eligible())
        .containsExactly("chat-fr");
  }

  @Test
  void requestThatNarrowsToNowhereIsRefused() {
    assertDenied(Requests.of("letters", null, "FR", "EUROPE"), Reason.UNKNOWN_AREA, "public");
    assertDenied(Requests.of("letters", null, "ZZ"), Reason.UNKNOWN_AREA, "public");
  }

  @Test
  void borderOfTheCellHoldsWhateverThePoliciesSay() {
    builder.policies.clear();
    builder.policy(processingWithin("EEA", "CH")).endpoint("chat-ch", "CH");

    Candidate beyond = decide(builder, PLAIN).candidates().getFirst();

    assertThat(beyond.endpoint()).isEqualTo("chat-ch");
    assertThat(beyond.predicates())
        .filteredOn(p -> p.value() != Truth.TRUE)
        .singleElement()
        .returns("cell:" + CELL, Predicate::origin)
        .returns("processing within EEA", Predicate::demand)
        .returns(Reason.PROCESSING_OUTSIDE_AREA, Predicate::reason);
  }

  @Test
  void nearestMissFailsTheFewestDemands() {
    builder.endpoints.clear();
    builder
        .policy(disclosureWithin("EEA"))
        .endpoint("a-fails-three", "CH")
        .endpoint("b-fails-one", "FR", declared(countries("FR")), null)
        .endpoint("c-fails-one", "DE", declared(countries("DE")), null);

    Decision decision = decide(builder, PLAIN);

    assertThat(decision.reason()).isEqualTo(Reason.NO_LAWFUL_ENDPOINT);
    assertThat(decision.nearestMiss()).map(Candidate::endpoint).contains("b-fails-one");
    assertThat(decision.candidates().getFirst().reasons())
        .containsExactly(Reason.PROCESSING_OUTSIDE_AREA, Reason.DISCLOSURE_EXPOSURE);
  }

  @Test
  void whoSeesReasonsOnlyIsShownTheFewestOfThem() {
    builder.endpoints.clear();
    builder
        .policy("p", Scope.PLATFORM, processingWithin("EU"), processingWithin("DE"))
        .policy(disclosureWithin("EEA"))
        .endpoint(
            "a-three-demands-one-reason", "CH", declared(countries("CH")), declared(List.of()))
        .endpoint("b-two-demands-two-reasons", "FR", declared(countries("FR")), null);

    Decision decision = decide(builder, PLAIN);

    assertThat(decision.nearestMiss())
        .map(Candidate::endpoint)
        .contains("b-two-demands-two-reasons");
    assertThat(decision.fewestReasons())
        .map(Candidate::endpoint)
        .contains("a-three-demands-one-reason");
  }

  @Test
  void decisionDoesNotDependOnTheOrderOfTheCatalogue() {
    builder
        .endpoint("chat-de", "DE")
        .endpoint("chat-ch", "CH")
        .policy(disclosureWithin("EU"))
        .policy("a", Scope.PLATFORM, processingWithin("EU"));
    Catalogue catalogue = builder.build();
    Catalogue reversed =
        new Catalogue(
            catalogue.law(),
            catalogue.entities().reversed(),
            catalogue.sites().reversed(),
            catalogue.cells().reversed(),
            catalogue.models().reversed(),
            catalogue.versions().reversed(),
            catalogue.endpoints().reversed(),
            catalogue.dataClasses().reversed(),
            catalogue.tenants().reversed(),
            catalogue.applications().reversed(),
            catalogue.keys().reversed(),
            catalogue.policies().reversed(),
            catalogue.lifecycles().reversed(),
            catalogue.approvals().reversed(),
            catalogue.revocations().reversed());

    assertThat(new Evaluator(reversed, CELL).decide(PLAIN, NOW))
        .isEqualTo(new Evaluator(catalogue, CELL).decide(PLAIN, NOW));
  }

  @Test
  void evaluatorOfAnUnknownCellIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Evaluator(builder.build(), "nowhere"))
        .withMessage("there is no cell \"nowhere\"");
  }

  @Test
  void candidateWithoutAnyDemandIsNotEligible() {
    assertThat(new Candidate("e", "v", "s", List.of()).eligible()).isFalse();
  }

  private void assertDenied(RequestDescriptor request, Reason reason, String dataClass) {
    Decision decision = decide(builder, request);
    assertThat(decision.permitted()).isFalse();
    assertThat(decision.reason()).isEqualTo(reason);
    assertThat(decision.dataClass()).isEqualTo(dataClass);
    assertThat(decision.eligible()).isEmpty();
    assertThat(decision.candidates()).isEmpty();
  }
}
