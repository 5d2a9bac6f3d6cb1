package eu.bailiwick.registry.catalogue;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

/** Changes by revision. Needs a transaction. */
@ApplicationScoped
class ChangeRows implements PanacheRepositoryBase<ChangeRow, Long> {

  void create(long revision, Instant at, Provenance provenance) {
    ChangeRow row = new ChangeRow();
    row.revision = revision;
    row.at = at;
    row.actor = provenance.actor();
    row.reason = provenance.reason();
    row.approvedBy = provenance.approvedBy();
    persist(row);
  }

  /** The last revision that was there at an instant; 0 if none was. */
  long lastUntil(Instant instant) {
    return getEntityManager()
        .createQuery(
            "select coalesce(max(c.revision), 0) from ChangeRow c where c.at <= ?1", Long.class)
        .setParameter(1, instant)
        .getSingleResult();
  }

  /** At most {@code limit} changes after {@code revision}, oldest first. */
  List<ChangeRow> after(long revision, int limit) {
    return find("revision > ?1 order by revision", revision).page(0, limit).list();
  }
}
