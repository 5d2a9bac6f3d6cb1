package eu.bailiwick.registry.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import eu.bailiwick.registry.document.Kind;
import eu.bailiwick.registry.document.Reading;
import eu.bailiwick.registry.document.Upsert;
import eu.bailiwick.registry.http.ErrorCode;
import eu.bailiwick.registry.http.Precondition;
import eu.bailiwick.registry.http.RefusedException;
import eu.bailiwick.registry.json.CatalogueJson;
import eu.bailiwick.sovereignty.eligibility.Flip;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Makes changes that leave the catalogue sound, or refuses them whole. A change after which
 * something is permitted that was denied is not made but kept for a second person.
 */
@ApplicationScoped
public class CatalogueEditor {

  /** Decides which resources a step sets, knowing the state before; may refuse by throwing. */
  public interface Step {
    List<Upsert<?>> resources(CatalogueState before);
  }

  private final CatalogueStore store;
  private final EndpointAddresses addresses;
  private final Foresight foresight;
  private final SecondApprover secondApprover;
  private final Clock clock;

  CatalogueEditor(
      CatalogueStore store,
      EndpointAddresses addresses,
      Foresight foresight,
      SecondApprover secondApprover,
      Clock clock) {
    this.store = store;
    this.addresses = addresses;
    this.foresight = foresight;
    this.secondApprover = secondApprover;
    this.clock = clock;
  }

  /**
   * What became of one resource.
   *
   * @param revision the catalogue's after it
   */
  record Written<T extends Record>(Stored<T> stored, boolean created, long revision) {}

  /** Is shown what an approved change would do now; refuses it by throwing. */
  public interface Check {
    /**
     * @param revision the catalogue's after the change
     * @param plan what it would do
     * @param flips all answers that it would turn
     */
    void check(long revision, Plan plan, List<Flip> flips);
  }

  /**
   * Writes everything that a document holds, or nothing.
   *
   * @throws KeptException if it has to be approved first
   */
  ApplyResult apply(Reading document, Provenance provenance) {
    CatalogueStore.Commit commit = edit(provenance, document, before -> document);
    return commit.plan().result(commit.after().revision());
  }

  /** What {@link #apply} would do; writes nothing. */
  Foreseen foresee(Reading document) {
    addresses.check(document);
    CatalogueState current = store.current();
    try {
      Plan plan = plan(document, current);
      return Foreseen.of(current, plan, foresight.flips(current, plan));
    } catch (RefusedException e) {
      if (e.code() != ErrorCode.INVALID_CATALOGUE) {
        throw e;
      }
      return Foreseen.refused(current.revision(), e.violations(), document.violations().count());
    }
  }

  /**
   * Writes one resource if the precondition holds.
   *
   * @throws KeptException if it has to be approved first
   */
  <T extends Record> Written<T> put(
      Kind<T> kind, String id, Reading body, Precondition precondition, Provenance provenance) {
    CatalogueStore.Commit commit =
        edit(
            provenance,
            body,
            before -> {
              precondition.checkChange(before.find(kind, id).map(Stored::etag));
              return body;
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
        edit(
            provenance,
            before -> {
              Stored<T> stored = existing(before, kind, id);
              precondition.checkChange(Optional.of(stored.etag()));
              JsonNode merged =
                  MergePatch.apply(CatalogueJson.mapper().valueToTree(stored.value()), patch);
              Reading reading = Reading.resource(kind, id, merged);
              addresses.check(reading);
              return reading;
            });
    return written(kind, id, commit);
  }

  /**
   * Removes one resource if the precondition holds and nothing refers to it.
   *
   * @return the catalogue's revision after it
   */
  long remove(Kind<?> kind, String id, Precondition precondition, Provenance provenance) {
    return change(
            provenance,
            before -> {
              precondition.checkChange(Optional.of(existing(before, kind, id).etag()));
              return plan(new Removal(kind, id), before);
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
   * Writes what a document says that depends on the state before.
   *
   * @param document may refuse by throwing
   * @throws KeptException if it has to be approved first
   */
  public CatalogueStore.Commit edit(
      Provenance provenance, Function<CatalogueState, Reading> document) {
    return change(provenance, before -> plan(document.apply(before), before));
  }

  /** Makes a change that a second person has approved, if {@code check} has nothing against it. */
  public CatalogueStore.Commit approved(
      Provenance provenance, CatalogueStore.Planner planner, Check check) {
    return store.change(
        provenance,
        before -> {
          Plan plan = planner.plan(before);
          check.check(before.revision() + 1, plan, foresight.flips(before, plan));
          return plan;
        });
  }

  private CatalogueStore.Commit edit(
      Provenance provenance, Reading read, Function<CatalogueState, Reading> document) {
    refuseUnreadable(read);
    return edit(provenance, document);
  }

  /** The one way into the store for whatever people edit. */
  private CatalogueStore.Commit change(Provenance provenance, CatalogueStore.Planner planner) {
    try {
      return store.change(
          provenance,
          before -> {
            Plan plan = planner.plan(before);
            List<Flip> flips = foresight.flips(before, plan);
            if (flips.stream().anyMatch(Foresight::widens)) {
              throw new WideningException(new Widening(provenance, before, plan, flips));
            }
            return plan;
          });
    } catch (WideningException e) {
      throw new KeptException(secondApprover.keep(e.widening()));
    }
  }

  /**
   * Takes one step that documents cannot take, such as an approval; it has rules of its own for who
   * may take it.
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

  /**
   * What a document would do.
   *
   * @throws RefusedException if the catalogue would not be sound after it
   */
  public Plan plan(Reading document, CatalogueState before) {
    Soundness.check(document, before, clock.instant());
    return Plan.of(before, document.upserts());
  }

  /**
   * What a removal would do.
   *
   * @throws RefusedException if something still refers to what would be gone
   */
  public Plan plan(Removal removal, CatalogueState before) {
    Soundness.check(removal, before, clock.instant());
    return Plan.without(removal);
  }

  /** Ends the transaction without a change. */
  private static final class WideningException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Widening widening;

    WideningException(Widening widening) {
      super(null, null, false, false);
      this.widening = widening;
    }

    Widening widening() {
      return widening;
    }
  }
}
