package eu.bailiwick.sovereignty.decision;

import static eu.bailiwick.sovereignty.CatalogueBuilder.NOW;
import static eu.bailiwick.sovereignty.CatalogueBuilder.countries;
import static eu.bailiwick.sovereignty.CatalogueBuilder.declared;
import static eu.bailiwick.sovereignty.CatalogueBuilder.disclosureWithin;
import static eu.bailiwick.sovereignty.CatalogueBuilder.owned;
import static eu.bailiwick.sovereignty.CatalogueBuilder.processingWithin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import eu.bailiwick.sovereignty.CatalogueBuilder;
import eu.bailiwick.sovereignty.catalogue.Integrity.Violation;
import eu.bailiwick.sovereignty.evidence.Fact;
import eu.bailiwick.sovereignty.evidence.Grade;
import eu.bailiwick.sovereignty.policy.Example;
import eu.bailiwick.sovereignty.policy.Example.Expectation;
import eu.bailiwick.sovereignty.policy.Policy;
import eu.bailiwick.sovereignty.policy.Scope;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExamplesTest {

  private static final Instant LATER = NOW.plusSeconds(60);

  private final CatalogueBuilder builder =
      CatalogueBuilder.sound()
          .entity("us", "US")
          .entity("operator-de", "DE", owned("us"))
          .endpoint("chat-fr", "FR")
          .endpoint("chat-de", "DE")
          .endpoint(
              "chat-soon",
              "FR",
              new Fact<>(countries("FR"), Grade.DECLARED, "test", LATER, null),
              declared(List.of()));

  @Test
  void examplesThatHoldSayNothing() {
    assertThat(
            run(
                permit("chat-fr", null),
                deny("chat-de", null),
                deny("chat-de", "DISCLOSURE_EXPOSURE")))
        .isEmpty();
  }

  @Test
  void policyWithoutExamplesSaysNothing() {
    assertThat(run()).isEmpty();
  }

  @Test
  void permissionThatIsDeniedIsToldWithItsReasons() {
    assertThat(run(permit("chat-fr", null), permit("chat-de", null)))
        .containsExactly(
            new Violation(
                "policies[2].examples[1]",
                "chat-de is denied, because [DISCLOSURE_EXPOSURE]: [disclosure exposure within EEA"
                    + " is FALSE, exposed to US]"));
  }

  @Test
  void denialThatIsPermittedIsTold() {
    assertThat(run(deny("chat-fr", "DISCLOSURE_EXPOSURE")))
        .containsExactly(new Violation("policies[2].examples[0]", "chat-fr is permitted"));
  }

  @Test
  void denialForAnotherReasonIsTold() {
    assertThat(run(deny("chat-de", "UNKNOWN_DISCLOSURE")))
        .singleElement()
        .satisfies(
            v ->
                assertThat(v.message())
                    .startsWith("chat-de is denied, but because [DISCLOSURE_EXPOSURE]"));
  }

  @Test
  void unknownEndpointIsTold() {
    assertThat(run(deny("nowhere", null)))
        .containsExactly(
            new Violation("policies[2].examples[0]", "there is no endpoint \"nowhere\""));
  }

  @Test
  void exampleHoldsForItsInstantOrForThatOfLoading() {
    assertThat(
            run(
                deny("chat-soon", "UNKNOWN_PROCESSING"),
                permit("chat-soon", LATER),
                new Example(
                    "chat-soon", Expectation.DENY, "UNKNOWN_PROCESSING", LATER.minusNanos(1))))
        .isEmpty();
  }

  @Test
  void permissionHasNoReason() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Example("e", Expectation.PERMIT, "KEY_CUSTODY", null))
        .withMessage("because: a reason goes with DENY only");
  }

  private List<Violation> run(Example... examples) {
    Policy policy =
        new Policy(
            "p",
            Scope.PLATFORM,
            List.of(processingWithin("EEA"), disclosureWithin("EEA")),
            List.of(examples));
    return new Examples(builder.build()).run(policy, "policies[2]", NOW);
  }

  private static Example permit(String endpoint, @Nullable Instant at) {
    return new Example(endpoint, Expectation.PERMIT, null, at);
  }

  private static Example deny(String endpoint, @Nullable String because) {
    return new Example(endpoint, Expectation.DENY, because, null);
  }
}
