package eu.bailiwick.registry.capacity;

import java.math.BigDecimal;
import java.util.Objects;

/**
 * A figure as it is commonly quoted: between two values, which may be the same.
 *
 * @param from the lowest, above zero
 * @param to the highest
 */
public record Range(BigDecimal from, BigDecimal to) {

  /**
   * @throws IllegalArgumentException if {@code from} is not above zero or {@code to} is below it
   */
  public Range {
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(to, "to");
    if (from.signum() <= 0) {
      throw new IllegalArgumentException(
          "from " + from.toPlainString() + ": a number above 0 is needed");
    }
    if (to.compareTo(from) < 0) {
      throw new IllegalArgumentException(
          "to " + to.toPlainString() + " is below from " + from.toPlainString());
    }
  }

  /** The range of each of {@code parts} equal parts. */
  Range dividedBy(int parts) {
    BigDecimal divisor = BigDecimal.valueOf(parts);
    return new Range(Figures.quotient(from, divisor), Figures.quotient(to, divisor));
  }

  /** In words, such as {@code 27000 to 30000}. */
  String words() {
    return from.compareTo(to) == 0
        ? Figures.words(from)
        : Figures.words(from) + " to " + Figures.words(to);
  }
}
