package eu.bailiwick.routing.catalogue;

import eu.bailiwick.routing.catalogue.SnapshotRefusedException.Cause;
import eu.bailiwick.sovereignty.catalogue.Snapshot;
import java.time.Instant;

/**
 * How far a snapshot was that this router took once: none that is older is taken after it, even if
 * this one has expired.
 *
 * @param revision of its catalogue
 * @param issuedAt when it was signed
 */
record Floor(long revision, Instant issuedAt) {

  static Floor of(Snapshot snapshot) {
    return new Floor(snapshot.revision(), snapshot.issuedAt());
  }

  /**
   * @throws SnapshotRefusedException if {@code next} is older
   */
  void check(Snapshot next) throws SnapshotRefusedException {
    if (next.revision() < revision
        || (next.revision() == revision && next.issuedAt().isBefore(issuedAt))) {
      throw new SnapshotRefusedException(
          Cause.ROLLBACK,
          "it is of revision "
              + next.revision()
              + " and issued at "
              + next.issuedAt()
              + ", older than revision "
              + revision
              + " of "
              + issuedAt
              + " that was taken before");
    }
  }
}
