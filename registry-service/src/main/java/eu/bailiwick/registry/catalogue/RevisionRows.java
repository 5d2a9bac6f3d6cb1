package eu.bailiwick.registry.catalogue;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;

/** The row of the current revision. Needs a transaction. */
@ApplicationScoped
class RevisionRows implements PanacheRepositoryBase<RevisionRow, Boolean> {

  /** Waits for its turn; until the transaction ends nobody else changes the catalogue. */
  RevisionRow lock() {
    return findAll().withLock(LockModeType.PESSIMISTIC_WRITE).singleResult();
  }

  long current() {
    return getEntityManager()
        .createQuery("select r.revision from RevisionRow r", Long.class)
        .getSingleResult();
  }

  /** Revision and resource, all seen at one instant; the resource is null if there is none. */
  List<CurrentResource> all() {
    return getEntityManager()
        .createQuery(
            "select new eu.bailiwick.registry.catalogue.CurrentResource("
                + "r.revision, c.kind, c.id, c.revision, c.body)"
                + " from RevisionRow r left join ResourceRow c on 1 = 1",
            CurrentResource.class)
        .getResultList();
  }
}
