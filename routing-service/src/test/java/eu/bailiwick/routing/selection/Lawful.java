package eu.bailiwick.routing.selection;

import eu.bailiwick.routing.catalogue.Servings;
import eu.bailiwick.routing.decision.Decided;
import eu.bailiwick.routing.decision.Permit;
import eu.bailiwick.routing.scripted.TestCatalogue;
import eu.bailiwick.sovereignty.catalogue.Dialect;
import eu.bailiwick.sovereignty.catalogue.Endpoint;
import eu.bailiwick.sovereignty.catalogue.Facts;
import eu.bailiwick.sovereignty.catalogue.Operation;
import eu.bailiwick.sovereignty.catalogue.Priority;
import eu.bailiwick.sovereignty.decision.RequestDescriptor;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Makes sets of lawful endpoints as a decision would. */
final class Lawful {

  private static final URI URL = URI.create("http://127.0.0.1:1");

  private final TestCatalogue catalogue = new TestCatalogue(URL, URL);
  private final Facts facts =
      catalogue.catalogue().endpoints().stream()
          .filter(e -> e.id().equals("chat-paris"))
          .findFirst()
          .orElseThrow()
          .facts();

  Lawful() {
    catalogue.state("chat-paris", Endpoint.State.DISABLED);
    catalogue.state("chat-frankfurt", Endpoint.State.DRAINING);
  }

  /** An endpoint of weight 100, no canary, without a bound. */
  Lawful with(String id) {
    return with(id, 100, null, null);
  }

  Lawful with(String id, int weight, @Nullable Integer canary, @Nullable Integer most) {
    catalogue.put(
        new Endpoint(
            id,
            "scripted-chat-1",
            "paris-1",
            URL,
            "served/chat",
            Endpoint.State.ENABLED,
            facts,
            Dialect.GENERIC,
            Map.of(),
            weight,
            canary,
            most,
            null));
    return this;
  }

  /** What is lawful; the two endpoints that take no requests, too. */
  List<Permit> permits() {
    RequestDescriptor descriptor =
        new RequestDescriptor(
            "clinique", "triage", null, "scripted-chat", Operation.CHAT, List.of());
    return Decided.decide(new UUID(0, 1), Servings.of(catalogue), descriptor, Servings.NOW)
        .permits();
  }

  static Traits traits(RandomGenerator random) {
    return traits(random, Priority.STANDARD);
  }

  static Traits traits(RandomGenerator random, Priority priority) {
    return Traits.of(new UUID(random.nextLong(), random.nextLong()), 0, priority);
  }

  static String id(Permit permit) {
    return permit.destination().endpoint().id();
  }
}
