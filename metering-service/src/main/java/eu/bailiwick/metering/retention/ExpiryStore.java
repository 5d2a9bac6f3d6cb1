package eu.bailiwick.metering.retention;

import eu.bailiwick.metering.ledger.Ledger;
import eu.bailiwick.metering.ledger.LogId;
import eu.bailiwick.metering.motion.SystemLogStore;
import eu.bailiwick.metering.storage.Rows;
import eu.bailiwick.metering.storage.Sql;
import eu.bailiwick.metering.storage.StorageUnavailableException;
import eu.bailiwick.metering.storage.Transactions;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Finds and destroys what is past its ceiling. Blocks; throws {@link StorageUnavailableException}
 * if PostgreSQL does not answer.
 */
@Singleton
public final class ExpiryStore {

  private static final String TENANTS =
      "SELECT substr(log, 8) AS tenant FROM ledger WHERE log LIKE 'tenant/%' ORDER BY log";

  private static final String SHORTEST =
      "SELECT min(days) AS days FROM ceiling WHERE tenant IN (?, '')";

  /** The ceiling of the tenant and class counts before that of the tenant, then of the class. */
  private static final String PAST_CEILING =
      """
      e.tenant = ? AND e.time < ? AND e.value IS NOT NULL AND e.log_index IS NOT NULL
        AND e.time < (SELECT ?::timestamptz - c.days * interval '1 day' FROM ceiling c
          WHERE c.tenant IN (e.tenant, '') AND c.data_class IN (coalesce(e.data_class, ''), '')
          ORDER BY c.tenant DESC, c.data_class DESC LIMIT 1)
        AND\s""";

  private final Transactions transactions;
  private final HoldStore holds;
  private final DestructionStore destruction;
  private final Ledger ledger;

  public ExpiryStore(
      Transactions transactions, HoldStore holds, DestructionStore destruction, Ledger ledger) {
    this.transactions = transactions;
    this.holds = holds;
    this.destruction = destruction;
    this.ledger = ledger;
  }

  /** All tenants that have a log. */
  List<String> tenants() {
    return transactions.run(
        "tenants could not be read",
        connection -> Rows.list(connection, TENANTS, sql -> sql, row -> row.getString("tenant")));
  }

  /** Whether the run of a day is done. */
  boolean isDone(LocalDate day) {
    return transactions.run(
        "runs of expiry could not be read",
        connection ->
            !Rows.list(
                    connection,
                    "SELECT 1 FROM expiry_run WHERE day = ?::date",
                    sql -> sql.text(day.toString()),
                    row -> true)
                .isEmpty());
  }

  /** Notes that the run of a day is done. */
  void done(LocalDate day, long events, Instant at) {
    transactions.run(
        "a run of expiry could not be noted",
        connection ->
            Rows.update(
                connection,
                "INSERT INTO expiry_run (day, events, done) VALUES (?::date, ?, ?)"
                    + " ON CONFLICT DO NOTHING",
                sql -> sql.text(day.toString()).number(events).time(at)));
  }

  /** The last run; empty before the first. */
  Optional<RetentionReport.Run> lastRun() {
    return transactions.run(
        "runs of expiry could not be read",
        connection ->
            Rows.list(
                    connection,
                    "SELECT day, events, done FROM expiry_run ORDER BY day DESC LIMIT 1",
                    sql -> sql,
                    row ->
                        new RetentionReport.Run(
                            row.getObject("day", LocalDate.class),
                            row.getLong("events"),
                            Sql.instant(row, "done")))
                .stream()
                .findFirst());
  }

  /**
   * Destroys at most {@code limit} events of a tenant, oldest first, and certifies it.
   *
   * @param floor nothing that is younger is destroyed
   * @return how many
   */
  int expire(String tenant, Instant now, Instant floor, int limit, Certificate.Copies copies) {
    return transactions.run(
        "events could not be destroyed",
        connection -> {
          List<Integer> shortest =
              Rows.list(
                  connection,
                  SHORTEST,
                  sql -> sql.text(tenant),
                  row -> row.getObject("days", Integer.class));
          if (shortest.getFirst() == null) {
            return 0;
          }
          UUID id = UUID.randomUUID();
          List<Concern> held = List.copyOf(holds.inForce(connection).values());
          DestructionStore.Destroyed destroyed =
              destruction.expire(
                  connection,
                  PAST_CEILING + ConcernQueries.none(held) + " ORDER BY e.time LIMIT " + limit,
                  sql -> ConcernQueries.bindAll(sql.text(tenant).time(floor).time(now), held),
                  id);
          if (destroyed.events() > 0) {
            LogId log = LogId.tenant(tenant);
            long size = ledger.size(log);
            destruction.certify(
                connection,
                new Certificate(
                    "expiry", id, tenant, "ceiling of retention", SystemLogStore.content()),
                destroyed,
                new Certificate.Tree(size, ledger.root(log, size)),
                copies);
          }
          return destroyed.events();
        });
  }
}
