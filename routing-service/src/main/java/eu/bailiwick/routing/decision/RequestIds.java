package eu.bailiwick.routing.decision;

import java.time.Clock;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Makes the ids of requests, which are the ids of their decisions too: UUIDs of version 7. */
public final class RequestIds {

  private final Clock clock;
  private final RandomGenerator random;

  /**
   * @param random safe on any thread
   */
  public RequestIds(Clock clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  /** The next id; RFC 9562, section 5.7. */
  public UUID next() {
    long time = clock.millis() << 16;
    long version = 0x7000L;
    long variant = 1L << 63;
    return new UUID(
        time | version | (random.nextLong() & 0x0FFFL), variant | (random.nextLong() >>> 2));
  }
}
