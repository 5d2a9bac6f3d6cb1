package eu.bailiwick.registry.cell;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One router, by its last report.
 *
 * @param cell id of its cell
 * @param id its id
 * @param revision of the snapshot by which it decides
 * @param startedAt when its process started, by its own clock
 * @param removedAt when an operator removed it; null if none did
 */
public record Router(
    String cell, String id, long revision, Instant startedAt, @Nullable Instant removedAt) {}
