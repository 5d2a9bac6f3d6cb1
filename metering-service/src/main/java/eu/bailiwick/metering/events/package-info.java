/**
 * {@code GET /v1/events}: usage events one by one, newest first, as the officer finds them. Reads
 * storage's tables and changes nothing.
 */
@NullMarked
package eu.bailiwick.metering.events;

import org.jspecify.annotations.NullMarked;
