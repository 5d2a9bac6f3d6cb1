package eu.bailiwick.metering.whatif;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of one answer.
 *
 * @param kind how it turns
 * @param becomes the reason under the change; of what cannot be told, why
 */
record Turn(Kind kind, String becomes) {

  /** How an answer turns. */
  enum Kind {
    /** It stays as it was. */
    UNCHANGED,
    /** It was refused before anything was decided, and so it stays. */
    UNDECIDED,
    /** Nobody can tell. */
    UNCOMPUTABLE,
    PERMIT_TO_DENY,
    DENY_TO_PERMIT,
    /** It is denied as before, for another reason. */
    OTHER_REASON,
    /** It is permitted as before, but not where it went. */
    OTHER_ENDPOINT;

    /** Whether the answer is another one. */
    boolean isChange() {
      return switch (this) {
        case UNCHANGED, UNDECIDED, UNCOMPUTABLE -> false;
        case PERMIT_TO_DENY, DENY_TO_PERMIT, OTHER_REASON, OTHER_ENDPOINT -> true;
      };
    }

    /** From what becomes to what was. */
    Kind reversed() {
      return switch (this) {
        case PERMIT_TO_DENY -> DENY_TO_PERMIT;
        case DENY_TO_PERMIT -> PERMIT_TO_DENY;
        case UNCHANGED, UNDECIDED, UNCOMPUTABLE, OTHER_REASON, OTHER_ENDPOINT -> this;
      };
    }

    /** As it is stored and shown. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The change of that name; null if there is none. */
    static @Nullable Kind change(String word) {
      for (Kind kind : values()) {
        if (kind.isChange() && kind.word().equals(word)) {
          return kind;
        }
      }
      return null;
    }
  }
}
