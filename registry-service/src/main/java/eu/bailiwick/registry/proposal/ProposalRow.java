package eu.bailiwick.registry.proposal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;

/** One proposal. */
@Entity
@Table(name = "proposal")
class ProposalRow {

  @Id UUID id;

  @Column(insertable = false, updatable = false)
  long number;

  String author;

  Instant at;

  @Column(name = "expires_at")
  Instant expiresAt;

  @Nullable String reason;

  long revision;

  @Enumerated(EnumType.STRING)
  Proposal.State state;

  @Column(name = "deny_to_permit")
  int denyToPermit;

  @Column(name = "permit_to_deny")
  int permitToDeny;

  @Column(columnDefinition = "jsonb")
  @ColumnTransformer(write = "cast(? as jsonb)")
  String items;

  @Column(columnDefinition = "jsonb")
  @ColumnTransformer(write = "cast(? as jsonb)")
  String flips;

  @Column(name = "decided_by")
  @Nullable String decidedBy;

  @Column(name = "decided_at")
  @Nullable Instant decidedAt;

  @Column(name = "decision_reason")
  @Nullable String decisionReason;

  @Column(name = "applied_revision")
  @Nullable Long appliedRevision;

  /** Without what it is about. */
  Proposal proposal() {
    return new Proposal(
        id,
        number,
        author,
        at,
        expiresAt,
        reason,
        revision,
        state,
        denyToPermit,
        permitToDeny,
        decidedBy,
        decidedAt,
        decisionReason,
        appliedRevision);
  }
}
