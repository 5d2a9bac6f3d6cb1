package eu.bailiwick.registry.capacity;

import eu.bailiwick.registry.capacity.SiteCapacity.Comparison;
import eu.bailiwick.registry.capacity.SiteCapacity.Verdict;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Compares the claimed power with what the claimed accelerators draw by design. A site also cools,
 * computes with other processors and moves data, so only too little power is a contradiction.
 */
final class PowerCheck {

  private static final BigDecimal WATTS_IN_MEGAWATT = BigDecimal.valueOf(1_000_000);

  private PowerCheck() {}

  static Comparison compare(Division division) {
    BigDecimal share = division.share(division.claimed().value().multiply(WATTS_IN_MEGAWATT));
    Range power = ofOneGpu(division);
    List<String> because = new ArrayList<>(division.obstacles());
    if (power == null) {
      because.add("what the counted accelerators draw by design is not recorded");
    }
    Verdict verdict = Verdict.NOT_COMPARABLE;
    if (because.isEmpty()) {
      boolean tooLittle = share.compareTo(Objects.requireNonNull(power).from()) < 0;
      verdict = tooLittle ? Verdict.IMPLAUSIBLE : Verdict.PLAUSIBLE;
      because.add(
          tooLittle
              ? "less than the accelerators alone draw by design"
              : "enough for the accelerators; how much the rest of the site needs is not known");
    }
    because.addAll(division.remarks());
    return new Comparison(
        division.claim().id(),
        division.count().id(),
        division.arithmetic(share, "W"),
        reference(division, power),
        verdict,
        because);
  }

  private static @Nullable Range ofOneGpu(Division division) {
    Accelerator type = division.type();
    return type == null || type.power() == null ? null : division.ofOneGpu(type.power().value());
  }

  private static @Nullable String reference(Division division, @Nullable Range power) {
    return power == null
        ? null
        : Objects.requireNonNull(division.type()).name() + ": " + power.words() + " W per GPU";
  }
}
