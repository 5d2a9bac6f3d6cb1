package eu.bailiwick.registry.snapshot;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
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
}
