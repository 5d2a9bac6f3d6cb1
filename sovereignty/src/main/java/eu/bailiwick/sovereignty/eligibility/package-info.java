/**
 * The compiled table: for every application, data class and model the eligible endpoints, worked
 * out when a snapshot is loaded, so that a request is a lookup. It is written apart from the
 * evaluator in {@code decision}, which is its oracle: tests compare the two. Compiling takes time
 * and belongs off the event loop; looking up is safe on any thread, and allocates nothing beyond
 * its result unless something has begun or ended since the last look-up.
 */
@NullMarked
package eu.bailiwick.sovereignty.eligibility;

import org.jspecify.annotations.NullMarked;
