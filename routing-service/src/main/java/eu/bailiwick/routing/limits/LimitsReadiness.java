package eu.bailiwick.routing.limits;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Locale;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Says where limits are counted. Never down: without the shared store a router counts alone. */
@Readiness
@Singleton
final class LimitsReadiness implements HealthCheck {

  private final LimitsSettings settings;
  private final LimitsWiring wiring;

  @Inject
  LimitsReadiness(LimitsSettings settings, LimitsWiring wiring) {
    this.settings = settings;
    this.wiring = wiring;
  }

  @Override
  public HealthCheckResponse call() {
    var response =
        HealthCheckResponse.named("limits")
            .up()
            .withData("store", settings.store().name().toLowerCase(Locale.ROOT));
    Boolean answers = wiring.sharedAnswers();
    return answers == null ? response.build() : response.withData("answers", answers).build();
  }
}
