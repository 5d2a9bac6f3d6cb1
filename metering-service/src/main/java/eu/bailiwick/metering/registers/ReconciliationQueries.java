package eu.bailiwick.metering.registers;

import eu.bailiwick.metering.ledger.LogId;
import eu.bailiwick.metering.query.Condition;
import eu.bailiwick.metering.query.Database;
import eu.bailiwick.metering.query.Period;
import eu.bailiwick.metering.usage.Grouping;
import eu.bailiwick.metering.usage.Totals;
import eu.bailiwick.metering.usage.UsageQueries;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts again what the rows of a register have to add up to, another way. */
@Singleton
final class ReconciliationQueries {

  private static final String PARTS_OF_DAYS =
      "SELECT e.type, e.repeats, count(*) AS events FROM event e WHERE e.tenant = ? AND ";

  private final Database database;
  private final UsageQueries usage;

  ReconciliationQueries(Database database, UsageQueries usage) {
    this.database = database;
    this.usage = usage;
  }

  /**
   * What the tenant's log holds.
   *
   * @param size of its tree
   * @param ever events that are counted for the tenant, of any time
   * @param findings entries about them
   * @param events of the period
   */
  record Log(long size, long ever, long findings, Reconciliation.Events events) {}

  /** Attempts and refusals of the period. */
  Totals totals(Scope scope) {
    return usage
        .count(new Grouping(List.of(), null), scope.filter(), new Condition())
        .getFirst()
        .totals();
  }

  Log log(Scope scope) {
    Period all = new Period(scope.from(), scope.to());
    Period whole = all.wholeDays();
    Map<String, Long> events = new HashMap<>();
    if (whole.isEmpty()) {
      addParts(events, scope, all);
    } else {
      addParts(events, scope, new Period(all.from(), whole.from()));
      addParts(events, scope, new Period(whole.to(), all.to()));
    }
    Condition days = new Condition();
    if (whole.isEmpty()) {
      days.and("false");
    } else {
      whole.restrict("n.day", days);
    }
    String log = LogId.tenant(scope.tenant()).toString();
    List<Object> values = new ArrayList<>(List.of(log, log));
    values.addAll(days.values());
    values.add(scope.tenant());
    List<Counted> counted = database.query(counts(days), values, ReconciliationQueries::counted);
    counted.forEach(each -> events.merge(each.type(), each.events(), Long::sum));
    return new Log(
        counted.getFirst().size(),
        counted.stream().mapToLong(Counted::ever).sum(),
        counted.getFirst().findings(),
        byType(events));
  }

  /**
   * Tree and counts of whole days as of one instant. A row of each type; one of nothing if there is
   * no event, so that the tree's size is there in any case.
   */
  private static String counts(Condition days) {
    return """
      SELECT t.size, t.findings, e.type, e.repeats, coalesce(e.ever, 0) AS ever,
        coalesce(e.events, 0) AS events
      FROM (
        SELECT coalesce((SELECT size FROM ledger WHERE log = ?), 0) AS size,
          (SELECT count(*) FROM ledger_entry WHERE log = ?) AS findings) t
      LEFT JOIN (
        SELECT s.type, s.repeats, sum(n.events) AS ever, sum(n.events) FILTER (WHERE %s) AS events
        FROM event_shape s JOIN event_count n ON n.shape = s.id
        WHERE s.tenant = ?
        GROUP BY 1, 2) e ON true
      """
        .formatted(days.sql());
  }

  private record Counted(long size, long findings, String type, long ever, long events) {}

  private static Counted counted(ResultSet row) throws SQLException {
    return new Counted(
        row.getLong("size"),
        row.getLong("findings"),
        typeOf(row),
        row.getLong("ever"),
        row.getLong("events"));
  }

  private static String typeOf(ResultSet row) throws SQLException {
    return row.getString("type") + (row.getBoolean("repeats") ? " again" : "");
  }

  private static Reconciliation.Events byType(Map<String, Long> events) {
    return new Reconciliation.Events(
        events.getOrDefault("announced", 0L),
        events.getOrDefault("opened", 0L),
        events.getOrDefault("closed", 0L),
        events.getOrDefault("closed again", 0L),
        events.getOrDefault("denied", 0L),
        events.getOrDefault("ended", 0L));
  }

  private void addParts(Map<String, Long> events, Scope scope, Period period) {
    if (period.isEmpty()) {
      return;
    }
    Condition condition = new Condition();
    period.restrict("e.time", condition);
    List<Object> values = new ArrayList<>(List.of(scope.tenant()));
    values.addAll(condition.values());
    database
        .query(
            PARTS_OF_DAYS + condition.sql() + " GROUP BY 1, 2",
            values,
            row -> Map.entry(typeOf(row), row.getLong("events")))
        .forEach(each -> events.merge(each.getKey(), each.getValue(), Long::sum));
  }
}
