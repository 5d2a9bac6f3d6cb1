package eu.bailiwick.registry.snapshot;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/** Snapshots that were issued. Needs a transaction. */
@ApplicationScoped
class SnapshotRows implements PanacheRepositoryBase<SnapshotRow, String> {

  /** Waits until nobody else issues for {@code cell}, then holds it until the transaction ends. */
  void lock(String cell) {
    getEntityManager()
        .createNativeQuery("select pg_advisory_xact_lock(hashtextextended(?1, 0)) is null")
        .setParameter(1, "snapshot:" + cell)
        .getSingleResult();
  }

  /** What the newest snapshot of a cell is, without its content. */
  Optional<IssuedSnapshot> newest(String cell) {
    return find("cell = ?1 order by revision desc, issuedAt desc", cell)
        .project(IssuedSnapshot.class)
        .firstResultOptional();
  }

  /** What a snapshot is that was issued to a cell, without its content. */
  Optional<IssuedSnapshot> issued(String cell, String digest) {
    return find("cell = ?1 and digest = ?2", cell, digest)
        .project(IssuedSnapshot.class)
        .firstResultOptional();
  }

  /** When the last snapshot of a cell lapses that was made before a revision. */
  Optional<Instant> lapse(String cell, long revision) {
    return find("cell = ?1 and revision < ?2 order by validUntil desc", cell, revision)
        .project(IssuedSnapshot.class)
        .firstResultOptional()
        .map(IssuedSnapshot::validUntil);
  }
}
