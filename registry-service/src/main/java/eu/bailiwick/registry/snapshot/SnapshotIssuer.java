package eu.bailiwick.registry.snapshot;

import eu.bailiwick.registry.catalogue.CatalogueState;
import eu.bailiwick.registry.catalogue.CatalogueStore;
import eu.bailiwick.registry.json.CatalogueJson;
import eu.bailiwick.sovereignty.catalogue.Catalogue;
import eu.bailiwick.sovereignty.catalogue.Cell;
import eu.bailiwick.sovereignty.catalogue.Snapshot;
import eu.bailiwick.sovereignty.eligibility.EligibilityTable;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Issues snapshots and keeps them. However many ask at once, in however many processes, one
 * snapshot is made, and none is ever followed by one of an older revision.
 */
@ApplicationScoped
class SnapshotIssuer {

  private static final String TYPE = "bailiwick-snapshot+jws";

  private final CatalogueStore catalogue;
  private final SnapshotRows snapshots;
  private final SigningKeys keys;
  private final Duration validity;
  private final Clock clock;
  private volatile @Nullable Issue latest; // the routers of a cell ask for it one after another

  /** A snapshot and its JWS, if it was made just now. */
  private static final class Issue {
    private final IssuedSnapshot snapshot;
    private final byte @Nullable [] jws;

    Issue(IssuedSnapshot snapshot, byte @Nullable [] jws) {
      this.snapshot = snapshot;
      this.jws = jws;
    }
  }

  SnapshotIssuer(
      CatalogueStore catalogue,
      SnapshotRows snapshots,
      SigningKeys keys,
      SnapshotSettings settings,
      Clock clock) {
    this.catalogue = catalogue;
    this.snapshots = snapshots;
    this.keys = keys;
    this.validity = settings.validity();
    this.clock = clock;
  }

  /** The snapshot that a cell should decide by now; empty if there is no such cell. */
  Optional<IssuedSnapshot> current(String cell) {
    Optional<Issue> current = QuarkusTransaction.requiringNew().call(() -> newestOrIssued(cell));
    current.filter(issue -> issue.jws != null).ifPresent(made -> latest = made);
    return current.map(issue -> issue.snapshot);
  }

  /** The compact JWS, in ASCII, of a snapshot that was issued once. */
  Optional<byte[]> jws(String digest) {
    Issue known = latest;
    return known != null && known.snapshot.digest().equals(digest)
        ? Optional.ofNullable(known.jws)
        : stored(digest);
  }

  private Optional<byte[]> stored(String digest) {
    return QuarkusTransaction.joiningExisting()
        .call(() -> snapshots.findByIdOptional(digest).map(row -> row.jws));
  }

  /** The cell to which a snapshot was issued. */
  Optional<String> cell(String digest) {
    return QuarkusTransaction.joiningExisting()
        .call(() -> snapshots.findByIdOptional(digest).map(row -> row.cell));
  }

  private Optional<Issue> newestOrIssued(String cellId) {
    Optional<Issue> newest = serving(cellId, catalogue.current());
    if (newest.isPresent()) {
      return newest;
    }
    snapshots.lock(cellId);
    CatalogueState state = catalogue.current();
    return serving(cellId, state)
        .or(
            () ->
                state.catalogue().cells().stream()
                    .filter(cell -> cell.id().equals(cellId))
                    .findFirst()
                    .map(cell -> issue(cell, state)));
  }

  private Optional<Issue> serving(String cell, CatalogueState state) {
    return snapshots
        .newest(cell)
        .filter(newest -> keys.publishes(newest.keyId()))
        .filter(newest -> newest.serves(state.revision(), clock.instant()))
        .map(newest -> new Issue(newest, null));
  }

  private Issue issue(Cell cell, CatalogueState state) {
    Instant issuedAt = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Instant validUntil = issuedAt.plus(validity);
    Catalogue known = new LeastKnowledge(state.catalogue(), cell, issuedAt, validUntil).catalogue();
    Snapshot snapshot =
        new Snapshot(
            Snapshot.FORMAT,
            Snapshot.SEMANTICS,
            cell.id(),
            state.revision(),
            issuedAt,
            validUntil,
            known,
            EligibilityTable.compile(known, cell.id(), issuedAt, validUntil).certificate());
    byte[] payload = CatalogueJson.bytes(snapshot);
    SnapshotRow row = new SnapshotRow();
    row.digest = digest(payload);
    row.cell = cell.id();
    row.revision = state.revision();
    row.issuedAt = issuedAt;
    row.validUntil = validUntil;
    row.keyId = keys.active().id();
    row.jws = keys.active().signed(payload, TYPE);
    snapshots.persist(row);
    return new Issue(
        new IssuedSnapshot(row.digest, row.revision, issuedAt, validUntil, row.keyId), row.jws);
  }

  private static String digest(byte[] payload) {
    try {
      return "sha256:"
          + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(payload));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
