package eu.bailiwick.registry.cell;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

/** When routers stopped. Needs a transaction. */
@ApplicationScoped
class StopRows implements PanacheRepositoryBase<StopRow, StopRow.Key> {

  /** Remembers that a router stopped, unless it said so before. */
  void create(StopRow.Key key, Instant stoppedAt, Instant receivedAt, Stop.Way way) {
    if (findById(key) != null) {
      return;
    }
    StopRow row = new StopRow();
    row.revocation = key.revocation();
    row.cell = key.cell();
    row.router = key.router();
    row.stoppedAt = stoppedAt;
    row.receivedAt = receivedAt;
    row.way = way.name();
    persist(row);
  }

  List<StopRow> of(String revocation) {
    return find("revocation", revocation).list();
  }
}
