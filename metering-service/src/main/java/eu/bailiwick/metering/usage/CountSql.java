package eu.bailiwick.metering.usage;

import eu.bailiwick.metering.query.Condition;
import eu.bailiwick.metering.query.EventFilter;
import eu.bailiwick.metering.query.Period;
import java.util.ArrayList;
import java.util.List;

/**
 * The statement of one count. Whole days come from the daily counts, the rest from single events;
 * open attempts are few and come from their own table. A request counts where its first attempt
 * does.
 */
final class CountSql {

  private static final String OVER = "e.type IN ('denied', 'closed') AND NOT e.repeats";

  private static final String COUNTED =
      "(" + OVER + " OR (e.type = 'opened' AND " + EventFilter.IS_OPEN + "))";

  private static final String OF_COUNTS =
      """
      coalesce(sum(n.events) FILTER (WHERE NOT e.further), 0) AS requests,
      coalesce(sum(n.events) FILTER (WHERE e.type = 'closed'), 0) AS attempts,
      coalesce(sum(n.events) FILTER (WHERE e.type = 'denied'), 0) AS denied,
      coalesce(sum(n.events) FILTER (WHERE e.outcome = 'completed'), 0) AS completed,
      0 AS open,
      sum(n.prompt_tokens) AS prompt_tokens,
      sum(n.completion_tokens) AS completion_tokens,
      sum(n.total_tokens) AS total_tokens,
      coalesce(sum(n.events) FILTER (WHERE e.usage_source = 'missing'), 0) AS missing,
      sum(n.request_bytes) AS request_bytes,
      sum(n.response_bytes) AS response_bytes
      """;

  private static final String OF_EVENTS =
      """
      count(*) FILTER (WHERE coalesce(e.attempt, 1) = 1) AS requests,
      count(e.attempt) AS attempts,
      count(*) FILTER (WHERE e.type = 'denied') AS denied,
      count(*) FILTER (WHERE e.outcome = 'completed') AS completed,
      count(*) FILTER (WHERE e.type = 'opened') AS open,
      sum(e.prompt_tokens) AS prompt_tokens,
      sum(e.completion_tokens) AS completion_tokens,
      sum(e.total_tokens) AS total_tokens,
      count(*) FILTER (WHERE e.usage_source = 'missing') AS missing,
      sum(e.request_bytes) AS request_bytes,
      sum(e.response_bytes) AS response_bytes
      """;

  private static final String SUMS =
      """
      sum(requests) AS requests, sum(attempts) AS attempts, sum(denied) AS denied,
      sum(completed) AS completed, sum(open) AS open, sum(prompt_tokens) AS prompt_tokens,
      sum(completion_tokens) AS completion_tokens, sum(total_tokens) AS total_tokens,
      sum(missing) AS missing, sum(request_bytes) AS request_bytes,
      sum(response_bytes) AS response_bytes
      """;

  private final Grouping grouping;
  private final EventFilter filter;
  private final Condition more;
  private final List<String> parts = new ArrayList<>();
  private final List<Object> values = new ArrayList<>();

  private CountSql(Grouping grouping, EventFilter filter, Condition more) {
    this.grouping = grouping;
    this.filter = filter;
    this.more = more;
  }

  /** A statement with the values of its variables. */
  record Statement(String sql, List<Object> values) {}

  /**
   * Writes one.
   *
   * @param more a condition on dimensions of events as {@code e} beside the filter
   * @param limit of groups
   */
  static Statement of(Grouping grouping, EventFilter filter, Condition more, int limit) {
    CountSql sql = new CountSql(grouping, filter, more);
    if (filter.isCounted() && grouping.isCounted()) {
      sql.fromCounts();
    } else {
      sql.events(COUNTED, filter.period());
    }
    return new Statement(
        "SELECT %s%sFROM (%s) counted%s%s LIMIT %d"
            .formatted(
                grouping.names(),
                SUMS,
                String.join(" UNION ALL ", sql.parts),
                grouping.groupBy(),
                grouping.orderBy(),
                limit),
        sql.values);
  }

  private void fromCounts() {
    Period whole = filter.period().wholeDays();
    if (whole.isEmpty()) {
      events(OVER, filter.period());
    } else {
      counts(whole);
      Period before = new Period(filter.period().from(), whole.from());
      if (before.from() != null && !before.isEmpty()) {
        events(OVER, before);
      }
      Period after = new Period(whole.to(), filter.period().to());
      if (after.to() != null && !after.isEmpty()) {
        events(OVER, after);
      }
    }
    open();
  }

  /**
   * Counts are added up by one shape for all that are alike in what is counted by, and named after
   * that: there are many days of each shape, and to spell all of them is what takes time.
   */
  private void counts(Period days) {
    Condition condition = condition();
    Condition when = new Condition();
    days.restrict("n.day", when);
    parts.add(
        """
        SELECT %s k.requests, k.attempts, k.denied, k.completed, k.open, k.prompt_tokens,
          k.completion_tokens, k.total_tokens, k.missing, k.request_bytes, k.response_bytes
        FROM (
          SELECT e.alike, n.day, %s
          FROM (
            SELECT e.id, e.type, e.outcome, e.usage_source, e.further,
              min(e.id) OVER (%s) AS alike
            FROM event_shape e WHERE %s AND %s) e
          JOIN event_count n ON n.shape = e.id
          WHERE %s GROUP BY e.alike, n.day) k
        JOIN event_shape e ON e.id = k.alike%s
        """
            .formatted(
                grouping.columns("k.day"),
                OF_COUNTS,
                grouping.partition(),
                OVER,
                condition.sql(),
                when.sql(),
                grouping.join()));
    values.addAll(condition.values());
    values.addAll(when.values());
  }

  private void events(String which, Period period) {
    Condition condition = condition();
    period.restrict("e.time", condition);
    part(grouping.columns("e.time") + OF_EVENTS, "event e" + grouping.join(), which, condition);
  }

  private void open() {
    Condition condition = condition();
    filter.period().restrict("e.time", condition);
    filter.period().restrict("o.time", condition);
    part(
        grouping.columns("e.time") + OF_EVENTS,
        "open_attempt o JOIN event e ON e.tenant = o.tenant AND e.time = o.time"
            + " AND e.request = o.request AND e.attempt = o.attempt"
            + grouping.join(),
        "e.type = 'opened'",
        condition);
  }

  private Condition condition() {
    return filter.dimensions().and(more);
  }

  private void part(String columns, String from, String which, Condition condition) {
    parts.add(
        "SELECT "
            + columns
            + "FROM "
            + from
            + " WHERE "
            + which
            + " AND "
            + condition.sql()
            + grouping.groupBy());
    values.addAll(condition.values());
  }
}
