package eu.bailiwick.routing.selection;

import static org.assertj.core.api.Assertions.assertThat;

import eu.bailiwick.routing.catalogue.Servings;
import eu.bailiwick.routing.decision.Decided;
import eu.bailiwick.routing.decision.Permit;
import eu.bailiwick.routing.scripted.TestCatalogue;
import eu.bailiwick.sovereignty.catalogue.Endpoint;
import eu.bailiwick.sovereignty.catalogue.Operation;
import eu.bailiwick.sovereignty.decision.RequestDescriptor;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SelectionTest {

  private static final URI URL = URI.create("http://127.0.0.1:1");

  private final TestCatalogue catalogue = new TestCatalogue(URL, URL);
  private final Outstanding outstanding = new Outstanding();
  private final LeastOutstanding preference = new LeastOutstanding(outstanding);

  @Test
  void handsOutEachLawfulEndpointOnce() {
    assertThat(all(new Selection(permits(List.of()), preference)))
        .containsExactlyInAnyOrder("chat-frankfurt", "chat-paris");
  }

  @Test
  void handsOutNothingThatTakesNoRequests() {
    catalogue.state("chat-paris", Endpoint.State.DRAINING);
    catalogue.state("chat-frankfurt", Endpoint.State.DISABLED);

    assertThat(all(new Selection(permits(List.of()), preference))).isEmpty();
  }

  @Test
  void neverHandsOutWhatIsNotLawful() {
    assertThat(all(new Selection(permits(List.of("FR")), preference)))
        .containsExactly("chat-paris");
  }

  @Test
  void prefersTheEndpointWithTheFewestAttemptsUnderWay() {
    outstanding.begin("chat-paris");

    for (int i = 0; i < 4; i++) {
      assertThat(all(new Selection(permits(List.of()), preference)).getFirst())
          .isEqualTo("chat-frankfurt");
    }
  }

  @Test
  void equalOnesTakeTurns() {
    List<String> first = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      first.add(id(new Selection(permits(List.of()), preference).next().orElseThrow()));
    }

    assertThat(first)
        .containsExactly("chat-frankfurt", "chat-paris", "chat-frankfurt", "chat-paris");
  }

  private List<Permit> permits(List<String> within) {
    RequestDescriptor descriptor =
        new RequestDescriptor("clinique", "triage", null, "scripted-chat", Operation.CHAT, within);
    return Decided.decide(new UUID(0, 1), Servings.of(catalogue), descriptor, Servings.NOW)
        .permits();
  }

  private static List<String> all(Selection selection) {
    List<String> ids = new ArrayList<>();
    for (var permit = selection.next(); permit.isPresent(); permit = selection.next()) {
      ids.add(id(permit.get()));
    }
    return ids;
  }

  private static String id(Permit permit) {
    return permit.destination().endpoint().id();
  }
}
