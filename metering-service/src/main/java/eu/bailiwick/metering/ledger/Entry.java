package eu.bailiwick.metering.ledger;

import eu.bailiwick.metering.event.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What is to become an entry of a log.
 *
 * @param kind one lower-case word
 * @param first first of the numbers that it is about; of the system log, a revision
 * @param last last of them
 * @param at when it happened, as its source says; cut to the microsecond
 * @param salt 32 random bytes; whoever lacks them cannot guess {@code content} from the leaf
 * @param content its exact bytes
 */
public record Entry(String kind, long first, long last, Instant at, Bytes salt, Bytes content) {

  static final int SALT_BYTES = 32;

  /**
   * @throws IllegalArgumentException if the salt has another length, or the numbers another order
   */
  public Entry {
    if (salt.length() != SALT_BYTES) {
      throw new IllegalArgumentException("a salt of " + salt.length() + " bytes");
    }
    if (first > last) {
      throw new IllegalArgumentException("from " + first + " to " + last);
    }
    at = at.truncatedTo(ChronoUnit.MICROS);
  }

  /**
   * What the tree commits to: five lines of ASCII, each ended by a line feed. Format, kind, numbers
   * ({@code 17} or {@code 3-9}), time, and the SHA-256 of salt and content together. It holds no
   * personal data, so it can be shown to anyone and outlive the content.
   */
  Bytes leaf() {
    String numbers = first == last ? Long.toString(first) : first + "-" + last;
    String text =
        String.join("\n", "bailiwick-leaf/1", kind, numbers, at.toString(), commitment(), "");
    return new Bytes(text.getBytes(StandardCharsets.US_ASCII));
  }

  private String commitment() {
    byte[] opened =
        ByteBuffer.allocate(salt.length() + content.length())
            .put(salt.content())
            .put(content.content())
            .array();
    return "sha256:" + new Bytes(opened).sha256();
  }
}
