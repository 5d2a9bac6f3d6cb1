package eu.bailiwick.metering.checkpoint;

import io.smallrye.health.api.Wellness;
import jakarta.inject.Singleton;
import java.time.Instant;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Well while whatever grows is signed. Events are taken in and questions answered without, so it
 * says nothing of readiness.
 */
@Wellness
@Singleton
final class CheckpointHealth implements HealthCheck {

  private final Sequencing sequencing;
  private final SealState state;

  CheckpointHealth(Sequencing sequencing, SealState state) {
    this.sequencing = sequencing;
    this.state = state;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder health = HealthCheckResponse.named("checkpoints");
    if (sequencing.origin().isEmpty()) {
      return health.up().withData("signing", Sequencing.NO_KEY).build();
    }
    Instant signed = state.signed();
    health
        .status(isWell())
        .withData("signing", state.isSequencing() ? words(state.refusal()) : "not this instance")
        .withData("storage", words(state.storageProblem()))
        .withData("size", state.size())
        .withData("signed", signed == null ? "never here" : signed.toString());
    state.witnessProblems().forEach((name, problem) -> health.withData("witness " + name, problem));
    return health.build();
  }

  private boolean isWell() {
    return state.refusal() == null && state.storageProblem() == null && !state.isBehindAWitness();
  }

  private static String words(@Nullable String problem) {
    return problem == null ? "fine" : problem;
  }
}
