package eu.bailiwick.registry.lifecycle;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.ColumnTransformer;

/** The last that was seen of an endpoint. */
@Entity
@Table(name = "endpoint_status")
class EndpointStatusRow {

  @Id String endpoint;

  /** Counts the reports, from 1. */
  long number;

  String reporter;

  @Column(columnDefinition = "jsonb")
  @ColumnTransformer(write = "cast(? as jsonb)")
  String body;
}
