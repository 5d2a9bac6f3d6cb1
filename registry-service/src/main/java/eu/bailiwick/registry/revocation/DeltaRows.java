package eu.bailiwick.registry.revocation;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

/** Signed messages of revocations. Needs a transaction. */
@ApplicationScoped
class DeltaRows implements PanacheRepositoryBase<DeltaRow, String> {

  void create(String id, long revision, Instant at, String jws) {
    DeltaRow row = new DeltaRow();
    row.id = id;
    row.revision = revision;
    row.at = at;
    row.jws = jws;
    persist(row);
  }

  /** Those of the changes from {@code first} to {@code last}, in order of revision and id. */
  List<DeltaRow> ofRevisions(long first, long last) {
    return find("revision between ?1 and ?2 order by revision, id", first, last).list();
  }
}
