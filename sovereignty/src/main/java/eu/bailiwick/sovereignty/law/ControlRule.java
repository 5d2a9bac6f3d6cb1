package eu.bailiwick.sovereignty.law;

import java.math.BigDecimal;
import java.util.Objects;

/**
 * A named rule for when small shares do not count as control. Shares of capital and votes up to
 * {@code individually} are passed over while the passed-over shares that lead outside the demanded
 * area are together at most {@code collectively}. Everything else that is recorded counts.
 *
 * @param id name, upper case, such as {@code SECNUMCLOUD_3_2}
 * @param individually percent that one holder may have
 * @param collectively percent that all such holders may have together
 * @param source the text that sets the rule
 */
public record ControlRule(
    String id, BigDecimal individually, BigDecimal collectively, String source) {

  private static final BigDecimal ALL = BigDecimal.valueOf(100);

  /**
   * @throws IllegalArgumentException if the name is malformed or a share is not in [0, 100]
   */
  public ControlRule {
    Objects.requireNonNull(source, "source");
    if (!id.matches("[A-Z][A-Z0-9_]*")) {
      throw new IllegalArgumentException("rule \"" + id + "\" is not an upper-case name");
    }
    if (!isShare(individually) || !isShare(collectively)) {
      throw new IllegalArgumentException("rule " + id + ": shares from 0 to 100 are needed");
    }
  }

  private static boolean isShare(BigDecimal percent) {
    return percent.signum() >= 0 && percent.compareTo(ALL) <= 0;
  }
}
