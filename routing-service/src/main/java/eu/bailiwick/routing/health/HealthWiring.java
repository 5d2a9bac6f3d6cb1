package eu.bailiwick.routing.health;

import eu.bailiwick.routing.catalogue.CurrentCatalogue;
import eu.bailiwick.routing.upstream.UpstreamClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.random.RandomGenerator;

/** Makes the memory of health, and starts the probes with the service. */
final class HealthWiring {

  private HealthWiring() {}

  @Produces
  @Singleton
  static EndpointHealth health(HealthSettings settings, MeterRegistry registry) {
    settings.check();
    return new EndpointHealth(settings, System::nanoTime, registry);
  }

  static void start(
      @Observes StartupEvent event,
      Vertx vertx,
      HealthSettings settings,
      CurrentCatalogue catalogue,
      EndpointHealth health,
      UpstreamClient upstream,
      RandomGenerator random) {
    new Prober(
            vertx,
            catalogue,
            health,
            (destination, path) -> upstream.probe(destination, path, settings.probeTimeout()),
            settings.probeInterval(),
            random)
        .start();
  }
}
