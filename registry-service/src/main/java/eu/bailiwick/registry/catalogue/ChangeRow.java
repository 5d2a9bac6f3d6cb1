package eu.bailiwick.registry.catalogue;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One change of the catalogue. */
@Entity
@Table(name = "catalogue_change")
class ChangeRow {

  @Id long revision;

  Instant at;

  String actor;

  @Nullable String reason;

  @Column(name = "approved_by")
  @Nullable String approvedBy;
}
