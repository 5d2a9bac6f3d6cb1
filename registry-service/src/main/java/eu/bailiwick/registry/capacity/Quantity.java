package eu.bailiwick.registry.capacity;

import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How much somebody says there is.
 *
 * @param value above zero, in {@code unit}
 * @param bound how the source qualifies the value; EXACTLY if null is given
 * @param unit in what it is stated
 * @param precision of the operations; null unless the unit is EXAFLOPS
 * @param sparsity of the operations; null unless the unit is EXAFLOPS
 */
public record Quantity(
    BigDecimal value,
    Bound bound,
    Unit unit,
    @Nullable Precision precision,
    @Nullable Sparsity sparsity) {

  /** How a source qualifies a value. */
  public enum Bound {
    EXACTLY(""),
    ABOUT("about "),
    UP_TO("up to "),
    MORE_THAN("more than ");

    private final String words;

    Bound(String words) {
      this.words = words;
    }
  }

  /**
   * @throws IllegalArgumentException if the value is not above zero, a count has a fraction, or
   *     precision and sparsity are there for anything but operations, or not there for them
   */
  public Quantity {
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(unit, "unit");
    bound = Objects.requireNonNullElse(bound, Bound.EXACTLY);
    if (value.signum() <= 0) {
      throw new IllegalArgumentException(
          "value " + value.toPlainString() + ": a number above 0 is needed");
    }
    if (unit.measure() == Unit.Measure.COUNT && value.stripTrailingZeros().scale() > 0) {
      throw new IllegalArgumentException(
          "value " + value.toPlainString() + ": a whole number of pieces is needed");
    }
    check(unit, precision, "precision");
    check(unit, sparsity, "sparsity");
  }

  private static void check(Unit unit, @Nullable Object what, String field) {
    if (unit.measure() == Unit.Measure.COMPUTE && what == null) {
      throw new IllegalArgumentException(
          field + " is missing: say UNSPECIFIED if the source does not name it");
    }
    if (unit.measure() != Unit.Measure.COMPUTE && what != null) {
      throw new IllegalArgumentException(field + " has no meaning for " + unit);
    }
  }

  /** Whether the value is only a limit, so that a quotient of it is one as well. */
  boolean isLimit() {
    return bound == Bound.UP_TO || bound == Bound.MORE_THAN;
  }

  /** In words, such as {@code about 276 EXAFLOPS}. */
  String words() {
    String what = unit == Unit.UNSPECIFIED ? "accelerators" : unit.name();
    return bound.words + Figures.words(value) + " " + what;
  }
}
