package eu.bailiwick.metering.ledger;

import eu.bailiwick.metering.event.Bytes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What is to become an entry of a log, kept with its content.
 *
 * @param kind one lower-case word
 * @param about what it is about: printable ASCII without spaces, for instance {@code 17}, {@code
 *     3-9} or a UUID
 * @param at when it happened, as its source says; cut to the microsecond
 * @param salt 32 random bytes; whoever lacks them cannot guess {@code content} from the leaf
 * @param content its exact bytes; empty, and the salt too, of a stored entry of which both were
 *     destroyed
 */
public record Entry(String kind, String about, Instant at, Bytes salt, Bytes content) {

  /** How long a salt is. */
  public static final int SALT_BYTES = 32;

  /**
   * Takes over what it is given.
   *
   * @throws IllegalArgumentException if the salt has another length, or a text would break the leaf
   */
  public Entry {
    if (salt.length() != SALT_BYTES && salt.length() + content.length() > 0) {
      throw new IllegalArgumentException("a salt of " + salt.length() + " bytes");
    }
    requireWord(kind);
    requireWord(about);
    at = at.truncatedTo(ChronoUnit.MICROS);
  }

  /** About a number, or several in a row: {@code 17} or {@code 3-9}. */
  public static String numbers(long first, long last) {
    if (first > last) {
      throw new IllegalArgumentException("from " + first + " to " + last);
    }
    return first == last ? Long.toString(first) : first + "-" + last;
  }

  private static void requireWord(String text) {
    if (text.isEmpty() || text.chars().anyMatch(c -> c <= ' ' || c >= 0x7f)) {
      throw new IllegalArgumentException("\"" + text + "\" cannot stand in a leaf");
    }
  }

  /**
   * What the tree commits to.
   *
   * @throws IllegalStateException if salt and content were destroyed: only the stored leaf is left
   */
  public Leaf leaf() {
    if (salt.length() == 0) {
      throw new IllegalStateException(kind + " " + about + " has no salt");
    }
    return new Leaf(kind, about, at, Leaf.commitment(salt, content));
  }
}
