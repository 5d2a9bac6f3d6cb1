package eu.bailiwick.registry.cell;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** What routers said last. Needs a transaction. */
@ApplicationScoped
class RouterRows implements PanacheRepositoryBase<RouterRow, RouterRow.Key> {

  /** All of them, those too that were removed, in order of cell and id. */
  List<RouterRow> everyOne() {
    return find("order by cell, router").list();
  }

  /** Those of one cell that were not removed, in order of id. */
  List<RouterRow> ofCell(String cell) {
    return find("cell = ?1 and removedAt is null order by router", cell).list();
  }
}
