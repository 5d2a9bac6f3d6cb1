package eu.bailiwick.registry.catalogue;

import eu.bailiwick.registry.document.Upsert;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What would be done to a state of the catalogue.
 *
 * @param created resources that are not there yet
 * @param changed resources that are there and different
 * @param removed resources that are there and will be gone
 * @param unchanged how many are so already
 */
public record Plan(
    List<Upsert<?>> created, List<Upsert<?>> changed, List<Removal> removed, int unchanged) {

  /** What {@code upserts} would do to {@code before}. */
  public static Plan of(CatalogueState before, List<Upsert<?>> upserts) {
    List<Upsert<?>> created = new ArrayList<>();
    List<Upsert<?>> changed = new ArrayList<>();
    for (Upsert<?> upsert : upserts) {
      Optional<? extends Stored<?>> stored = before.find(upsert.kind(), upsert.id());
      if (stored.isEmpty()) {
        created.add(upsert);
      } else if (!stored.get().value().equals(upsert.value())) {
        changed.add(upsert);
      }
    }
    return new Plan(
        List.copyOf(created),
        List.copyOf(changed),
        List.of(),
        upserts.size() - created.size() - changed.size());
  }

  /** Removes one resource, which is there. */
  public static Plan without(Removal removal) {
    return new Plan(List.of(), List.of(), List.of(removal), 0);
  }

  /** Whether there is nothing to do. */
  public boolean isEmpty() {
    return created.isEmpty() && changed.isEmpty() && removed.isEmpty();
  }

  /** What is written, new or different. */
  public List<Upsert<?>> all() {
    return Stream.concat(created.stream(), changed.stream()).toList();
  }

  ApplyResult result(long revision) {
    return new ApplyResult(revision, created.size(), changed.size(), unchanged);
  }
}
