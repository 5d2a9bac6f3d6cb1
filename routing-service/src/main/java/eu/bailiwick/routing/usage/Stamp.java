package eu.bailiwick.routing.usage;

import java.time.Instant;
import java.util.UUID;

/**
 * What makes an event one of a kind.
 *
 * @param epoch id of the epoch
 * @param tenant id of the tenant
 * @param sequence the tenant's number in the epoch, from 0
 * @param time when the number was given out
 */
record Stamp(UUID epoch, String tenant, long sequence, Instant time) {}
