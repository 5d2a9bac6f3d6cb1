package eu.bailiwick.metering.replay;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One decision of a tenant's log, and what came of recomputing it.
 *
 * @param index in the tenant's log
 * @param request null if the event's bytes are gone
 * @param time of the event
 * @param snapshot digest of the snapshot that it names; null if none, or if it cannot be read
 */
record Examined(
    long index, @Nullable UUID request, Instant time, @Nullable String snapshot, Verdict verdict) {}
