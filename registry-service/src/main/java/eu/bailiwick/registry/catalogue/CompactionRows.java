package eu.bailiwick.registry.catalogue;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;

/** The row of the compaction, and what a compaction removes. Needs a transaction. */
@ApplicationScoped
class CompactionRows implements PanacheRepositoryBase<CompactionRow, Boolean> {

  /** The oldest revision at which the catalogue is still known whole. */
  long oldest() {
    return getEntityManager()
        .createQuery("select c.revision from CompactionRow c", Long.class)
        .getSingleResult();
  }

  /** Waits for its turn; changes of the catalogue go on meanwhile. */
  CompactionRow lock() {
    return findAll().withLock(LockModeType.PESSIMISTIC_WRITE).singleResult();
  }

  /** The newest revision that was made before {@code instant}; 0 if none was. */
  long revisionBefore(Instant instant) {
    return getEntityManager()
        .createQuery(
            "select coalesce(max(c.revision), 0) from ChangeRow c where c.at < ?1", Long.class)
        .setParameter(1, instant)
        .getSingleResult();
  }

  /** Keeps, of what was done up to {@code revision}, the last to each resource. */
  void removeSuperseded(long revision) {
    getEntityManager()
        .createNativeQuery(
            "delete from catalogue_change_item i using catalogue_change_item later"
                + " where later.kind = i.kind and later.id = i.id"
                + " and later.revision > i.revision and later.revision <= ?1")
        .setParameter(1, revision)
        .executeUpdate();
    getEntityManager()
        .createNativeQuery(
            "delete from catalogue_change c where c.revision <= ?1 and not exists"
                + " (select 1 from catalogue_change_item i where i.revision = c.revision)")
        .setParameter(1, revision)
        .executeUpdate();
  }
}
