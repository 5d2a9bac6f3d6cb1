package eu.bailiwick.metering.arrival;

import java.time.Instant;

/**
 * Numbers that are absent, though a higher one is known.
 *
 * @param last at least {@code first}; both are absent
 * @param since when that was noticed
 * @param givenUp whether the router said itself that they may be missing for good
 */
record Hole(long first, long last, Instant since, boolean givenUp) {

  Hole reduced(long newFirst, long newLast) {
    return new Hole(newFirst, newLast, since, givenUp);
  }
}
