package eu.bailiwick.metering.registers;

import eu.bailiwick.metering.ledger.LogId;
import eu.bailiwick.metering.query.Condition;
import eu.bailiwick.metering.query.Database;
import eu.bailiwick.metering.query.Period;
import eu.bailiwick.metering.usage.Grouping;
import eu.bailiwick.metering.usage.Totals;
import eu.bailiwick.metering.usage.UsageQueries;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts again what the rows of a register have to add up to, another way. */
@Singleton
final class ReconciliationQueries {

  /** All three as of one instant. */
  private static final String TREE =
      """
      SELECT coalesce((SELECT size FROM ledger WHERE log = ?), 0) AS size,
        coalesce((SELECT sum(n.events) FROM event_shape s JOIN event_count n ON n.shape = s.id
          WHERE s.tenant = ?), 0) AS events,
        (SELECT count(*) FROM ledger_entry WHERE log = ?) AS findings
      """;

  private static final String WHOLE_DAYS =
      """
      SELECT e.type, e.repeats, sum(n.events) AS events
      FROM event_shape e JOIN event_count n ON n.shape = e.id WHERE
      """;

  private static final String PARTS_OF_DAYS =
      "SELECT e.type, e.repeats, count(*) AS events FROM event e WHERE ";

  private final Database database;
  private final UsageQueries usage;

  ReconciliationQueries(Database database, UsageQueries usage) {
    this.database = database;
    this.usage = usage;
  }

  /** The events of the tenant's log. */
  record Tree(long size, long events, long findings) {}

  Tree tree(String tenant) {
    String log = LogId.tenant(tenant).toString();
    return database
        .query(
            TREE,
            List.of(log, tenant, log),
            row -> new Tree(row.getLong("size"), row.getLong("events"), row.getLong("findings")))
        .getFirst();
  }

  /** Attempts and refusals of the period. */
  Totals totals(Scope scope) {
    return usage
        .count(new Grouping(List.of(), null), scope.filter(), new Condition())
        .getFirst()
        .totals();
  }

  Reconciliation.Events events(Scope scope) {
    Period all = new Period(scope.from(), scope.to());
    Period whole = all.wholeDays();
    Map<String, Long> counts = new HashMap<>();
    if (whole.isEmpty()) {
      add(counts, PARTS_OF_DAYS, "e.time", scope, all);
    } else {
      add(counts, WHOLE_DAYS, "n.day", scope, whole);
      add(counts, PARTS_OF_DAYS, "e.time", scope, new Period(all.from(), whole.from()));
      add(counts, PARTS_OF_DAYS, "e.time", scope, new Period(whole.to(), all.to()));
    }
    return new Reconciliation.Events(
        counts.getOrDefault("announced", 0L),
        counts.getOrDefault("opened", 0L),
        counts.getOrDefault("closed", 0L),
        counts.getOrDefault("closed again", 0L),
        counts.getOrDefault("denied", 0L),
        counts.getOrDefault("ended", 0L));
  }

  private void add(
      Map<String, Long> counts, String sql, String column, Scope scope, Period period) {
    if (period.isEmpty()) {
      return;
    }
    Condition condition = scope.filter().dimensions();
    period.restrict(column, condition);
    database
        .query(
            sql + condition.sql() + " GROUP BY 1, 2",
            condition.values(),
            row ->
                Map.entry(
                    row.getString("type") + (row.getBoolean("repeats") ? " again" : ""),
                    row.getLong("events")))
        .forEach(each -> counts.merge(each.getKey(), each.getValue(), Long::sum));
  }
}
