package eu.bailiwick.registry.capacity;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A claim on power or operations, divided by a claim on a number of accelerators.
 *
 * @param claim with a quantity
 * @param count with a quantity that is a count
 * @param type of the accelerators that are counted; null if none is named
 */
record Division(CapacityClaim claim, CapacityClaim count, @Nullable Accelerator type) {

  /** How much of {@code claim} is claimed. */
  Quantity claimed() {
    return Objects.requireNonNull(claim.quantity());
  }

  private Quantity counted() {
    return Objects.requireNonNull(count.quantity());
  }

  /** How many GPUs are counted; null if the count does not tell. */
  private @Nullable BigDecimal gpus() {
    BigDecimal pieces = counted().value();
    if (counted().unit() == Unit.GPU) {
      return pieces;
    }
    return type == null || type.form() != counted().unit() || type.gpus() == null
        ? null
        : pieces.multiply(BigDecimal.valueOf(type.gpus().value()));
  }

  /** What falls to one GPU, or to one piece as counted if the count does not tell GPUs. */
  BigDecimal share(BigDecimal total) {
    return Figures.quotient(total, Objects.requireNonNullElse(gpus(), counted().value()));
  }

  /** The division written out, with its result in {@code unit}. */
  String arithmetic(BigDecimal share, String unit) {
    String inGpus =
        gpus() == null || counted().unit() == Unit.GPU || type == null || type.gpus() == null
            ? ""
            : " of " + type.gpus().value() + " GPU";
    return claimed().words()
        + " / "
        + counted().words()
        + inGpus
        + " = "
        + Figures.words(share)
        + " "
        + unit
        + " per "
        + (gpus() == null ? "piece as counted" : "GPU");
  }

  /** A value of one piece of the type as a value of one GPU; null if its GPUs are not recorded. */
  @Nullable Range ofOneGpu(Range ofOnePiece) {
    return type == null || type.gpus() == null ? null : ofOnePiece.dividedBy(type.gpus().value());
  }

  /** Why the quotient says nothing, whatever is divided; empty if it may say something. */
  List<String> obstacles() {
    List<String> obstacles = new ArrayList<>();
    if (claim.kind() != count.kind()) {
      obstacles.add(claim.kind() + " and " + count.kind() + " capacity are different quantities");
    }
    String claimedOf = claim.accelerator();
    if (claimedOf != null && !claimedOf.equals(count.accelerator())) {
      obstacles.add("the claims are about different accelerators");
    }
    if (counted().unit() == Unit.UNSPECIFIED) {
      obstacles.add("the count does not say whether GPUs, superchips or systems are meant");
    } else if (gpus() == null) {
      obstacles.add("how many GPUs a counted piece has is not recorded");
    }
    if (claimed().isLimit() || counted().isLimit()) {
      obstacles.add("a figure is only a limit, and so is what is computed from it");
    }
    return obstacles;
  }

  /** What a reader must know although it is no obstacle. */
  List<String> remarks() {
    return Objects.equals(claim.asOf(), count.asOf()) && claim.source().equals(count.source())
        ? List.of()
        : List.of("the claims come from different sources or are of different dates");
  }
}
