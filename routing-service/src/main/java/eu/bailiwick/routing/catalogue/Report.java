package eu.bailiwick.routing.catalogue;

import java.time.Instant;
import java.util.List;

/**
 * What this router says of itself.
 *
 * @param revision of the snapshot by which it decides
 * @param digest of that snapshot
 * @param servingSince from when on no request was admitted by an older one
 * @param startedAt when this process started
 * @param masked revocations that it took in beyond a snapshot
 */
record Report(
    long revision,
    String digest,
    Instant servingSince,
    Instant startedAt,
    List<MaskedSince> masked) {

  /**
   * One revocation in force.
   *
   * @param revocation its id
   * @param since from when on no request was admitted to what it revokes
   */
  record MaskedSince(String revocation, Instant since) {}
}
