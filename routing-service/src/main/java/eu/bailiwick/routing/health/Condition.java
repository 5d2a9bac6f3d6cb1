package eu.bailiwick.routing.health;

import eu.bailiwick.routing.selection.Standing;

/**
 * The condition of one endpoint. Successes, which are nearly all, only read. Instants are those of
 * {@link System#nanoTime}.
 */
final class Condition {

  private final Ejections ejections;
  private volatile int failures;
  private volatile boolean ejected;
  private long ejectedUntil;
  private int ejectedBefore;
  private int failedProbes;
  private volatile boolean unready;

  Condition(Ejections ejections) {
    this.ejections = ejections;
  }

  void succeeded() {
    if (failures != 0) {
      failures = 0;
    }
  }

  /**
   * A request failed.
   *
   * @return nanoseconds for which the endpoint is ejected because of this; 0 if it is not
   */
  synchronized long failed(long now) {
    int inRow = failures + 1;
    failures = inRow;
    if (inRow < ejections.failures() || outFor(now) != 0) {
      return 0;
    }
    forgive(now);
    long length = ejections.length(ejectedBefore);
    ejectedBefore++;
    ejectedUntil = now + length;
    ejected = true;
    failures = 0;
    return length;
  }

  /** A time as long as the first ejection, lived through in good order, makes up for one. */
  private void forgive(long now) {
    if (ejectedBefore > 0) {
      long made = (now - ejectedUntil) / ejections.first();
      ejectedBefore = (int) Math.max(0, ejectedBefore - made);
    }
  }

  /**
   * A probe was answered, or not.
   *
   * @param most failures in a row that are still put up with, plus one
   * @return whether this changed what is known
   */
  synchronized boolean probed(boolean ready, int most) {
    failedProbes = ready ? 0 : failedProbes + 1;
    boolean before = unready;
    unready = failedProbes >= most || (before && !ready);
    if (before && !unready) {
      ejected = false;
      failures = 0;
    }
    return before != unready;
  }

  /** As {@link Standing#outFor}. */
  long outFor(long now) {
    if (unready) {
      return Standing.NOT_READY;
    }
    return ejected ? leftOfEjection(now) : 0;
  }

  private synchronized long leftOfEjection(long now) {
    return Math.max(0, ejectedUntil - now);
  }

  /** Whether an ejection ended since this was last called. */
  synchronized boolean returned(long now) {
    if (!ejected || ejectedUntil - now > 0) {
      return false;
    }
    ejected = false;
    return true;
  }

  boolean isUnready() {
    return unready;
  }

  boolean isEjected() {
    return ejected;
  }
}
