package eu.bailiwick.registry.catalogue;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;

/** Resources as they are now. Needs a transaction. */
@ApplicationScoped
class ResourceRows implements PanacheRepositoryBase<ResourceRow, ResourceRow.Key> {

  void create(String kind, String id, long revision, String body) {
    ResourceRow row = new ResourceRow();
    row.kind = kind;
    row.id = id;
    row.revision = revision;
    row.body = body;
    persist(row);
  }

  void change(String kind, String id, long revision, String body) {
    ResourceRow row = findById(new ResourceRow.Key(kind, id));
    row.revision = revision;
    row.body = body;
  }

  void remove(String kind, String id) {
    deleteById(new ResourceRow.Key(kind, id));
  }
}
