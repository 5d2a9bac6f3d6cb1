package eu.bailiwick.sovereignty.decision;

import static eu.bailiwick.sovereignty.CatalogueBuilder.CELL;
import static eu.bailiwick.sovereignty.CatalogueBuilder.MODEL;
import static eu.bailiwick.sovereignty.CatalogueBuilder.NOW;
import static eu.bailiwick.sovereignty.CatalogueBuilder.TENANT;
import static eu.bailiwick.sovereignty.CatalogueBuilder.approval;
import static eu.bailiwick.sovereignty.CatalogueBuilder.countries;
import static eu.bailiwick.sovereignty.CatalogueBuilder.declared;
import static eu.bailiwick.sovereignty.CatalogueBuilder.lifecycle;
import static eu.bailiwick.sovereignty.CatalogueBuilder.processingWithin;
import static org.assertj.core.api.Assertions.assertThat;

import eu.bailiwick.sovereignty.CatalogueBuilder;
import eu.bailiwick.sovereignty.catalogue.Approval;
import eu.bailiwick.sovereignty.catalogue.DataClass;
import eu.bailiwick.sovereignty.catalogue.Lifecycle;
import eu.bailiwick.sovereignty.catalogue.Operation;
import eu.bailiwick.sovereignty.catalogue.Revocation;
import eu.bailiwick.sovereignty.eligibility.EligibilityTable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every endpoint needs, whatever policies say. Evaluator and table are asked alike. */
class ClearancesTest {

  private final CatalogueBuilder catalogue =
      CatalogueBuilder.sound().endpoint("paris", "FR").policy(processingWithin("EEA"));

  @Test
  void anApprovedVersionServes() {
    assertThat(reasons("health")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void onlyApprovedAndDeprecatedVersionsServe(Lifecycle.State state) {
    catalogue.lifecycles.clear();
    catalogue.lifecycles.add(lifecycle("chat-1", state));
    boolean serves = state == Lifecycle.State.APPROVED || state == Lifecycle.State.DEPRECATED;
    assertThat(reasons("public"))
        .isEqualTo(serves ? List.of() : List.of(Reason.VERSION_NOT_APPROVED));
  }

  @Test
  void aVersionThatNobodySubmittedIsADraft() {
    catalogue.lifecycles.clear();
    assertThat(reasons("public")).containsExactly(Reason.VERSION_NOT_APPROVED);
  }

  @Test
  void anApprovalCoversItsClassAndThoseAbove() {
    only(approval("chat-1", "EEA", "personal"));
    assertThat(reasons("public")).isEmpty();
    assertThat(reasons("personal")).isEmpty();
    assertThat(reasons("health")).containsExactly(Reason.NOT_APPROVED);
  }

  @Test
  void anApprovalOfABuiltInClassCoversTenantsClassesBelowIt() {
    catalogue.dataClasses.add(new DataClass("radiology", "health", TENANT));
    only(approval("chat-1", "EEA", "health"));
    assertThat(reasons("radiology")).isEmpty();
    only(approval("chat-1", "EEA", "personal"));
    assertThat(reasons("radiology")).containsExactly(Reason.NOT_APPROVED);
  }

  @Test
  void everyPlaceNeedsAnApproval() {
    catalogue.endpoints.clear();
    catalogue.endpoint("both", "FR", declared(countries("FR", "DE")), declared(List.of()));
    only(approval("chat-1", "FR", "health"));
    assertThat(reasons("public")).containsExactly(Reason.NOT_APPROVED);
    catalogue.approvals.add(approval("chat-1", "DE", "health"));
    assertThat(reasons("public")).isEmpty();
  }

  @Test
  void theCountryOfTheSiteNeedsOneToo() {
    catalogue.endpoints.clear();
    catalogue.endpoint("elsewhere", "FR", declared(countries("DE")), declared(List.of()));
    only(approval("chat-1", "DE", "health"));
    assertThat(reasons("public")).containsExactly(Reason.NOT_APPROVED);
  }

  @Test
  void whatIsOnlyAskedForOrRejectedPermitsNothing() {
    for (Approval.State state : Approval.State.values()) {
      only(granted("chat-1", state, NOW.minusSeconds(1), NOW.plusSeconds(1)));
      assertThat(reasons("public"))
          .as("%s", state)
          .isEqualTo(state == Approval.State.GRANTED ? List.of() : List.of(Reason.NOT_APPROVED));
    }
  }

  @Test
  void anApprovalEndsAtItsInstant() {
    only(granted("chat-1", Approval.State.GRANTED, NOW.minusSeconds(1), NOW.plusSeconds(9)));
    assertThat(reasons("public", NOW.plusSeconds(9).minusNanos(1))).isEmpty();
    assertThat(reasons("public", NOW.plusSeconds(9))).containsExactly(Reason.NOT_APPROVED);
  }

  @Test
  void anApprovalBeginsAtItsInstant() {
    only(granted("chat-1", Approval.State.GRANTED, NOW.plusSeconds(9), NOW.plusSeconds(99)));
    assertThat(reasons("public", NOW.plusSeconds(9).minusNanos(1)))
        .containsExactly(Reason.NOT_APPROVED);
    assertThat(reasons("public", NOW.plusSeconds(9))).isEmpty();
  }

  @Test
  void anApprovalOfAnotherVersionDoesNotCount() {
    only(approval("chat-2", "EEA", "health"));
    assertThat(reasons("public")).containsExactly(Reason.NOT_APPROVED);
  }

  @Test
  void aRevokedEndpointIsOut() {
    catalogue.revocations.add(new Revocation(Revocation.Kind.ENDPOINT, "paris", NOW));
    assertThat(reasons("public")).containsExactly(Reason.REVOKED);
  }

  @Test
  void aRevokedVersionIsOutWhateverItsLifecycleSays() {
    catalogue.revocations.add(new Revocation(Revocation.Kind.VERSION, "chat-1", NOW));
    assertThat(reasons("public")).containsExactly(Reason.REVOKED);
  }

  @Test
  void aRevokedApprovalDoesNotCountWhateverItsStateSays() {
    only(approval("chat-1", "EEA", "health"));
    catalogue.revocations.add(new Revocation(Revocation.Kind.APPROVAL, "chat-1-eea-health", NOW));
    assertThat(reasons("public")).containsExactly(Reason.NOT_APPROVED);
  }

  private void only(Approval approval) {
    catalogue.approvals.clear();
    catalogue.approvals.add(approval);
  }

  private static Approval granted(
      String version, Approval.State state, Instant from, Instant until) {
    return new Approval("it", version, "EEA", "health", state, from, until, null, null);
  }

  private List<Reason> reasons(String dataClass) {
    return reasons(dataClass, NOW);
  }

  /** The reasons against the only endpoint. */
  private List<Reason> reasons(String dataClass, Instant at) {
    @Nullable String named = dataClass.equals("public") ? null : dataClass;
    RequestDescriptor request =
        new RequestDescriptor(TENANT, "letters", named, MODEL, Operation.CHAT, List.of());
    Decision decision = new Evaluator(catalogue.build(), CELL).decide(request, at);
    EligibilityTable table =
        EligibilityTable.compile(
            catalogue.build(), CELL, NOW.minusSeconds(60), NOW.plus(Duration.ofHours(1)));
    assertThat(table.look(request, at).permitted()).isEqualTo(decision.permitted());
    return decision.candidates().getFirst().reasons();
  }
}
