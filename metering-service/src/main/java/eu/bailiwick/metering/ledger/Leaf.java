package eu.bailiwick.metering.ledger;

import eu.bailiwick.metering.event.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * What a tree commits to. It holds no personal data, so it can be shown to anyone and outlive the
 * content.
 *
 * @param kind one lower-case word; of a usage event, its type
 * @param about what the entry is about, ASCII; of a usage event, {@code <epoch>/<sequence>}
 * @param at when it happened, as its source says; cut to the microsecond
 * @param commitment {@link #commitment} of salt and content
 */
public record Leaf(String kind, String about, Instant at, Bytes commitment) {

  private static final String FORMAT = "bailiwick-leaf/1";

  public Leaf {
    at = at.truncatedTo(ChronoUnit.MICROS);
  }

  /** The leaf of a usage event. */
  public static Leaf ofEvent(
      String type, UUID epoch, long sequence, Instant time, Bytes commitment) {
    return new Leaf(type, epoch + "/" + sequence, time, commitment);
  }

  /** SHA-256 of salt and content together. */
  public static Bytes commitment(Bytes salt, Bytes content) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(salt.content());
      return new Bytes(digest.digest(content.content()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /**
   * Five lines of ASCII, each ended by a line feed: format, kind, about, time in UTC, and {@code
   * sha256:} with the commitment in hex.
   */
  public Bytes bytes() {
    String text = String.join("\n", FORMAT, kind, about, at.toString(), "sha256:" + commitment, "");
    return new Bytes(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** What stands for it in the tree: RFC 6962's hash of a leaf. */
  public Bytes hash() {
    return TreeHash.leaf(bytes());
  }
}
