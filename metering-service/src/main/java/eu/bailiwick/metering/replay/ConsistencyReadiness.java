package eu.bailiwick.metering.replay;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Says what recomputing found. Never a reason not to be ready: intake has to go on. */
@Readiness
@Singleton
final class ConsistencyReadiness implements HealthCheck {

  private final ConsistencyState state;

  ConsistencyReadiness(ConsistencyState state) {
    this.state = state;
  }

  @Override
  public HealthCheckResponse call() {
    String problem = state.problem();
    return HealthCheckResponse.named("consistency")
        .up()
        .withData("mismatches", state.totals().mismatches())
        .withData("uncomputable", state.totals().uncomputable())
        .withData("behind", state.totals().behind())
        .withData("check", problem == null ? "fine" : problem)
        .build();
  }
}
