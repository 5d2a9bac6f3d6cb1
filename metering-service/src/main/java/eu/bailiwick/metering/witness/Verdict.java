package eu.bailiwick.metering.witness;

import java.util.Locale;

/** What a witness makes of a submission. */
sealed interface Verdict {

  /** It is cosigned: lines of signatures. */
  record Cosigned(String lines) implements Verdict {}

  /**
   * The witness saw a tree of another size last than the submission goes on from.
   *
   * @param size of the tree that it saw last
   */
  record Conflict(long size) implements Verdict {}

  /**
   * The log signed another tree of the size that the witness saw last: it shows two histories.
   *
   * @param size of both
   */
  record Forked(long size) implements Verdict {}

  /**
   * It is refused.
   *
   * @param reason why, in the witness's words
   */
  record Refused(Refusal refusal, String reason) implements Verdict {}

  /** Why something is refused. */
  enum Refusal {
    MALFORMED(400),
    TOO_LARGE(413),
    UNKNOWN_LOG(404),
    NOT_SIGNED(403),
    OLD_ABOVE_NEW(400),
    NOT_CONSISTENT(422);

    private final int status;

    Refusal(int status) {
      this.status = status;
    }

    /** HTTP status. */
    int status() {
      return status;
    }
  }

  /** In a word, for counting. */
  default String word() {
    return switch (this) {
      case Cosigned _ -> "cosigned";
      case Conflict _ -> "conflict";
      case Forked _ -> "forked";
      case Refused refused -> refused.refusal().name().toLowerCase(Locale.ROOT);
    };
  }
}
