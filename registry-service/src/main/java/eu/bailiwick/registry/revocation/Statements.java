package eu.bailiwick.registry.revocation;

import eu.bailiwick.registry.catalogue.CatalogueState;
import eu.bailiwick.registry.catalogue.CatalogueStore;
import eu.bailiwick.registry.cell.Router;
import eu.bailiwick.registry.cell.Routers;
import eu.bailiwick.registry.cell.Stop;
import eu.bailiwick.registry.document.Kind;
import eu.bailiwick.registry.json.CatalogueJson;
import eu.bailiwick.registry.revocation.Statement.CellStatement;
import eu.bailiwick.registry.revocation.Statement.RouterStatement;
import eu.bailiwick.registry.revocation.Statement.State;
import eu.bailiwick.registry.snapshot.IssuedSnapshots;
import eu.bailiwick.registry.snapshot.SigningKeys;
import eu.bailiwick.sovereignty.catalogue.Cell;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says of a revocation who stopped when. */
@ApplicationScoped
class Statements {

  private final CatalogueStore catalogue;
  private final DeltaRows deltas;
  private final Routers routers;
  private final IssuedSnapshots snapshots;
  private final SigningKeys keys;
  private final Clock clock;

  Statements(
      CatalogueStore catalogue,
      DeltaRows deltas,
      Routers routers,
      IssuedSnapshots snapshots,
      SigningKeys keys,
      Clock clock) {
    this.catalogue = catalogue;
    this.deltas = deltas;
    this.routers = routers;
    this.snapshots = snapshots;
    this.keys = keys;
    this.clock = clock;
  }

  /** What one revocation came to; empty if there is none of this id. */
  Optional<Statement> statement(String id) {
    return QuarkusTransaction.joiningExisting()
        .call(
            () -> {
              CatalogueState state = catalogue.current();
              return state
                  .find(Kind.REVOCATIONS, id)
                  .map(stored -> Revoked.of(stored.value(), deltas.findById(id)))
                  .map(revoked -> statement(revoked, state));
            });
  }

  /** The same, signed. */
  Optional<String> signed(String id) {
    return statement(id)
        .map(
            statement ->
                keys.active()
                    .sign(
                        CatalogueJson.write(statement).getBytes(StandardCharsets.UTF_8),
                        Statement.TYPE));
  }

  private Statement statement(Revoked revoked, CatalogueState state) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    List<Router> known = routers.everyOne();
    List<Stop> stops = routers.stops(revoked.id());
    List<CellStatement> cells =
        Stream.concat(
                state.catalogue().cells().stream().map(Cell::id), known.stream().map(Router::cell))
            .distinct()
            .sorted()
            .map(cell -> cell(cell, revoked, known, stops, now))
            .toList();
    Instant everywhere = everywhere(cells);
    return new Statement(
        Statement.FORMAT,
        revoked,
        cells,
        everywhere,
        everywhere == null ? null : Duration.between(revoked.at(), everywhere).toMillis(),
        now);
  }

  private CellStatement cell(
      String cell, Revoked revoked, List<Router> known, List<Stop> stops, Instant now) {
    Instant lapse = snapshots.lapse(cell, revoked.revision()).orElse(null);
    List<RouterStatement> ofCell =
        known.stream()
            .filter(router -> router.cell().equals(cell))
            .flatMap(router -> router(router, revoked, stops, lapse, now).stream())
            .toList();
    return new CellStatement(cell, ofCell, lapse);
  }

  /** Empty if the revocation did not concern the router: it began later, or was gone before. */
  private static Optional<RouterStatement> router(
      Router router, Revoked revoked, List<Stop> stops, @Nullable Instant lapse, Instant now) {
    Optional<RouterStatement> stopped =
        stops.stream()
            .filter(s -> s.cell().equals(router.cell()) && s.router().equals(router.id()))
            .findFirst()
            .map(
                s ->
                    new RouterStatement(
                        router.id(), State.STOPPED, s.stoppedAt(), s.receivedAt(), s.way()));
    if (stopped.isPresent()) {
      return stopped;
    }
    Instant removed = router.removedAt();
    if (router.revision() >= revoked.revision()
        || (removed != null && removed.isBefore(revoked.at()))) {
      return Optional.empty();
    }
    return Optional.of(
        lapse != null && !now.isBefore(lapse)
            ? new RouterStatement(router.id(), State.LAPSED, lapse, null, null)
            : new RouterStatement(router.id(), State.PENDING, null, null, null));
  }

  private static @Nullable Instant everywhere(List<CellStatement> cells) {
    List<RouterStatement> all = cells.stream().flatMap(c -> c.routers().stream()).toList();
    if (all.stream().anyMatch(r -> r.state() == State.PENDING)) {
      return null;
    }
    return all.stream()
        .map(RouterStatement::stoppedAt)
        .map(Objects::requireNonNull)
        .max(Comparator.naturalOrder())
        .orElse(null);
  }
}
