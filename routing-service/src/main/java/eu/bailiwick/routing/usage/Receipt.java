package eu.bailiwick.routing.usage;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/**
 * What a caller keeps to find out later whether its event is in the ledger.
 *
 * @param request id of the request and of its decision
 * @param epoch of the event
 * @param sequence the tenant's number in the epoch
 * @param commitment SHA-256 of salt and event together, in hexadecimal digits; without the salt
 *     nobody can learn the event from it
 */
public record Receipt(UUID request, UUID epoch, long sequence, String commitment) {

  /**
   * @param sha256 that nobody else uses meanwhile; to be used again
   */
  static Receipt of(UUID request, Stamp stamp, byte[] salt, byte[] value, MessageDigest sha256) {
    sha256.update(salt);
    return new Receipt(
        request, stamp.epoch(), stamp.sequence(), HexFormat.of().formatHex(sha256.digest(value)));
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** As a dictionary of RFC 9651, structured fields. */
  public String dictionary() {
    return "request=\""
        + request
        + "\", epoch=\""
        + epoch
        + "\", sequence="
        + sequence
        + ", commitment=\""
        + commitment
        + '"';
  }
}
