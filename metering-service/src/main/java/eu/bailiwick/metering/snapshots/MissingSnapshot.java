package eu.bailiwick.metering.snapshots;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot that events name and that is not in the archive.
 *
 * @param cell of the first event that named it
 * @param namedAt time of that event
 * @param state {@code wanted} while the registry is asked for it, then {@code given_up}
 * @param tries how often the registry answered without it
 * @param problem what the last answer was; absent before the first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record MissingSnapshot(
    String digest,
    String cell,
    Instant namedAt,
    String state,
    int tries,
    @Nullable String problem) {}
