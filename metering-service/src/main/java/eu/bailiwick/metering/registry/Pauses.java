package eu.bailiwick.metering.registry;

import java.time.Duration;

/** Pauses between tries: each twice as long as the one before, up to a bound. For one thread. */
final class Pauses {

  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final Duration first;
  private Duration next;

  Pauses(Duration first) {
    this.first = first;
    this.next = first;
  }

  /** After a failure. */
  Duration next() {
    Duration pause = next;
    Duration twice = pause.multipliedBy(2);
    next = twice.compareTo(LONGEST) > 0 ? LONGEST : twice;
    return pause;
  }

  /** After a success; also the pause then. */
  Duration reset() {
    next = first;
    return first;
  }
}
