package eu.bailiwick.registry.capacity;

import eu.bailiwick.registry.capacity.SiteCapacity.Comparison;
import eu.bailiwick.registry.capacity.SiteCapacity.Verdict;
import eu.bailiwick.sovereignty.evidence.Fact;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares claimed operations a second with what the claimed accelerators can do at their peak. */
final class ComputeCheck {

  private static final BigDecimal TERA_IN_EXA = BigDecimal.valueOf(1_000_000);

  /** Quoted peaks are rounded; what lies a tenth above one is still that one. */
  private static final BigDecimal ROUNDING = new BigDecimal("1.1");

  /** Halving the precision, or counting sparse operations, doubles a peak. */
  private static final BigDecimal STEP = BigDecimal.TWO;

  private final Division division;
  private final Quantity claimed;
  private final BigDecimal share;
  private final List<Peak> peaks;

  private ComputeCheck(Division division) {
    this.division = division;
    this.claimed = division.claimed();
    this.share = division.share(claimed.value().multiply(TERA_IN_EXA));
    this.peaks = ofOneGpu(division);
  }

  static Comparison compare(Division division) {
    return new ComputeCheck(division).compare();
  }

  private static List<Peak> ofOneGpu(Division division) {
    List<Peak> peaks = new ArrayList<>();
    Accelerator type = division.type();
    for (Fact<Peak> peak : type == null ? List.<Fact<Peak>>of() : type.peaks()) {
      Range range = division.ofOneGpu(peak.value().teraflops());
      if (range != null) {
        peaks.add(new Peak(peak.value().precision(), peak.value().sparsity(), range));
      }
    }
    return peaks;
  }

  private Comparison compare() {
    List<Peak> meant =
        peaks.stream()
            .filter(peak -> peak.precision() == claimed.precision())
            .filter(
                peak ->
                    claimed.sparsity() == Sparsity.UNSPECIFIED
                        || peak.sparsity() == claimed.sparsity())
            .toList();
    List<String> because = new ArrayList<>(division.obstacles());
    if (claimed.precision() == Precision.UNSPECIFIED) {
      because.add("no precision is stated, and without one operations a second mean nothing");
      nearest(because);
    } else if (meant.isEmpty()) {
      because.add("no reference value of the counted accelerators is recorded for the precision");
    }
    Verdict verdict = Verdict.NOT_COMPARABLE;
    if (because.isEmpty()) {
      meant.forEach(peak -> because.add(words(peak)));
      verdict = meant.stream().anyMatch(this::fits) ? Verdict.PLAUSIBLE : Verdict.IMPLAUSIBLE;
    }
    because.addAll(division.remarks());
    return new Comparison(
        division.claim().id(),
        division.count().id(),
        division.arithmetic(share, "TFLOPS"),
        reference(meant),
        verdict,
        because);
  }

  private boolean fits(Peak peak) {
    return !isAbove(peak) && !isBelow(peak);
  }

  private boolean isAbove(Peak peak) {
    return share.compareTo(peak.teraflops().to().multiply(ROUNDING)) > 0;
  }

  private boolean isBelow(Peak peak) {
    return share.multiply(STEP).compareTo(peak.teraflops().from()) <= 0;
  }

  private String words(Peak peak) {
    String name = name(peak) + ": ";
    if (isAbove(peak)) {
      return name + "more than one GPU can do";
    }
    return name
        + (isBelow(peak)
            ? "half of what one GPU can do or less, so another precision or sparsity"
            : "what one GPU can do at most");
  }

  /** Tells of which precision the figure might be; a hint for people and no verdict. */
  private void nearest(List<String> because) {
    peaks.stream()
        .map(this::distance)
        .min(BigDecimal::compareTo)
        .ifPresent(
            least ->
                because.add(
                    "the figure is nearest to "
                        + peaks.stream()
                            .filter(peak -> distance(peak).compareTo(least) == 0)
                            .map(peak -> name(peak) + " (" + peak.teraflops().words() + ")")
                            .collect(Collectors.joining(" or "))));
  }

  /** By which factor the share lies outside a range; 1 inside. */
  private BigDecimal distance(Peak peak) {
    BigDecimal above = Figures.quotient(share, peak.teraflops().to());
    BigDecimal below = Figures.quotient(peak.teraflops().from(), share);
    return above.max(below).max(BigDecimal.ONE);
  }

  private static String name(Peak peak) {
    return peak.precision() + " " + peak.sparsity();
  }

  private @Nullable String reference(List<Peak> meant) {
    return meant.isEmpty()
        ? null
        : Objects.requireNonNull(division.type()).name()
            + ": "
            + meant.stream()
                .map(peak -> name(peak) + " " + peak.teraflops().words())
                .collect(Collectors.joining(", "))
            + " TFLOPS per GPU";
  }
}
