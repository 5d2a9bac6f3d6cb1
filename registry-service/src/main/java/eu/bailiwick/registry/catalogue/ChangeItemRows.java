package eu.bailiwick.registry.catalogue;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What changes did to resources. Needs a transaction. */
@ApplicationScoped
class ChangeItemRows implements PanacheRepositoryBase<ChangeItemRow, ChangeItemRow.Key> {

  void create(long revision, String kind, String id, @Nullable String before, String after) {
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

  /** All resources as they were at a revision. */
  List<ChangeItemRow> stateAt(long revision) {
    return find(
            "from ChangeItemRow i where i.after is not null"
                + " and i.revision = (select max(later.revision) from ChangeItemRow later"
                + " where later.kind = i.kind and later.id = i.id and later.revision <= ?1)",
            revision)
        .list();
  }

  /** What changes did to one resource, newest first. */
  List<ChangeItemRow> ofResource(String kind, String id, int limit) {
    return find("kind = ?1 and id = ?2 order by revision desc", kind, id).page(0, limit).list();
  }

  /**
   * Resources of one kind as they were at a revision, in order of id.
   *
   * @param afterId only ids after this one; empty for all
   */
  List<ChangeItemRow> stateAt(long revision, String kind, String afterId, int limit) {
    return find(
            "from ChangeItemRow i where i.kind = ?1 and i.id > ?2 and i.after is not null"
                + " and i.revision = (select max(later.revision) from ChangeItemRow later"
                + " where later.kind = ?1 and later.id = i.id and later.revision <= ?3)"
                + " order by i.id",
            kind,
            afterId,
            revision)
        .page(0, limit)
        .list();
  }
}
