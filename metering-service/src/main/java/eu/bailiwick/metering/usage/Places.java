package eu.bailiwick.metering.usage;

import eu.bailiwick.metering.snapshots.SnapshotContent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/** What the snapshots say of endpoints by which each was chosen in a period. */
public final class Places {

  private final Map<String, DecidedBy> decidedBy;

  Places(Map<String, DecidedBy> decidedBy) {
    this.decidedBy = Map.copyOf(decidedBy);
  }

  /**
   * What the snapshots said by which an endpoint was chosen.
   *
   * @param contents newest first
   * @param complete false if one of them is not archived
   */
  record DecidedBy(List<SnapshotContent> contents, boolean complete) {
    static final DecidedBy NOTHING = new DecidedBy(List.of(), false);
  }

  /**
   * Countries whose authorities can compel somebody in the endpoint's chain; {@code ZZ} is among
   * them if anything about that was not known.
   */
  public SortedSet<String> exposure(String endpoint) {
    return union(endpoint, snapshot -> snapshot.exposure(endpoint));
  }

  /** Countries in which something is kept of a request; {@code ZZ} stands for not knowing. */
  public SortedSet<String> storage(String endpoint) {
    return union(endpoint, snapshot -> snapshot.storage(endpoint));
  }

  /** The city in which the endpoint's site stands, as last known. */
  public Optional<String> city(String endpoint, String site) {
    return decidedBy.getOrDefault(endpoint, DecidedBy.NOTHING).contents().stream()
        .flatMap(snapshot -> snapshot.city(site).stream())
        .findFirst();
  }

  private SortedSet<String> union(
      String endpoint, Function<SnapshotContent, SortedSet<String>> countries) {
    DecidedBy decided = decidedBy.getOrDefault(endpoint, DecidedBy.NOTHING);
    SortedSet<String> all = new TreeSet<>();
    decided.contents().forEach(snapshot -> all.addAll(countries.apply(snapshot)));
    if (!decided.complete()) {
      all.add(SnapshotContent.UNKNOWN);
    }
    return all;
  }
}
