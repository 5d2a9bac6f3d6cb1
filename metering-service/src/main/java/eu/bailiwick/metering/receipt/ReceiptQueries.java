package eu.bailiwick.metering.receipt;

import eu.bailiwick.metering.ledger.LogId;
import eu.bailiwick.metering.query.Database;
import eu.bailiwick.metering.storage.Sql;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the events of receipts. */
@Singleton
final class ReceiptQueries {

  private static final String EVENT =
      """
      SELECT tenant, log_index, type, time FROM event
      WHERE request = ? AND epoch = ? AND sequence = ? AND log_index IS NOT NULL
      """;

  private static final String OF_THAT_TIME = " AND time BETWEEN ? AND ?";

  private static final String EPOCH = "SELECT 1 AS known FROM epoch WHERE epoch = ? LIMIT 1";

  /** An event of a request has its time from the same clock; this much later it is none. */
  private static final Duration LONGEST = Duration.ofDays(2);

  private final Database database;

  ReceiptQueries(Database database) {
    this.database = database;
  }

  /** The event with this request, epoch and number. */
  Optional<RecordedEvent> event(Receipt receipt) {
    List<Object> values =
        new ArrayList<>(List.of(receipt.request(), receipt.epoch(), receipt.sequence()));
    Optional<Instant> made = receipt.made(); // so that few days are searched
    made.ifPresent(
        time -> {
          values.add(Sql.micros(time.minus(LONGEST)));
          values.add(Sql.micros(time.plus(LONGEST)));
        });
    return database
        .query(
            made.isPresent() ? EVENT + OF_THAT_TIME : EVENT,
            values,
            row ->
                new RecordedEvent(
                    LogId.tenant(row.getString("tenant")),
                    row.getLong("log_index"),
                    row.getString("type"),
                    Sql.instant(row, "time")))
        .stream()
        .findFirst();
  }

  /** Whether anything of that epoch ever arrived. */
  boolean isKnownEpoch(Receipt receipt) {
    return !database.query(EPOCH, List.of(receipt.epoch()), row -> true).isEmpty();
  }
}
