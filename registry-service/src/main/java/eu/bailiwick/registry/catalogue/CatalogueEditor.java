package eu.bailiwick.registry.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import eu.bailiwick.registry.document.Kind;
import eu.bailiwick.registry.document.Reading;
import eu.bailiwick.registry.document.Upsert;
import eu.bailiwick.registry.http.ErrorCode;
import eu.bailiwick.registry.http.Precondition;
import eu.bailiwick.registry.http.RefusedException;
import eu.bailiwick.registry.json.CatalogueJson;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Makes changes that leave the catalogue sound, or refuses them whole. */
@ApplicationScoped
public class CatalogueEditor {

  /** Decides which resources a step sets, knowing the state before; may refuse by throwing. */
  public interface Step {
    List<Upsert<?>> resources(CatalogueState before);
  }

  private final CatalogueStore store;
  private final EndpointAddresses addresses;
  private final Clock clock;

  CatalogueEditor(CatalogueStore store, EndpointAddresses addresses, Clock clock) {
    this.store = store;
    this.addresses = addresses;
    this.clock = clock;
  }

  /**
   * What became of one resource.
   *
   * @param revision the catalogue's after it
   */
  record Written<T extends Record>(Stored<T> stored, boolean created, long revision) {}

  /**
   * Writes everything that a document holds, or nothing.
   *
   * @param dryRun say what would happen and write nothing
   */
  ApplyResult apply(Reading document, Provenance provenance, boolean dryRun) {
    if (dryRun) {
      addresses.check(document);
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
    return written(kind, id, commit);
  }

  /**
   * Changes the members of one resource that {@code patch} has, in the sense of RFC 7396, if the
   * precondition holds.
   */
  <T extends Record> Written<T> patch(
      Kind<T> kind, String id, JsonNode patch, Precondition precondition, Provenance provenance) {
    CatalogueStore.Commit commit =
        store.change(
            provenance,
            before -> {
              Stored<T> stored = existing(before, kind, id);
              precondition.checkChange(Optional.of(stored.etag()));
              JsonNode merged =
                  MergePatch.apply(CatalogueJson.mapper().valueToTree(stored.value()), patch);
              Reading reading = Reading.resource(kind, id, merged);
              addresses.check(reading);
              return plan(reading, before);
            });
    return written(kind, id, commit);
  }

  /**
   * Removes one resource if the precondition holds and nothing refers to it.
   *
   * @return the catalogue's revision after it
   */
  long remove(Kind<?> kind, String id, Precondition precondition, Provenance provenance) {
    return store
        .change(
            provenance,
            before -> {
              precondition.checkChange(Optional.of(existing(before, kind, id).etag()));
              Removal removal = new Removal(kind, id);
              Soundness.check(removal, before, clock.instant());
              return Plan.without(removal);
            })
        .after()
        .revision();
  }

  private static <T extends Record> Stored<T> existing(
      CatalogueState state, Kind<T> kind, String id) {
    return state
        .find(kind, id)
        .orElseThrow(
            () -> new RefusedException(ErrorCode.NOT_FOUND, "no \"" + id + "\" among the " + kind));
  }

  private static <T extends Record> Written<T> written(
      Kind<T> kind, String id, CatalogueStore.Commit commit) {
    return new Written<>(
        commit.after().find(kind, id).orElseThrow(),
        !commit.plan().created().isEmpty(),
        commit.after().revision());
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
    addresses.check(document);
    if (!document.violations().isEmpty()) {
      Soundness.check(document, store.current(), clock.instant());
    }
  }

  private Plan plan(Reading document, CatalogueState before) {
    Soundness.check(document, before, clock.instant());
    return Plan.of(before, document.upserts());
  }
}
