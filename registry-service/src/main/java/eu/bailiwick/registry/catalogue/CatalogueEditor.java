package eu.bailiwick.registry.catalogue;

import eu.bailiwick.registry.document.Kind;
import eu.bailiwick.registry.document.Reading;
import eu.bailiwick.registry.document.Upsert;
import eu.bailiwick.registry.http.Precondition;
import eu.bailiwick.registry.http.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;

/** Makes changes that leave the catalogue sound, or refuses them whole. */
@ApplicationScoped
public class CatalogueEditor {

  /** Decides which resources a step sets, knowing the state before; may refuse by throwing. */
  public interface Step {
    List<Upsert<?>> resources(CatalogueState before);
  }

  private final CatalogueStore store;
  private final Clock clock;

  CatalogueEditor(CatalogueStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** What became of one resource. */
  record Written<T extends Record>(Stored<T> stored, boolean created) {}

  /**
   * Writes everything that a document holds, or nothing.
   *
   * @param dryRun say what would happen and write nothing
   */
  ApplyResult apply(Reading document, Provenance provenance, boolean dryRun) {
    if (dryRun) {
      CatalogueState current = store.current();
      return plan(document, current).result(current.revision());
    }
    refuseUnreadable(document);
    CatalogueStore.Commit commit = store.change(provenance, before -> plan(document, before));
    return commit.plan().result(commit.after().revision());
  }

  /** Writes one resource if the precondition holds. */
  <T extends Record> Written<T> put(
      Kind<T> kind, String id, Reading body, Precondition precondition, Provenance provenance) {
    refuseUnreadable(body);
    CatalogueStore.Commit commit =
        store.change(
            provenance,
            before -> {
              precondition.checkChange(before.find(kind, id).map(Stored::etag));
              return plan(body, before);
            });
    return new Written<>(
        commit.after().find(kind, id).orElseThrow(), !commit.plan().created().isEmpty());
  }

  /**
   * Takes one step that documents cannot take, such as an approval.
   *
   * @return the state after it
   * @throws RefusedException if the catalogue would not be sound; paths are those of the resource
   */
  public CatalogueState step(Provenance provenance, Step step) {
    return store
        .change(provenance, before -> plan(Reading.of(step.resources(before)), before))
        .after();
  }

  /** Nobody waits for the lock with a document that is refused anyway. */
  private void refuseUnreadable(Reading document) {
    if (!document.violations().isEmpty()) {
      Soundness.check(document, store.current(), clock.instant());
    }
  }

  private Plan plan(Reading document, CatalogueState before) {
    Soundness.check(document, before, clock.instant());
    return Plan.of(before, document.upserts());
  }
}
