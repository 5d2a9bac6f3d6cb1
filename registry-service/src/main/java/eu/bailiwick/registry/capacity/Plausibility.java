package eu.bailiwick.registry.capacity;

import eu.bailiwick.registry.capacity.SiteCapacity.Comparison;
import eu.bailiwick.registry.capacity.SiteCapacity.Group;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts the claims on a site side by side and divides where division tells something. */
public final class Plausibility {

  private final Map<String, Accelerator> accelerators;

  /**
   * @param accelerators the types to which claims may refer
   * @param at the instant at which their reference values must count
   */
  public Plausibility(List<Accelerator> accelerators, Instant at) {
    this.accelerators =
        accelerators.stream()
            .collect(Collectors.toMap(Accelerator::id, type -> type.countingAt(at)));
  }

  /**
   * What is claimed of one site.
   *
   * @param claims all claims; those on other sites and on programmes are passed over
   */
  public SiteCapacity of(String site, List<CapacityClaim> claims) {
    List<CapacityClaim> own =
        claims.stream()
            .filter(claim -> site.equals(claim.site()))
            .sorted(Comparator.comparing(CapacityClaim::id))
            .toList();
    return new SiteCapacity(site, groups(own), comparisons(own));
  }

  private static List<Group> groups(List<CapacityClaim> claims) {
    return Stream.of(CapacityClaim.Kind.values())
        .map(kind -> new Group(kind, claims.stream().filter(c -> c.kind() == kind).toList()))
        .filter(group -> !group.claims().isEmpty())
        .toList();
  }

  private List<Comparison> comparisons(List<CapacityClaim> claims) {
    List<CapacityClaim> counts =
        claims.stream().filter(claim -> claim.measures(Unit.Measure.COUNT)).toList();
    List<Comparison> comparisons = new ArrayList<>();
    for (CapacityClaim claim : claims) {
      for (CapacityClaim count : counts) {
        if (claim.measures(Unit.Measure.COMPUTE)) {
          comparisons.add(ComputeCheck.compare(division(claim, count)));
        } else if (claim.measures(Unit.Measure.POWER)) {
          comparisons.add(PowerCheck.compare(division(claim, count)));
        }
      }
    }
    return comparisons;
  }

  private Division division(CapacityClaim claim, CapacityClaim count) {
    return new Division(claim, count, type(count.accelerator()));
  }

  private @Nullable Accelerator type(@Nullable String id) {
    return id == null ? null : accelerators.get(id);
  }
}
