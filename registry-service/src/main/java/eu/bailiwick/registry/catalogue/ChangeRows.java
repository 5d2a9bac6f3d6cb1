package eu.bailiwick.registry.catalogue;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

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

  /** At most {@code limit} changes after {@code revision}, oldest first. */
  List<ChangeRow> after(long revision, int limit) {
    return find("revision > ?1 order by revision", revision).page(0, limit).list();
  }

  /** The last revision that was made up to an instant; empty if none was. */
  Optional<Long> lastUpTo(Instant at) {
    return find("at <= ?1 order by revision desc", at)
        .page(0, 1)
        .firstResultOptional()
        .map(row -> row.revision);
  }
}
