package eu.bailiwick.routing.decision;

import static org.assertj.core.api.Assertions.assertThat;

import eu.bailiwick.routing.catalogue.Serving;
import eu.bailiwick.routing.catalogue.Servings;
import eu.bailiwick.routing.scripted.TestCatalogue;
import eu.bailiwick.sovereignty.catalogue.Operation;
import eu.bailiwick.sovereignty.decision.RequestDescriptor;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RecentDecisionsTest {

  private static final URI URL = URI.create("http://127.0.0.1:1");
  private static final RequestDescriptor DESCRIPTOR =
      new RequestDescriptor("clinique", "triage", null, "org/solo-chat", Operation.CHAT, List.of());

  private final TestCatalogue catalogue = new TestCatalogue(URL, URL);
  private final RecentDecisions recent = new RecentDecisions(3, 2);

  @Test
  void recomputesADecisionByTheSnapshotThatMadeIt() {
    Decided decided = decide(1, Servings.of(catalogue, 1));
    recent.remember(decided);
    catalogue.endpoint("solo-paris", "solo-chat-1", "dublin-1", URL, "solo-chat");
    recent.remember(decide(2, Servings.of(catalogue, 2)));

    assertThat(recent.recompute(new UUID(0, 1)))
        .hasValueSatisfying(d -> assertThat(d.explained()).isEqualTo(decided.explained()));
    assertThat(recent.recompute(new UUID(0, 2)).orElseThrow().permitted()).isFalse();
  }

  @Test
  void forgetsTheOldest() {
    Serving serving = Servings.of(catalogue, 1);
    for (int i = 1; i <= 4; i++) {
      recent.remember(decide(i, serving));
    }

    assertThat(recent.recompute(new UUID(0, 1))).isEmpty();
    assertThat(recent.recompute(new UUID(0, 2))).isPresent();
  }

  @Test
  void doesNotKeepSnapshotsForEver() {
    for (int i = 1; i <= 3; i++) {
      recent.remember(decide(i, Servings.of(catalogue, i)));
    }

    assertThat(recent.recompute(new UUID(0, 1))).isEmpty();
    assertThat(recent.recompute(new UUID(0, 3))).isPresent();
  }

  private static Decided decide(long id, Serving serving) {
    return Decided.decide(new UUID(0, id), serving, DESCRIPTOR, Servings.NOW);
  }
}
