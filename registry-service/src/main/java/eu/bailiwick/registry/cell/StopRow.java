package eu.bailiwick.registry.cell;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;

/** From when on one router admitted nothing to what one revocation revokes. */
@Entity
@Table(name = "revocation_stop")
@IdClass(StopRow.Key.class)
class StopRow {

  record Key(String revocation, String cell, String router) implements Serializable {}

  @Id String revocation;

  @Id String cell;

  @Id String router;

  @Column(name = "stopped_at")
  Instant stoppedAt;

  @Column(name = "received_at")
  Instant receivedAt;

  String way;
}
