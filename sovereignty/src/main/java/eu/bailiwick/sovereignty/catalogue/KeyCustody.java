package eu.bailiwick.sovereignty.catalogue;

import eu.bailiwick.sovereignty.evidence.Checks;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who can decrypt what is kept.
 *
 * @param kind how the keys are held
 * @param holder id of the entity that holds them; null if nobody does or it is not recorded
 */
public record KeyCustody(Kind kind, @Nullable String holder) {

  /** How keys are held, weakest first. */
  public enum Kind {
    /** What is kept is not encrypted. */
    NONE,
    PROVIDER,
    /** Bring your own key: the customer's, in the provider's hands. */
    BYOK,
    /** Hold your own key: it never leaves the customer. */
    HYOK
  }

  /**
   * @throws IllegalArgumentException if the holder's id is malformed
   */
  public KeyCustody {
    Objects.requireNonNull(kind, "kind");
    if (holder != null) {
      Checks.id(holder, "holder");
    }
  }
}
