package eu.bailiwick.registry.catalogue;

import eu.bailiwick.registry.document.Kind;
import eu.bailiwick.registry.document.Upsert;
import eu.bailiwick.registry.http.ErrorCode;
import eu.bailiwick.registry.http.RefusedException;
import eu.bailiwick.registry.json.CatalogueJson;
import eu.bailiwick.registry.json.Violation;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The current state, read from the database whenever its revision there is another one than in
 * memory, and the only way to change it.
 */
@ApplicationScoped
public class CatalogueStore {

  /** Under which the transaction knows the state that it wrote. */
  private static final String WRITTEN = CatalogueStore.class.getName();

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
  private final TransactionSynchronizationRegistry transaction;
  private final Clock clock;
  private volatile CatalogueState latest = CatalogueState.empty();

  CatalogueStore(
      RevisionRows revisions,
      ResourceRows resources,
      ChangeRows changes,
      ChangeItemRows items,
      TransactionSynchronizationRegistry transaction,
      Clock clock) {
    this.revisions = revisions;
    this.resources = resources;
    this.changes = changes;
    this.items = items;
    this.transaction = transaction;
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
   * Joins a transaction that is there, so that what else is written in it stands or falls with the
   * change. For what people edit see {@link CatalogueEditor}, which asks whether a second one has
   * to approve.
   */
  public Commit change(Provenance provenance, Planner planner) {
    return QuarkusTransaction.joiningExisting().call(() -> planAndWrite(provenance, planner));
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
    CatalogueState after = before.with(row.revision, plan.all(), plan.removed());
    transaction.putResource(WRITTEN, after);
    transaction.registerInterposedSynchronization(new OnceCommitted(() -> remember(after)));
    return new Commit(plan, after);
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
      String was = json(before, upsert.kind(), upsert.id());
      items.create(revision, upsert.kind().name(), upsert.id(), was, json(upsert));
    }
    for (Removal removal : plan.removed()) {
      String was = json(before, removal.kind(), removal.id());
      resources.remove(removal.kind().name(), removal.id());
      items.create(revision, removal.kind().name(), removal.id(), was, null);
    }
  }

  private static @Nullable String json(CatalogueState state, Kind<?> kind, String id) {
    return state.find(kind, id).map(stored -> CatalogueJson.write(stored.value())).orElse(null);
  }

  private static String json(Upsert<?> upsert) {
    return CatalogueJson.write(upsert.value());
  }

  /**
   * What this transaction wrote, if it did; else what is committed. Only that is remembered: the
   * rest of the transaction may still fail.
   */
  private CatalogueState read() {
    if (transaction.getResource(WRITTEN) instanceof CatalogueState written) {
      return written;
    }
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
