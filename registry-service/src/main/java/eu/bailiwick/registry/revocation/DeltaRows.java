package eu.bailiwick.registry.revocation;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Revocations with their signed messages. Needs a transaction. */
@ApplicationScoped
class DeltaRows implements PanacheRepositoryBase<DeltaRow, String> {

  void create(Delta delta, String actor, String reason, String jws) {
    DeltaRow row = new DeltaRow();
    row.id = delta.revocation().id();
    row.revision = delta.revision();
    row.at = delta.revocation().at();
    row.actor = actor;
    row.reason = reason;
    row.jws = jws;
    persist(row);
  }

  /** Those of the changes from {@code first} to {@code last}, in order of revision and id. */
  List<DeltaRow> ofRevisions(long first, long last) {
    return find("revision between ?1 and ?2 order by revision, id", first, last).list();
  }
}
