package eu.bailiwick.metering.receipt;

import eu.bailiwick.metering.storage.Sql;
import eu.bailiwick.metering.storage.StorageUnavailableException;
import eu.bailiwick.metering.storage.Transactions;
import jakarta.inject.Singleton;
import java.time.Instant;

/** Keeps the receipts that have no event: what somebody should look at. */
@Singleton
final class UnmatchedStore {

  /** Anybody can write receipts, so there is an end to it. */
  private static final String KEEP =
      """
      INSERT INTO unmatched_receipt (request, epoch, sequence, commitment, known, first_seen, last_seen)
      SELECT ?, ?, ?, ?, ?, ?, ? WHERE (SELECT count(*) FROM unmatched_receipt) < 10000
      ON CONFLICT (request, epoch, sequence, commitment) DO UPDATE
      SET known = excluded.known, last_seen = excluded.last_seen
      """;

  private final Transactions transactions;

  UnmatchedStore(Transactions transactions) {
    this.transactions = transactions;
  }

  /**
   * Keeps one.
   *
   * @param knownEpoch whether anything of its epoch ever arrived
   * @return whether there was room
   * @throws StorageUnavailableException if that is not known to have succeeded
   */
  boolean keep(Receipt receipt, boolean knownEpoch, Instant now) {
    return transactions.run(
        "a receipt without an event could not be recorded",
        connection -> {
          try (var statement = connection.prepareStatement(KEEP)) {
            new Sql(statement)
                .uuid(receipt.request())
                .uuid(receipt.epoch())
                .number(receipt.sequence())
                .bytes(receipt.commitment())
                .flag(knownEpoch)
                .time(now)
                .time(now);
            return statement.executeUpdate() > 0;
          }
        });
  }
}
