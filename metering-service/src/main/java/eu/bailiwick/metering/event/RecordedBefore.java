package eu.bailiwick.metering.event;

import java.util.UUID;

/**
 * The number that the same end of an attempt had in an epoch that was given up; it may have arrived
 * too.
 */
public record RecordedBefore(UUID epoch, long sequence) {}
