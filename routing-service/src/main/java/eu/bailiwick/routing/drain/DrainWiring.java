package eu.bailiwick.routing.drain;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;

/** Drains when the service is told to stop, while it still listens. */
final class DrainWiring {

  private DrainWiring() {}

  static void start(@Observes StartupEvent event, DrainSettings settings) {
    settings.check();
  }

  static void stop(
      @Observes ShutdownDelayInitiatedEvent event, DrainSettings settings, Drain drain) {
    drain.run(settings.timeout());
  }
}
