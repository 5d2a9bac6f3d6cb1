package eu.bailiwick.registry.catalogue;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What changes did to resources. Needs a transaction. */
@ApplicationScoped
class ChangeItemRows implements PanacheRepositoryBase<ChangeItemRow, ChangeItemRow.Key> {

  void create(
      long revision, String kind, String id, @Nullable String before, @Nullable String after) {
    ChangeItemRow row = new ChangeItemRow();
    row.revision = revision;
    row.kind = kind;
    row.id = id;
    row.before = before;
    row.after = after;
    persist(row);
  }

  /** Items of the changes from {@code first} to {@code last}, in order of revision, kind, id. */
  List<ChangeItemRow> ofRevisions(long first, long last) {
    return find("revision between ?1 and ?2 order by revision, kind, id", first, last).list();
  }

  /** Every resource as it was at a revision, but not those that were gone. */
  @SuppressWarnings("unchecked") // the query says which entity it reads
  List<ChangeItemRow> stateAt(long revision) {
    return getEntityManager()
        .createNativeQuery(
            "select * from (select distinct on (kind, id) * from catalogue_change_item"
                + " where revision <= :revision order by kind, id, revision desc) latest"
                + " where after is not null",
            ChangeItemRow.class)
        .setParameter("revision", revision)
        .getResultList();
  }

  /** What changes did to one resource, newest first. */
  List<ChangeItemRow> ofResource(String kind, String id, int limit) {
    return find("kind = ?1 and id = ?2 order by revision desc", kind, id).page(0, limit).list();
  }

  /** What was last done to one resource up to a revision; empty if it never was there. */
  Optional<ChangeItemRow> latest(String kind, String id, long revision) {
    return find(
            "kind = ?1 and id = ?2 and revision <= ?3 order by revision desc", kind, id, revision)
        .page(0, 1)
        .firstResultOptional();
  }
}
