package eu.bailiwick.registry.revocation;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** One revocation: who, why, and the signed message. */
@Entity
@Table(name = "revocation_delta")
class DeltaRow {

  /** Id of the revocation. */
  @Id String id;

  long revision;

  Instant at;

  String actor;

  String reason;

  String jws;
}
