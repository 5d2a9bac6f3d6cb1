package eu.bailiwick.registry.capacity;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers of the plausibility arithmetic: four significant digits, plainly written. */
final class Figures {

  private static final MathContext DIGITS = new MathContext(4, RoundingMode.HALF_EVEN);

  private Figures() {}

  static BigDecimal quotient(BigDecimal dividend, BigDecimal divisor) {
    return dividend.divide(divisor, DIGITS);
  }

  static String words(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }
}
