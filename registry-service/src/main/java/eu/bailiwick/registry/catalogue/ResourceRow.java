package eu.bailiwick.registry.catalogue;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import org.hibernate.annotations.ColumnTransformer;

/** One resource of any kind as it is now. */
@Entity
@Table(name = "catalogue_resource")
@IdClass(ResourceRow.Key.class)
class ResourceRow {

  record Key(String kind, String id) implements Serializable {}

  @Id String kind;

  @Id String id;

  long revision;

  @Column(columnDefinition = "jsonb")
  @ColumnTransformer(write = "cast(? as jsonb)")
  String body;
}
