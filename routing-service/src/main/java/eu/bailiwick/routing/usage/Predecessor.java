package eu.bailiwick.routing.usage;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An epoch that was given up, as one tenant's next announcement names it.
 *
 * @param epoch its id
 * @param lastAcknowledged number up to which the broker acknowledged all; null if none
 * @param last last number given out
 */
record Predecessor(UUID epoch, @Nullable Long lastAcknowledged, long last) {}
