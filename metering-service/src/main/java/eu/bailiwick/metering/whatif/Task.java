package eu.bailiwick.metering.whatif;

import eu.bailiwick.metering.query.Cursor;
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
    @Nullable Cursor position,
    long changes) {}
