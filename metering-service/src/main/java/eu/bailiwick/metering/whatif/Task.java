package eu.bailiwick.metering.whatif;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a running job has to do.
 *
 * @param tenant null for all
 * @param position the last event that was gone through; null before the first
 * @param changes how many requests it has listed
 */
record Task(
    UUID id,
    @Nullable String tenant,
    Instant from,
    Instant to,
    String change,
    @Nullable Position position,
    long changes) {

  /** The place of an event. */
  record Position(Instant time, String tenant, UUID epoch, long sequence) {}
}
