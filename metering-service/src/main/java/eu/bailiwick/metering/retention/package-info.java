/**
 * How long the bytes of events are kept: not shorter than the floor, not longer than the ceiling of
 * their data class, and for as long as a legal hold concerns them. {@link Expiry} destroys once a
 * day what is past its ceiling; {@link DestructionStore} does the destroying, for erasures too: it
 * takes salt and bytes away, leaves the commitment, and so leaves leaves, tree and root as they
 * are. What is destroyed is certified in the system log. Everything blocks.
 */
@NullMarked
package eu.bailiwick.metering.retention;

import org.jspecify.annotations.NullMarked;
