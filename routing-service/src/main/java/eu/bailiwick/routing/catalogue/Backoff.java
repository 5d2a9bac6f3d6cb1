package eu.bailiwick.routing.catalogue;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before the next attempt: longer each time, never quite the same. */
final class Backoff {

  private static final Duration FIRST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private final RandomGenerator random;
  private Duration next = FIRST;

  Backoff(RandomGenerator random) {
    this.random = random;
  }

  /** The attempt succeeded. */
  void reset() {
    next = FIRST;
  }

  /** The pause before the next attempt: between half of it and all of it. */
  Duration next() {
    long millis = next.toMillis();
    next = next.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : next.multipliedBy(2);
    return Duration.ofMillis(millis / 2 + random.nextLong(millis / 2 + 1));
  }
}
