package eu.bailiwick.routing.drain;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Not ready once the service stops. */
@Readiness
@Singleton
final class DrainReadiness implements HealthCheck {

  private final Drain drain;

  @Inject
  DrainReadiness(Drain drain) {
    this.drain = drain;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("stopping")
        .status(!drain.begun())
        .withData("underWay", drain.underWay())
        .build();
  }
}
