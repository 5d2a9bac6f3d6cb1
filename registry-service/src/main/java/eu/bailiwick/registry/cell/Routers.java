package eu.bailiwick.registry.cell;

import eu.bailiwick.registry.catalogue.CatalogueState;
import eu.bailiwick.registry.catalogue.CatalogueStore;
import eu.bailiwick.registry.document.Kind;
import eu.bailiwick.registry.http.ErrorCode;
import eu.bailiwick.registry.http.RefusedException;
import eu.bailiwick.registry.json.Violation;
import eu.bailiwick.registry.snapshot.IssuedSnapshot;
import eu.bailiwick.registry.snapshot.IssuedSnapshots;
import eu.bailiwick.sovereignty.catalogue.Revocation;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The routers of all cells, as they report themselves. */
@ApplicationScoped
public class Routers {

  private final CatalogueStore catalogue;
  private final IssuedSnapshots snapshots;
  private final RouterRows routers;
  private final StopRows stops;
  private final CellSettings settings;
  private final Clock clock;

  Routers(
      CatalogueStore catalogue,
      IssuedSnapshots snapshots,
      RouterRows routers,
      StopRows stops,
      CellSettings settings,
      Clock clock) {
    this.catalogue = catalogue;
    this.snapshots = snapshots;
    this.routers = routers;
    this.stops = stops;
    this.settings = settings;
    this.clock = clock;
  }

  /** Made at the start, so that unusable settings stop the service. */
  void start(@Observes StartupEvent event) {
    settings.check();
  }

  /** Every router that ever reported, those too that were removed. */
  public List<Router> everyOne() {
    return QuarkusTransaction.joiningExisting()
        .call(
            () ->
                routers.everyOne().stream()
                    .map(r -> new Router(r.cell, r.router, r.revision, r.startedAt, r.removedAt))
                    .toList());
  }

  /** Who has stopped, by the id of a revocation. */
  public List<Stop> stops(String revocation) {
    return QuarkusTransaction.joiningExisting()
        .call(
            () ->
                stops.of(revocation).stream()
                    .map(
                        s ->
                            new Stop(
                                s.cell,
                                s.router,
                                s.stoppedAt,
                                s.receivedAt,
                                Stop.Way.valueOf(s.way)))
                    .toList());
  }

  List<RouterView> ofCell(String cell) {
    Instant now = clock.instant();
    return QuarkusTransaction.joiningExisting()
        .call(
            () ->
                routers.ofCell(cell).stream()
                    .map(row -> RouterView.of(row, now, settings.silentAfter()))
                    .toList());
  }

  /**
   * Takes a report in.
   *
   * @throws RefusedException if there is no such cell (404), or it was never issued such a snapshot
   *     (422)
   */
  RouterView report(String cell, String router, RouterReport report) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    return QuarkusTransaction.requiringNew()
        .call(
            () -> {
              CatalogueState state = catalogue.current();
              refuseUnknownCell(state, cell);
              IssuedSnapshot snapshot = snapshot(cell, report);
              RouterRow row = routers.findById(new RouterRow.Key(cell, router));
              stops(state, cell, router, report, row, now);
              RouterRow kept = row == null ? newRow(cell, router, now) : row;
              fill(kept, report, snapshot, now);
              routers.persist(kept);
              return RouterView.of(kept, now, settings.silentAfter());
            });
  }

  /**
   * Takes a router off the list, until it reports again.
   *
   * @throws RefusedException with 404 if it is not on it
   */
  void remove(String cell, String router) {
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              RouterRow row = routers.findById(new RouterRow.Key(cell, router));
              if (row == null || row.removedAt != null) {
                throw new RefusedException(
                    ErrorCode.NOT_FOUND, "no router \"" + router + "\" in \"" + cell + "\"");
              }
              row.removedAt = clock.instant();
            });
  }

  static void refuseUnknownCell(CatalogueState state, String cell) {
    if (state.find(Kind.CELLS, cell).isEmpty()) {
      throw new RefusedException(ErrorCode.NOT_FOUND, "there is no cell \"" + cell + "\"");
    }
  }

  private IssuedSnapshot snapshot(String cell, RouterReport report) {
    return snapshots
        .find(cell, report.digest())
        .filter(snapshot -> snapshot.revision() == report.revision())
        .orElseThrow(
            () ->
                new RefusedException(
                    ErrorCode.INVALID_REQUEST,
                    "nothing was changed",
                    List.of(
                        new Violation(
                            "digest",
                            "no snapshot of this digest and of revision "
                                + report.revision()
                                + " was issued to this cell"))));
  }

  /**
   * A mask says when it stopped. A snapshot does for what was revoked since the snapshot before, or
   * since the router started if this is its first report.
   */
  private void stops(
      CatalogueState state,
      String cell,
      String router,
      RouterReport report,
      @Nullable RouterRow before,
      Instant now) {
    for (RouterReport.Masked masked : report.masked()) {
      if (state.find(Kind.REVOCATIONS, masked.revocation()).isPresent()) {
        stops.create(
            new StopRow.Key(masked.revocation(), cell, router), masked.since(), now, Stop.Way.MASK);
      }
    }
    if (before != null && before.revision == report.revision()) {
      return;
    }
    for (Revocation revocation : state.catalogue().revocations()) {
      long revision = state.find(Kind.REVOCATIONS, revocation.id()).orElseThrow().revision();
      boolean isNew =
          before == null
              ? !revocation.at().isBefore(report.startedAt())
              : revision > before.revision;
      if (isNew && revision <= report.revision()) {
        stops.create(
            new StopRow.Key(revocation.id(), cell, router),
            report.servingSince(),
            now,
            Stop.Way.SNAPSHOT);
      }
    }
  }

  private static RouterRow newRow(String cell, String router, Instant now) {
    RouterRow row = new RouterRow();
    row.cell = cell;
    row.router = router;
    row.firstSeen = now;
    return row;
  }

  private static void fill(
      RouterRow row, RouterReport report, IssuedSnapshot snapshot, Instant now) {
    row.revision = report.revision();
    row.digest = report.digest();
    row.issuedAt = snapshot.issuedAt();
    row.validUntil = snapshot.validUntil();
    row.servingSince = report.servingSince();
    row.startedAt = report.startedAt();
    row.lastSeen = now;
    row.removedAt = null;
  }
}
