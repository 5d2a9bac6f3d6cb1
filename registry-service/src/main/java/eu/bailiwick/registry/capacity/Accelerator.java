package eu.bailiwick.registry.capacity;

import eu.bailiwick.sovereignty.evidence.Checks;
import eu.bailiwick.sovereignty.evidence.Fact;
import eu.bailiwick.sovereignty.evidence.Grade;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A type of accelerator, with the values that are commonly quoted for one piece of it. A type may
 * stand for a whole generation of which a source does not name the part; then little is recorded.
 *
 * @param id identifier in the catalogue
 * @param vendor id of the entity that sells it
 * @param name what the vendor calls it
 * @param form what one piece is, a unit of counting; null if not known
 * @param gpus how many GPUs one piece has, at least 1; null if not recorded
 * @param memory of one piece, in GB (10^9 bytes); null if not recorded
 * @param peaks of one piece, at most one for each precision and sparsity; never null
 * @param power that one piece draws by design (TDP), in watts; null if not recorded
 */
public record Accelerator(
    String id,
    String vendor,
    String name,
    @Nullable Unit form,
    @Nullable Fact<Integer> gpus,
    @Nullable Fact<Range> memory,
    List<Fact<Peak>> peaks,
    @Nullable Fact<Range> power) {

  /**
   * @throws IllegalArgumentException if an id is malformed, the name blank, the form no unit of
   *     counting, a piece without GPUs, or two peaks have the same precision and sparsity
   */
  public Accelerator {
    Checks.id(id);
    Checks.id(vendor, "vendor");
    Checks.notBlank(name, "name");
    peaks = peaks == null ? List.of() : List.copyOf(peaks);
    if (form != null && (form.measure() != Unit.Measure.COUNT || form == Unit.UNSPECIFIED)) {
      throw new IllegalArgumentException(
          "form " + form + ": one of GPU, SUPERCHIP, SYSTEM, RACK is needed");
    }
    if (gpus != null && gpus.value() < 1) {
      throw new IllegalArgumentException("gpus " + gpus.value() + ": at least 1 is needed");
    }
    Set<List<Object>> seen = new HashSet<>();
    for (Fact<Peak> peak : peaks) {
      Peak value = peak.value();
      if (!seen.add(List.of(value.precision(), value.sparsity()))) {
        throw new IllegalArgumentException(
            "peaks of " + value.precision() + " " + value.sparsity() + " are there twice");
      }
    }
  }

  /** What of it counts at an instant, by its evidence and its validity. */
  Accelerator countingAt(Instant at) {
    return new Accelerator(
        id,
        vendor,
        name,
        form,
        counting(gpus, at),
        counting(memory, at),
        peaks.stream().filter(peak -> peak.countsAt(at, Grade.DECLARED)).toList(),
        counting(power, at));
  }

  private static <T> @Nullable Fact<T> counting(@Nullable Fact<T> fact, Instant at) {
    return fact != null && fact.countsAt(at, Grade.DECLARED) ? fact : null;
  }
}
