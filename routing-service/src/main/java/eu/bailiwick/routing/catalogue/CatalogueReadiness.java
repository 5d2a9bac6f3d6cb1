package eu.bailiwick.routing.catalogue;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready only with a snapshot in validity. */
@Readiness
@Singleton
final class CatalogueReadiness implements HealthCheck {

  private final CurrentCatalogue catalogue;
  private final Clock clock;

  @Inject
  CatalogueReadiness(CurrentCatalogue catalogue, Clock clock) {
    this.catalogue = catalogue;
    this.clock = clock;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named("catalogue");
    Optional<Serving> serving = catalogue.serving();
    if (serving.isEmpty()) {
      return response.down().withData("cause", "no snapshot yet").build();
    }
    var snapshot = serving.get().snapshot();
    return response
        .status(snapshot.isValidAt(clock.instant()))
        .withData("revision", snapshot.revision())
        .withData("validUntil", snapshot.validUntil().toString())
        .build();
  }
}
