package eu.bailiwick.registry.revocation;

import eu.bailiwick.sovereignty.catalogue.Revocation;
import java.time.Instant;

/**
 * The remove-only message of one revocation, as it is signed.
 *
 * @param format version of this form
 * @param revocation what is revoked
 * @param revision of the catalogue that holds it first
 * @param issuedAt when it was signed
 */
record Delta(int format, Revocation revocation, long revision, Instant issuedAt) {

  static final int FORMAT = 1;

  /** The {@code typ} of its JWS. */
  static final String TYPE = "bailiwick-revocation+jws";
}
