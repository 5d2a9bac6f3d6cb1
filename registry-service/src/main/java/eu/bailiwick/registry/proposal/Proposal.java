package eu.bailiwick.registry.proposal;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A change that waits, or waited, for a second person.
 *
 * @param number in the order in which they were kept
 * @param author who wants the change, as authenticated
 * @param at when it was kept
 * @param expiresAt first instant at which it can no longer be approved
 * @param reason why, in the author's words; null if none was given
 * @param revision the catalogue's for which it was worked out
 * @param state as stored, or {@link State#EXPIRED}
 * @param denyToPermit how many answers it would turn from deny to permit
 * @param permitToDeny how many answers it would turn from permit to deny
 * @param decidedBy who approved, rejected or withdrew it; null as long as nobody did
 * @param decidedAt when; likewise
 * @param decisionReason why; null if none was given
 * @param appliedRevision the catalogue's revision that it made; null unless approved
 */
record Proposal(
    UUID id,
    @JsonIgnore long number,
    String author,
    Instant at,
    Instant expiresAt,
    @Nullable String reason,
    long revision,
    State state,
    int denyToPermit,
    int permitToDeny,
    @Nullable String decidedBy,
    @Nullable Instant decidedAt,
    @Nullable String decisionReason,
    @Nullable Long appliedRevision) {

  /** What can become of a proposal. */
  enum State {
    OPEN,
    APPROVED,
    REJECTED,
    WITHDRAWN,
    /** Open for too long; never stored. */
    EXPIRED
  }

  /** The same as it is at an instant. */
  Proposal seenAt(Instant now) {
    return new Proposal(
        id,
        number,
        author,
        at,
        expiresAt,
        reason,
        revision,
        state == State.OPEN && !now.isBefore(expiresAt) ? State.EXPIRED : state,
        denyToPermit,
        permitToDeny,
        decidedBy,
        decidedAt,
        decisionReason,
        appliedRevision);
  }
}
