package eu.bailiwick.registry.catalogue;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** The one row that says at which revision the catalogue is; locking it orders all changes. */
@Entity
@Table(name = "catalogue_revision")
class RevisionRow {

  @Id
  @Column(name = "only_row")
  boolean onlyRow;

  long revision;

  Instant at;
}
