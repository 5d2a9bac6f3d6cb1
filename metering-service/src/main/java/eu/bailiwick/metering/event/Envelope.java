package eu.bailiwick.metering.event;

import java.time.Instant;
import java.util.UUID;

/**
 * What every event carries.
 *
 * @param site at which the router stands
 * @param epoch one boot of one router
 * @param sequence at least 0; without holes per (epoch, tenant)
 * @param time by the router's clock
 */
public record Envelope(
    String cell,
    String router,
    String site,
    UUID epoch,
    String tenant,
    long sequence,
    Instant time) {}
