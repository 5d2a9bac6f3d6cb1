package eu.bailiwick.registry.cell;

import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * One router as people see it.
 *
 * @param id its id
 * @param revision of the snapshot by which it decides
 * @param digest of that snapshot
 * @param ageSeconds how old that snapshot is
 * @param validUntil when that snapshot lapses
 * @param servingSince since when it decides by it, by its own clock
 * @param startedAt when its process started, by its own clock
 * @param firstSeen when it reported first
 * @param lastSeen when it reported last
 * @param silent whether that is too long ago
 */
@Schema(name = "Router")
record RouterView(
    String id,
    long revision,
    String digest,
    long ageSeconds,
    Instant validUntil,
    Instant servingSince,
    Instant startedAt,
    Instant firstSeen,
    Instant lastSeen,
    boolean silent) {

  static RouterView of(RouterRow row, Instant now, Duration silentAfter) {
    return new RouterView(
        row.router,
        row.revision,
        row.digest,
        Duration.between(row.issuedAt, now).toSeconds(),
        row.validUntil,
        row.servingSince,
        row.startedAt,
        row.firstSeen,
        row.lastSeen,
        row.lastSeen.plus(silentAfter).isBefore(now));
  }
}
