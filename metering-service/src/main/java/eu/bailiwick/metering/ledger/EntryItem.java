package eu.bailiwick.metering.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the system log.
 *
 * @param kind {@code change}; {@code equivocation}, if the registry told a revision a second time
 *     in other words; {@code gap}, if it no longer had some, or left some out
 * @param revision which it is about; of a gap, the first
 * @param lastRevision of a gap of several, the last
 * @param at when the change was made, or the gap was noticed
 * @param logged when the entry was appended
 * @param leafHash SHA-256 of a zero byte and the leaf, {@code sha256:} and hex
 * @param actor who made the change
 * @param reason why, in the actor's words
 * @param items what was changed, each with {@code kind}, {@code id}, {@code before}, {@code after}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record EntryItem(
    long index,
    String kind,
    long revision,
    @Nullable Long lastRevision,
    Instant at,
    Instant logged,
    String leafHash,
    @Nullable String actor,
    @Nullable String reason,
    @Schema(implementation = Object[].class) @Nullable JsonNode items) {}
