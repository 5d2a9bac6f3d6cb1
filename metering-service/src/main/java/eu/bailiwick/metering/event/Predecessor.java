package eu.bailiwick.metering.event;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The epoch that the same router process gave up.
 *
 * @param lastAcknowledged the tenant's number up to which the broker acknowledged all; null if none
 * @param last number given out to the tenant; those after {@code lastAcknowledged} may be missing
 *     for good
 */
public record Predecessor(UUID epoch, @Nullable Long lastAcknowledged, long last) {}
