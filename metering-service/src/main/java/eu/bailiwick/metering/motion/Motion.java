package eu.bailiwick.metering.motion;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asked for.
 *
 * @param number in the order of asking
 * @param content what, in the words of its kind
 * @param askedBy name in the token of who asked
 * @param reason why
 * @param decidedBy who granted, rejected or withdrew it; null while it is open
 * @param decidedBecause why; null while it is open
 */
public record Motion(
    UUID id,
    long number,
    Kind kind,
    ObjectNode content,
    String askedBy,
    Instant askedAt,
    String reason,
    State state,
    @Nullable String decidedBy,
    @Nullable Instant decidedAt,
    @Nullable String decidedBecause) {

  /** What can be asked for. */
  public enum Kind {
    /** Something is to be kept. */
    HOLD,
    /** A hold is to end. */
    RELEASE,
    /** The bytes of a data class are to be kept for so long and no longer. */
    CEILING,
    /** Something is to be forgotten. */
    ERASURE;

    /** As it is stored. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What became of it. */
  public enum State {
    ASKED,
    GRANTED,
    REJECTED,
    WITHDRAWN;

    /** As it is stored and shown. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
