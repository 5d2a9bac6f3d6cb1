package eu.bailiwick.registry.changes;

import eu.bailiwick.registry.catalogue.CatalogueHistory;
import eu.bailiwick.registry.catalogue.Change;
import eu.bailiwick.registry.json.CatalogueJson;
import eu.bailiwick.registry.revocation.Deltas;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/** Changes as they are in the database. */
@ApplicationScoped
class StoredChanges implements ChangeSource {

  private static final int PAGE = 100;

  private final CatalogueHistory history;
  private final Deltas deltas;

  StoredChanges(CatalogueHistory history, Deltas deltas) {
    this.history = history;
    this.deltas = deltas;
  }

  @Override
  public long revision() {
    return history.revision();
  }

  @Override
  public List<Told> after(long revision) {
    List<Change> changes = history.changes(revision, PAGE).items();
    if (changes.isEmpty()) {
      return List.of();
    }
    Map<Long, List<String>> revocations =
        deltas.ofRevisions(changes.getFirst().revision(), changes.getLast().revision());
    return changes.stream()
        .map(
            change ->
                new Told(
                    change.revision(),
                    CatalogueJson.write(change),
                    revocations.getOrDefault(change.revision(), List.of())))
        .toList();
  }

  @Override
  public List<String> revocationsOf(long revision) {
    return deltas.ofRevisions(revision, revision).getOrDefault(revision, List.of());
  }
}
