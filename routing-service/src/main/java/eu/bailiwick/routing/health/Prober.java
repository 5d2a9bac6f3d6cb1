package eu.bailiwick.routing.health;

import eu.bailiwick.routing.catalogue.CurrentCatalogue;
import eu.bailiwick.routing.catalogue.Destination;
import eu.bailiwick.routing.catalogue.Serving;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Probes every endpoint that takes requests and of which the snapshot tells the address, once in
 * each interval at a moment of chance. A dialect without a readiness path is not probed. Belongs to
 * one event loop.
 */
final class Prober {

  private final Vertx vertx;
  private final CurrentCatalogue catalogue;
  private final EndpointHealth health;
  private final Probe probe;
  private final long intervalMillis;
  private final RandomGenerator random;
  private final Set<String> underWay = new HashSet<>();

  Prober(
      Vertx vertx,
      CurrentCatalogue catalogue,
      EndpointHealth health,
      Probe probe,
      Duration interval,
      RandomGenerator random) {
    this.vertx = vertx;
    this.catalogue = catalogue;
    this.health = health;
    this.probe = probe;
    this.intervalMillis = interval.toMillis();
    this.random = random;
  }

  void start() {
    vertx.runOnContext(go -> vertx.setPeriodic(intervalMillis, rang -> round()));
  }

  private void round() {
    Collection<Destination> destinations =
        catalogue.serving().map(Serving::destinations).orElse(List.of());
    Set<String> known = new HashSet<>();
    for (Destination destination : destinations) {
      known.add(destination.endpoint().id());
      String path = destination.endpoint().dialect().readyPath();
      if (destination.enabled() && path != null) {
        long chance = 1 + random.nextLong(intervalMillis);
        vertx.setTimer(chance, rang -> probe(destination, path));
      }
    }
    health.review(known);
  }

  private void probe(Destination destination, String path) {
    String endpoint = destination.endpoint().id();
    if (!underWay.add(endpoint)) {
      return;
    }
    probe
        .status(destination, path)
        .onComplete(
            status -> {
              underWay.remove(endpoint);
              health.probed(endpoint, status.succeeded() && ready(status.result()));
            });
  }

  private static boolean ready(int status) {
    return status >= 200 && status < 300;
  }
}
