package eu.bailiwick.routing.usage;

import java.time.Duration;

/**
 * Bounds of a recorder.
 *
 * @param ackTimeout how long a caller waits, and how old an unacknowledged event may be while new
 *     ones are accepted
 * @param heartbeatInterval time within which a heartbeat follows an event
 * @param maxWaiting unacknowledged events at which no new request is accepted
 * @param stopTimeout how long an orderly stop waits for the broker
 */
record Limits(
    Duration ackTimeout, Duration heartbeatInterval, int maxWaiting, Duration stopTimeout) {}
