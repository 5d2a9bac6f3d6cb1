/**
 * Looks again and again for what did not arrive in time, on a thread of its own, in one instance at
 * a time. What it finds is recorded by {@link eu.bailiwick.metering.arrival.OverdueStore}.
 */
@NullMarked
package eu.bailiwick.metering.findings;

import org.jspecify.annotations.NullMarked;
