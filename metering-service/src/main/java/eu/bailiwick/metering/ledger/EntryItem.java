package eu.bailiwick.metering.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a log.
 *
 * @param kind in the system log {@code change}; {@code equivocation}, if the registry told a
 *     revision a second time in other words; {@code gap}, if it no longer had some, or left some
 *     out; in the log of a tenant, what was found about its events
 * @param about what it is about; of a change of the catalogue its revision, of a gap the first and
 *     the last with a hyphen between
 * @param revision of the catalogue, if it is about one; of a gap, the first
 * @param lastRevision of a gap of several, the last
 * @param at when it happened or was noticed
 * @param logged when the entry was appended
 * @param leafHash SHA-256 of a zero byte and the leaf, {@code sha256:} and hex
 * @param actor who made the change
 * @param reason why, in the actor's words
 * @param items what was changed, each with {@code kind}, {@code id}, {@code before}, {@code after}
 * @param detail what an entry of another kind says
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record EntryItem(
    long index,
    String kind,
    String about,
    @Nullable Long revision,
    @Nullable Long lastRevision,
    Instant at,
    Instant logged,
    String leafHash,
    @Nullable String actor,
    @Nullable String reason,
    @Schema(implementation = Object[].class) @Nullable JsonNode items,
    @Schema(implementation = Object.class) @Nullable JsonNode detail) {}
