package eu.bailiwick.registry.snapshot;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;

/** One snapshot that was issued. */
@Entity
@Immutable
@Table(name = "snapshot")
class SnapshotRow {

  /** SHA-256 of the payload's bytes, {@code sha256:…}. */
  @Id String digest;

  String cell;

  long revision;

  @Column(name = "issued_at")
  Instant issuedAt;

  @Column(name = "valid_until")
  Instant validUntil;

  @Column(name = "key_id")
  String keyId;

  /** The compact JWS in ASCII. */
  byte[] jws;
}
