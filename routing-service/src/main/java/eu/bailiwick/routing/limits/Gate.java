package eu.bailiwick.routing.limits;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Whether the shared store is asked. After a failure it is left alone for a while; then one request
 * tries it again for all.
 */
final class Gate {

  private static final long OPEN = Long.MIN_VALUE;

  private final AtomicLong closedUntil = new AtomicLong(OPEN);
  private final long pause;
  private final LongSupplier nanoTime;

  /**
   * @param nanoTime nanoseconds of a clock that only goes forward
   */
  Gate(Duration pause, LongSupplier nanoTime) {
    this.pause = pause.toNanos();
    this.nanoTime = nanoTime;
  }

  boolean isOpen() {
    return closedUntil.get() == OPEN;
  }

  /** Whether this caller may ask; if so, it has to say how it went. */
  boolean lets() {
    long until = closedUntil.get();
    if (until == OPEN) {
      return true;
    }
    long now = nanoTime.getAsLong();
    return now - until >= 0 && closedUntil.compareAndSet(until, now + pause);
  }

  /**
   * The store answered.
   *
   * @return whether it had not before
   */
  boolean open() {
    return closedUntil.getAndSet(OPEN) != OPEN;
  }

  /**
   * The store did not answer.
   *
   * @return whether it had before
   */
  boolean close() {
    return closedUntil.getAndSet(nanoTime.getAsLong() + pause) == OPEN;
  }
}
