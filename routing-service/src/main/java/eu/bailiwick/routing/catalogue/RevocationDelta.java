package eu.bailiwick.routing.catalogue;

import eu.bailiwick.routing.catalogue.SnapshotRefusedException.Cause;
import eu.bailiwick.sovereignty.catalogue.Revocation;
import java.io.IOException;
import java.time.Instant;

/**
 * The signed, remove-only message of one revocation.
 *
 * @param format version of this form
 * @param revocation what is revoked
 * @param revision the first of the catalogue that holds it
 * @param issuedAt when it was signed
 */
record RevocationDelta(int format, Revocation revocation, long revision, Instant issuedAt) {

  private static final int FORMAT = 1;
  private static final String TYPE = "bailiwick-revocation+jws";

  /**
   * Checks and reads a compact JWS.
   *
   * @throws SnapshotRefusedException if it is not one that the registry signed, or of a later form
   */
  static Masked verified(String jws, String trustedKeys) throws SnapshotRefusedException {
    byte[] payload = Signatures.verified(jws, trustedKeys, TYPE);
    try {
      RevocationDelta delta = SnapshotJson.read(payload, RevocationDelta.class);
      if (delta.format() != FORMAT || delta.revocation() == null) {
        throw new SnapshotRefusedException(
            Cause.CONTENT, "its format is " + delta.format() + ", not " + FORMAT);
      }
      return new Masked(delta.revocation(), delta.revision());
    } catch (IOException e) {
      throw new SnapshotRefusedException(Cause.CONTENT, "it cannot be read: " + e.getMessage());
    }
  }
}
