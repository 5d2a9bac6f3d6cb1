package eu.bailiwick.metering.gaps;

import eu.bailiwick.metering.arrival.Grace;
import eu.bailiwick.metering.gaps.GapPage.Gap;
import eu.bailiwick.metering.query.Condition;
import eu.bailiwick.metering.query.Cursor;
import eu.bailiwick.metering.query.Database;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds gaps: those that are open, and the numbers that filled one late. */
@Singleton
final class GapQueries {

  private static final String SELECT =
      """
      WITH gap AS (
        SELECT epoch, tenant, first, last, since, 'open' AS state, given_up, NULL::timestamptz AS filled
        FROM hole WHERE since <= ?
        UNION ALL
        SELECT epoch, tenant, sequence, sequence, since, 'filled', given_up, filled
        FROM late_fill)
      SELECT g.*, e.router FROM gap g JOIN epoch e ON e.epoch = g.epoch AND e.tenant = g.tenant
      WHERE
      """;

  private static final String NEWEST_FIRST =
      """
      ORDER BY g.since DESC, g.tenant DESC, g.epoch DESC, g.first DESC LIMIT ?
      """;

  private final Database database;
  private final Grace grace;
  private final Clock clock;

  GapQueries(Database database, Grace grace, Clock clock) {
    this.database = database;
    this.grace = grace;
    this.clock = clock;
  }

  /** At most {@code limit} gaps as {@code g}, newest first, behind {@code after} if it is given. */
  List<Gap> find(Condition condition, Optional<Cursor> after, int limit) {
    after.ifPresent(
        cursor ->
            condition.and(
                "(g.since, g.tenant, g.epoch, g.first) < (?, ?, ?, ?)",
                cursor.time().atOffset(ZoneOffset.UTC),
                cursor.tenant(),
                cursor.epoch(),
                cursor.sequence()));
    List<Object> values = new ArrayList<>();
    values.add(grace.latestSince(clock.instant()).atOffset(ZoneOffset.UTC));
    values.addAll(condition.values());
    values.add(limit);
    return database.query(SELECT + condition.sql() + "\n" + NEWEST_FIRST, values, GapQueries::gap);
  }

  private static Gap gap(ResultSet row) throws SQLException {
    return new Gap(
        row.getObject("epoch", UUID.class),
        row.getString("tenant"),
        row.getString("router"),
        row.getLong("first"),
        row.getLong("last"),
        row.getObject("since", OffsetDateTime.class).toInstant(),
        row.getString("state"),
        row.getBoolean("given_up"),
        instant(row.getObject("filled", OffsetDateTime.class)));
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }
}
