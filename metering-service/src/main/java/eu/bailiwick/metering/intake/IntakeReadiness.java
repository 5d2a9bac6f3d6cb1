package eu.bailiwick.metering.intake;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jspecify.annotations.Nullable;

/** Ready while events flow from Kafka into storage, or would if there were any. */
@Readiness
@Singleton
final class IntakeReadiness implements HealthCheck {

  private final IntakeState state;

  IntakeReadiness(IntakeState state) {
    this.state = state;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("intake")
        .status(state.isReady())
        .withData("kafka", words(state.kafkaProblem()))
        .withData("storage", words(state.storageProblem()))
        .build();
  }

  private static String words(@Nullable String problem) {
    return problem == null ? "fine" : problem;
  }
}
