package eu.bailiwick.metering.whatif;

import eu.bailiwick.sovereignty.decision.RequestDescriptor;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was asked and what was decided.
 *
 * @param descriptor null if the event does not say enough to decide by
 * @param snapshot digest; null if the event names none
 * @param revision of the catalogue in it; 0 if the event does not say
 * @param reason {@code PERMITTED}, or why not
 * @param revocations ids of those that counted beyond the snapshot
 * @param endpoint to which it went; null for a refusal
 */
record Asked(
    UUID request,
    String cell,
    String application,
    @Nullable RequestDescriptor descriptor,
    Instant at,
    @Nullable String snapshot,
    long revision,
    String reason,
    List<String> revocations,
    @Nullable String endpoint) {}
