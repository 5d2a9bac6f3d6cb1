package eu.bailiwick.registry.cell;

import java.time.Instant;

/**
 * That one router stopped sending requests to what was revoked.
 *
 * @param cell id of its cell
 * @param router its id
 * @param stoppedAt from when on it admitted none, by its own clock
 * @param receivedAt when the registry learned of it
 * @param way how it came about
 */
public record Stop(String cell, String router, Instant stoppedAt, Instant receivedAt, Way way) {

  /** How a router learns of a revocation. */
  public enum Way {
    /** It took the signed message in. */
    MASK,
    /** It served a snapshot that holds the revocation. */
    SNAPSHOT
  }
}
