package eu.bailiwick.sovereignty.catalogue;

import eu.bailiwick.sovereignty.evidence.Checks;
import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One control edge, recorded at the controlled entity.
 *
 * @param by id of the controlling entity
 * @param kind what the control rests on
 * @param percent share from 0 (exclusive) to 100; null where a share has no meaning or is not known
 */
public record Control(String by, Kind kind, @Nullable BigDecimal percent) {

  /** What control rests on. */
  public enum Kind {
    CAPITAL,
    VOTES,
    BOARD,
    VETO,
    CONTRACT,
    PERSON
  }

  private static final BigDecimal ALL = BigDecimal.valueOf(100);

  /**
   * @throws IllegalArgumentException if the share is not in (0, 100]
   */
  public Control {
    Checks.id(by, "by");
    Objects.requireNonNull(kind, "kind");
    if (percent != null && (percent.signum() <= 0 || percent.compareTo(ALL) > 0)) {
      throw new IllegalArgumentException(
          "percent " + percent + ": a share above 0 and up to 100 is needed");
    }
  }
}
