package eu.bailiwick.routing.usage;

import java.time.Clock;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Time and randomness.
 *
 * @param clock says when an event happened
 * @param ticks nanoseconds that never go back, from any origin
 * @param random of cryptographic quality; makes epochs and salts
 */
record Sources(Clock clock, LongSupplier ticks, RandomGenerator random) {}
