package eu.bailiwick.routing.usage;

import java.time.Duration;

/**
 * Pauses between an epoch that is given up and the next: short after an epoch that lived, doubled
 * after each that did not. Not safe for several threads.
 */
final class Pauses {

  private static final long SHORTEST = Duration.ofMillis(200).toNanos();
  private static final long LONGEST = Duration.ofSeconds(30).toNanos();
  private static final long LIVED = Duration.ofMinutes(1).toNanos();

  private long next = SHORTEST;

  /** The pause after an epoch that lived for {@code life}; both in nanoseconds. */
  long after(long life) {
    long pause = life >= LIVED ? SHORTEST : next;
    next = Math.min(LONGEST, pause * 2);
    return pause;
  }
}
