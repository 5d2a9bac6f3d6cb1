package eu.bailiwick.registry.catalogue;

import eu.bailiwick.registry.document.Upsert;
import eu.bailiwick.registry.http.ErrorCode;
import eu.bailiwick.registry.http.RefusedException;
import eu.bailiwick.registry.json.CatalogueJson;
import eu.bailiwick.registry.json.Violation;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The current state, read from the database whenever its revision there is another one than in
 * memory, and the only way to change it.
 */
@ApplicationScoped
public class CatalogueStore {

  /** Decides what to do, knowing the state before; may refuse by throwing. */
  public interface Planner {
    Plan plan(CatalogueState before);
  }

  /** What was done, and the state after it. */
  public record Commit(Plan plan, CatalogueState after) {}

  private final RevisionRows revisions;
  private final ResourceRows resources;
  private final ChangeRows changes;
  private final ChangeItemRows items;
  private final Clock clock;
  private volatile CatalogueState latest = CatalogueState.empty();

  CatalogueStore(
      RevisionRows revisions,
      ResourceRows resources,
      ChangeRows changes,
      ChangeItemRows items,
      Clock clock) {
    this.revisions = revisions;
    this.resources = resources;
    this.changes = changes;
    this.items = items;
    this.clock = clock;
  }

  /** The state as committed last. */
  public CatalogueState current() {
    return QuarkusTransaction.joiningExisting().call(this::read);
  }

  /** The newest revision that this process has seen; does not block. */
  long seenRevision() {
    return latest.revision();
  }

  /**
   * Changes the catalogue in one transaction, alone; a plan that does nothing makes no revision.
   */
  public Commit change(Provenance provenance, Planner planner) {
    Commit commit = QuarkusTransaction.requiringNew().call(() -> planAndWrite(provenance, planner));
    remember(commit.after());
    return commit;
  }

  private Commit planAndWrite(Provenance provenance, Planner planner) {
    RevisionRow row = revisions.lock();
    CatalogueState before = read();
    Plan plan = planner.plan(before);
    refuseRevival(plan, before);
    if (plan.isEmpty()) {
      return new Commit(plan, before);
    }
    row.revision++;
    row.at = notBefore(row.at);
    changes.create(row.revision, row.at, provenance);
    write(plan, before, row.revision);
    return new Commit(plan, before.with(row.revision, plan.all()));
  }

  /** Documents are told where it stands; this holds for whatever else changes the catalogue. */
  private static void refuseRevival(Plan plan, CatalogueState before) {
    Finality finality = new Finality(before);
    List<Violation> violations = new ArrayList<>();
    for (Upsert<?> upsert : plan.all()) {
      finality
          .violation(upsert)
          .map(
              v ->
                  new Violation(
                      upsert.kind().list() + "[\"" + upsert.id() + "\"]" + v.path(), v.message()))
          .ifPresent(violations::add);
    }
    if (!violations.isEmpty()) {
      throw new RefusedException(
          ErrorCode.INVALID_CATALOGUE, "what is revoked cannot come back", violations);
    }
  }

  /** In the order of revisions time does not run backwards, whatever clocks say. */
  private Instant notBefore(Instant previous) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    return now.isBefore(previous) ? previous : now;
  }

  private void write(Plan plan, CatalogueState before, long revision) {
    plan.created().forEach(u -> resources.create(u.kind().name(), u.id(), revision, json(u)));
    plan.changed().forEach(u -> resources.change(u.kind().name(), u.id(), revision, json(u)));
    for (Upsert<?> upsert : plan.all()) {
      String was =
          before
              .find(upsert.kind(), upsert.id())
              .map(stored -> CatalogueJson.write(stored.value()))
              .orElse(null);
      items.create(revision, upsert.kind().name(), upsert.id(), was, json(upsert));
    }
  }

  private static String json(Upsert<?> upsert) {
    return CatalogueJson.write(upsert.value());
  }

  /** Only what is committed is remembered: called before anything is written. */
  private CatalogueState read() {
    CatalogueState known = latest;
    return known.revision() == revisions.current() ? known : remember(load());
  }

  private synchronized CatalogueState remember(CatalogueState state) {
    if (state.revision() > latest.revision()) {
      latest = state;
    }
    return state;
  }

  private CatalogueState load() {
    List<CurrentResource> rows = revisions.all();
    return CatalogueState.empty()
        .plus(
            rows.getFirst().current(),
            rows.stream().filter(row -> row.kind() != null).map(CatalogueStore::resource).toList());
  }

  private static CatalogueState.Resource resource(CurrentResource row) {
    var kind = StoredJson.kind(Objects.requireNonNull(row.kind()));
    return new CatalogueState.Resource(
        kind,
        Objects.requireNonNull(row.id()),
        new Stored<>(
            StoredJson.read(kind, Objects.requireNonNull(row.body())),
            Objects.requireNonNull(row.revision())));
  }
}
