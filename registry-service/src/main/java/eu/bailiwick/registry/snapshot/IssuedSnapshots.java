package eu.bailiwick.registry.snapshot;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/** What is known of the snapshots that were issued. */
@ApplicationScoped
public class IssuedSnapshots {

  private final SnapshotRows rows;

  IssuedSnapshots(SnapshotRows rows) {
    this.rows = rows;
  }

  /** A snapshot that was issued to a cell; empty if none of this digest was. */
  public Optional<IssuedSnapshot> find(String cell, String digest) {
    return QuarkusTransaction.joiningExisting().call(() -> rows.issued(cell, digest));
  }

  /**
   * When the last snapshot lapses that a cell was issued before a revision: from then on no router
   * of the cell can decide by what was so before, whether it is known here or not.
   *
   * @return empty if there never was one
   */
  public Optional<Instant> lapse(String cell, long revision) {
    return QuarkusTransaction.joiningExisting().call(() -> rows.lapse(cell, revision));
  }
}
