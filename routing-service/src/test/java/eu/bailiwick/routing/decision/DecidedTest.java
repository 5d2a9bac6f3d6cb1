package eu.bailiwick.routing.decision;

import static org.assertj.core.api.Assertions.assertThat;

import eu.bailiwick.routing.catalogue.Serving;
import eu.bailiwick.routing.catalogue.Servings;
import eu.bailiwick.routing.scripted.TestCatalogue;
import eu.bailiwick.sovereignty.catalogue.Endpoint;
import eu.bailiwick.sovereignty.catalogue.Operation;
import eu.bailiwick.sovereignty.catalogue.Revocation;
import eu.bailiwick.sovereignty.decision.RequestDescriptor;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DecidedTest {

  private static final URI URL = URI.create("http://127.0.0.1:1");
  private static final RequestDescriptor DESCRIPTOR =
      new RequestDescriptor("clinique", "triage", null, "scripted-chat", Operation.CHAT, List.of());

  private final TestCatalogue catalogue = new TestCatalogue(URL, URL);
  private final Serving serving = Servings.of(catalogue);
  private final Decided decided = Decided.decide(new UUID(0, 1), serving, DESCRIPTOR, Servings.NOW);

  @Test
  void aPermitStandsWhileNothingIsRevoked() {
    assertThat(standing(serving)).containsExactly("chat-frankfurt", "chat-paris");
    assertThat(standing(Servings.of(catalogue, 2))).containsExactly("chat-frankfurt", "chat-paris");
  }

  @Test
  void aMaskedEndpointGetsNoFurtherAttempt() {
    assertThat(standing(Servings.masked(serving, Revocation.Kind.ENDPOINT, "chat-paris")))
        .containsExactly("chat-frankfurt");
    assertThat(standing(Servings.masked(serving, Revocation.Kind.VERSION, "scripted-chat-1")))
        .isEmpty();
    assertThat(standing(Servings.masked(serving, Revocation.Kind.APPROVAL, "scripted-chat-1-eea")))
        .isEmpty();
    assertThat(standing(Servings.masked(serving, Revocation.Kind.VERSION, "solo-chat-1")))
        .hasSize(2);
  }

  @Test
  void aRevokedKeyGetsNoFurtherAttempt() {
    assertThat(standing(Servings.masked(serving, Revocation.Kind.KEY, "triage-key"))).isEmpty();
    catalogue.revoke(new Revocation(Revocation.Kind.KEY, "triage-key", Servings.NOW));
    assertThat(standing(Servings.of(catalogue, 2))).isEmpty();
  }

  @Test
  void aSnapshotThatHoldsTheRevocationCountsToo() {
    catalogue.revoke(new Revocation(Revocation.Kind.ENDPOINT, "chat-paris", Servings.NOW));

    assertThat(standing(Servings.of(catalogue, 2))).containsExactly("chat-frankfurt");
  }

  @Test
  void whatIsNewlyLawfulIsNotAdded() {
    catalogue.put(
        new Endpoint(
            "chat-new",
            "scripted-chat-1",
            "paris-1",
            URL,
            "m",
            Endpoint.State.ENABLED,
            serving.destination("chat-paris").endpoint().facts()));

    assertThat(standing(Servings.of(catalogue, 2))).containsExactly("chat-frankfurt", "chat-paris");
  }

  @Test
  void withoutAMaskNothingIsAllocatedForIt() {
    assertThat(serving.mask().isEmpty()).isTrue();
    assertThat(serving.mask()).isSameAs(Servings.of(catalogue, 2).mask());
  }

  private List<String> standing(Serving now) {
    var caller = serving.caller(TestCatalogue.TRIAGE_KEY).orElseThrow();
    return decided.permits().stream()
        .filter(permit -> decided.standsIn(now, caller, permit))
        .map(permit -> permit.destination().endpoint().id())
        .toList();
  }
}
