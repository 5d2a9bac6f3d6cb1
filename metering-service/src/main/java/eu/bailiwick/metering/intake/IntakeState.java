package eu.bailiwick.metering.intake;

import jakarta.inject.Singleton;
import java.util.Objects;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** How intake is doing: written by its thread, read by anyone. Logs what changes. */
@Singleton
final class IntakeState {

  private static final Logger LOG = Logger.getLogger(IntakeState.class);

  private volatile @Nullable String kafkaProblem = "not connected yet";
  private volatile @Nullable String storageProblem;

  /** What is wrong with Kafka; null if nothing. */
  @Nullable String kafkaProblem() {
    return kafkaProblem;
  }

  /** What is wrong with storage; null if nothing. */
  @Nullable String storageProblem() {
    return storageProblem;
  }

  boolean isReady() {
    return kafkaProblem == null && storageProblem == null;
  }

  void kafka(@Nullable String problem) {
    log("Kafka", kafkaProblem, problem);
    kafkaProblem = problem;
  }

  void storage(@Nullable String problem) {
    log("storage", storageProblem, problem);
    storageProblem = problem;
  }

  private static void log(String what, @Nullable String before, @Nullable String now) {
    if (Objects.equals(before, now)) {
      return;
    }
    if (now == null) {
      LOG.infof("intake: %s is fine again", what);
    } else if (before == null) {
      LOG.warnf("intake waits for %s: %s", what, now);
    }
  }
}
