package eu.bailiwick.registry.catalogue;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** The one row that says from which revision on the history is complete. */
@Entity
@Table(name = "catalogue_compaction")
class CompactionRow {

  @Id
  @Column(name = "only_row")
  boolean onlyRow;

  long revision;
}
