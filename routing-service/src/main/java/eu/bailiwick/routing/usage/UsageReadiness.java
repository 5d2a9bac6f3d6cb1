package eu.bailiwick.routing.usage;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready only while the broker is connected and takes events. */
@Readiness
@Singleton
final class UsageReadiness implements HealthCheck {

  private final UsageStatus status;

  @Inject
  UsageReadiness(UsageStatus status) {
    this.status = status;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("usage")
        .status(status.accepts() && status.connected())
        .withData("connected", status.connected())
        .withData("waiting", status.waiting())
        .withData("epoch", status.epoch().toString())
        .build();
  }
}
