package eu.bailiwick.metering.replay;

import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** How the check is doing, as this instance last saw it: written by its thread, read by anyone. */
@Singleton
final class ConsistencyState {

  private volatile boolean checking;
  private volatile ConsistencyStore.Totals totals = new ConsistencyStore.Totals(0, 0, 0);
  private volatile @Nullable String problem;

  /** Whether this is the instance that checks. */
  boolean isChecking() {
    return checking;
  }

  void checking(boolean now) {
    checking = now;
  }

  ConsistencyStore.Totals totals() {
    return totals;
  }

  void totals(ConsistencyStore.Totals now) {
    totals = now;
  }

  /** What is wrong; null if nothing. */
  @Nullable String problem() {
    return problem;
  }

  void problem(@Nullable String now) {
    problem = now;
  }
}
