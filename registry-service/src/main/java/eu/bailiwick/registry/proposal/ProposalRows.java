package eu.bailiwick.registry.proposal;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Proposals. Needs a transaction. */
@ApplicationScoped
class ProposalRows implements PanacheRepositoryBase<ProposalRow, UUID> {

  private static final String SUMMARY =
      "select new eu.bailiwick.registry.proposal.Proposal(p.id, p.number, p.author, p.at,"
          + " p.expiresAt, p.reason, p.revision, p.state, p.denyToPermit, p.permitToDeny,"
          + " p.decidedBy, p.decidedAt, p.decisionReason, p.appliedRevision)"
          + " from ProposalRow p where p.number < :before";

  /** One proposal that nobody else decides on until the transaction ends. */
  Optional<ProposalRow> lock(UUID id) {
    return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE);
  }

  /** An open proposal of the same author about just the same. */
  Optional<UUID> openLike(String author, String items, Instant now) {
    List<?> found =
        getEntityManager()
            .createNativeQuery(
                "select id from proposal where author = :author and state = 'OPEN'"
                    + " and expires_at > :now and items = cast(:items as jsonb) limit 1",
                UUID.class)
            .setParameter("author", author)
            .setParameter("now", now)
            .setParameter("items", items)
            .getResultList();
    return found.stream().map(UUID.class::cast).findFirst();
  }

  /**
   * Proposals without what they are about, newest first.
   *
   * @param before only those with a smaller number
   * @param state as seen at {@code now}; null for all
   */
  List<Proposal> page(long before, Proposal.@Nullable State state, Instant now, int limit) {
    String condition = state == null ? "" : condition(state);
    TypedQuery<Proposal> query =
        getEntityManager()
            .createQuery(SUMMARY + condition + " order by p.number desc", Proposal.class)
            .setParameter("before", before)
            .setMaxResults(limit);
    if (state != null) {
      query.setParameter("state", state == Proposal.State.EXPIRED ? Proposal.State.OPEN : state);
    }
    if (condition.contains(":now")) {
      query.setParameter("now", now);
    }
    return query.getResultList();
  }

  private static String condition(Proposal.State state) {
    return switch (state) {
      case OPEN -> " and p.state = :state and p.expiresAt > :now";
      case EXPIRED -> " and p.state = :state and p.expiresAt <= :now";
      case APPROVED, REJECTED, WITHDRAWN -> " and p.state = :state";
    };
  }
}
