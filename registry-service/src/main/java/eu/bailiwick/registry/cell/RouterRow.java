package eu.bailiwick.registry.cell;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What one router said last. */
@Entity
@Table(name = "cell_router")
@IdClass(RouterRow.Key.class)
class RouterRow {

  record Key(String cell, String router) implements Serializable {}

  @Id String cell;

  @Id String router;

  long revision;

  String digest;

  @Column(name = "issued_at")
  Instant issuedAt;

  @Column(name = "valid_until")
  Instant validUntil;

  @Column(name = "serving_since")
  Instant servingSince;

  @Column(name = "started_at")
  Instant startedAt;

  @Column(name = "first_seen")
  Instant firstSeen;

  @Column(name = "last_seen")
  Instant lastSeen;

  @Column(name = "removed_at")
  @Nullable Instant removedAt;
}
