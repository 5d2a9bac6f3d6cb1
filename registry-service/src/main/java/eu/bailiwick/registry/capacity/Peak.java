package eu.bailiwick.registry.capacity;

import java.util.Objects;

/**
 * A reference value of an accelerator type.
 *
 * @param precision never {@code UNSPECIFIED}
 * @param sparsity never {@code UNSPECIFIED}
 * @param teraflops peak in 10^12 operations a second, of one piece of the type
 */
public record Peak(Precision precision, Sparsity sparsity, Range teraflops) {

  /**
   * @throws IllegalArgumentException if precision or sparsity is not specified: such a figure
   *     refers to nothing
   */
  public Peak {
    Objects.requireNonNull(precision, "precision");
    Objects.requireNonNull(sparsity, "sparsity");
    Objects.requireNonNull(teraflops, "teraflops");
    if (precision == Precision.UNSPECIFIED) {
      throw new IllegalArgumentException("precision of a reference value must be specified");
    }
    if (sparsity == Sparsity.UNSPECIFIED) {
      throw new IllegalArgumentException("sparsity of a reference value must be specified");
    }
  }
}
