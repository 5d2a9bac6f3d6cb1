package eu.bailiwick.registry.catalogue;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;

/** What one change did to one resource. All rows together are the catalogue's history. */
@Entity
@Table(name = "catalogue_change_item")
@IdClass(ChangeItemRow.Key.class)
class ChangeItemRow {

  record Key(long revision, String kind, String id) implements Serializable {}

  @Id long revision;

  @Id String kind;

  @Id String id;

  @Column(columnDefinition = "jsonb")
  @ColumnTransformer(write = "cast(? as jsonb)")
  @Nullable String before;

  @Column(columnDefinition = "jsonb")
  @ColumnTransformer(write = "cast(? as jsonb)")
  @Nullable String after;
}
