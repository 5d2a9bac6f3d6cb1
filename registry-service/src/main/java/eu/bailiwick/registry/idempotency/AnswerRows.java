package eu.bailiwick.registry.idempotency;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** Answers by key. Needs a transaction. */
@ApplicationScoped
class AnswerRows implements PanacheRepositoryBase<AnswerRow, AnswerRow.Key> {

  private static final int REMOVED_AT_ONCE = 1000;

  /** Whether this transaction is the only one with the key, and stays it until it ends. */
  boolean tryLock(AnswerRow.Key key) {
    return (Boolean)
        getEntityManager()
            .createNativeQuery(
                "select pg_try_advisory_xact_lock("
                    + "hashtextextended(cast(:text as text), 4711))",
                Boolean.class)
            .setParameter("text", key.actor() + "\n" + key.path() + "\n" + key.key())
            .getSingleResult();
  }

  /** Removes some of those that were kept before {@code end}; waits for nobody. */
  void removeBefore(Instant end) {
    getEntityManager()
        .createNativeQuery(
            "delete from idempotent_answer where (actor, path, key) in ("
                + "select actor, path, key from idempotent_answer where kept_at < :end"
                + " limit :most for update skip locked)")
        .setParameter("end", end)
        .setParameter("most", REMOVED_AT_ONCE)
        .executeUpdate();
  }
}
