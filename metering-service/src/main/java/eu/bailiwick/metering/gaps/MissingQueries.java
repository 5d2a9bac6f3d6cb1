package eu.bailiwick.metering.gaps;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import eu.bailiwick.metering.arrival.Grace;
import eu.bailiwick.metering.ledger.LogId;
import eu.bailiwick.metering.query.Condition;
import eu.bailiwick.metering.query.Database;
import eu.bailiwick.metering.query.Period;
import eu.bailiwick.metering.snapshots.SnapshotContent;
import eu.bailiwick.metering.snapshots.SnapshotContents;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Collects everything that is missing or odd. */
@Singleton
final class MissingQueries {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int NEWEST = 100;

  /** Kinds of entries that are not about something missing or odd. */
  private static final List<String> ORDINARY =
      List.of("change", "query", "export", "refused", "hold", "release", "erasure", "whatif");

  private static final String OF_LEDGER = "FROM ledger_entry e WHERE e.kind <> ALL (?) AND ";

  private final Database database;
  private final SnapshotContents snapshots;
  private final Grace grace;
  private final Clock clock;

  MissingQueries(Database database, SnapshotContents snapshots, Grace grace, Clock clock) {
    this.database = database;
    this.snapshots = snapshots;
    this.grace = grace;
    this.clock = clock;
  }

  /**
   * Collects.
   *
   * @param tenants whose; empty stands for all, and what has no tenant
   */
  MissingReport find(Set<String> tenants, Period period) {
    boolean all = tenants.isEmpty();
    Condition entries = ofLogs(tenants);
    period.restrict("e.at", entries);
    return new MissingReport(
        findings(entries),
        openGaps(tenants),
        count("open_attempt t", of("t.tenant", tenants)),
        all ? count("dead_letter", new Condition()) : null,
        all ? count("named_snapshot n", unarchived()) : null,
        unregistered(tenants, period),
        newest(entries));
  }

  private static Condition ofLogs(Set<String> tenants) {
    if (!tenants.isEmpty()) {
      List<String> logs = tenants.stream().map(id -> LogId.tenant(id).toString()).toList();
      return new Condition().and("e.log = ANY (?)", logs);
    }
    return new Condition().and("e.log <> ?", LogId.CELL.toString());
  }

  private static Condition of(String column, Set<String> tenants) {
    return tenants.isEmpty()
        ? new Condition()
        : new Condition().and(column + " = ANY (?)", List.copyOf(tenants));
  }

  private static Condition unarchived() {
    return new Condition().and("NOT EXISTS (SELECT FROM snapshot s WHERE s.digest = n.digest)");
  }

  private List<MissingReport.Finding> findings(Condition entries) {
    return database.query(
        "SELECT e.log, e.kind, count(*) AS count, min(e.at) AS first_at, max(e.at) AS last_at "
            + OF_LEDGER
            + entries.sql()
            + " GROUP BY 1, 2 ORDER BY 1, 2 LIMIT 1000",
        values(entries),
        row ->
            new MissingReport.Finding(
                row.getString("log"),
                row.getString("kind"),
                row.getLong("count"),
                time(row, "first_at"),
                time(row, "last_at")));
  }

  private List<MissingReport.Entry> newest(Condition entries) {
    return database.query(
        "SELECT e.log, e.index, e.kind, e.about, e.at, e.content "
            + OF_LEDGER
            + entries.sql()
            + " ORDER BY e.at DESC, e.log, e.index DESC LIMIT "
            + NEWEST,
        values(entries),
        row ->
            new MissingReport.Entry(
                row.getString("log"),
                row.getLong("index"),
                row.getString("kind"),
                row.getString("about"),
                time(row, "at"),
                json(row.getBytes("content"))));
  }

  private static List<Object> values(Condition entries) {
    return Stream.concat(Stream.<Object>of(ORDINARY), entries.values().stream()).toList();
  }

  private long openGaps(Set<String> tenants) {
    Condition condition = of("h.tenant", tenants);
    condition.and("h.since <= ?", grace.latestSince(clock.instant()).atOffset(ZoneOffset.UTC));
    return database
        .query(
            "SELECT coalesce(sum(h.last - h.first + 1), 0) AS count FROM hole h WHERE "
                + condition.sql(),
            condition.values(),
            row -> row.getLong("count"))
        .getFirst();
  }

  private long count(String table, Condition condition) {
    return database
        .query(
            "SELECT count(*) AS count FROM " + table + " WHERE " + condition.sql(),
            condition.values(),
            row -> row.getLong("count"))
        .getFirst();
  }

  /** Without an archived snapshot nothing is known to be registered. */
  private List<MissingReport.Producer> unregistered(Set<String> tenants, Period period) {
    Optional<SnapshotContent> latest = snapshots.latest();
    Condition condition = of("e.tenant", tenants).and("e.type = 'announced'");
    period.days().restrict("n.day", condition);
    return database
        .query(
            "SELECT e.router, e.router_site, sum(n.events) AS count"
                + " FROM event_shape e JOIN event_count n ON n.shape = e.id WHERE "
                + condition.sql()
                + " GROUP BY 1, 2 ORDER BY 1, 2",
            condition.values(),
            row ->
                new MissingReport.Producer(
                    row.getString("router"), row.getString("router_site"), row.getLong("count")))
        .stream()
        .filter(each -> latest.filter(now -> now.isOfCell(each.site())).isEmpty())
        .toList();
  }

  private static Instant time(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static @Nullable JsonNode json(byte @Nullable [] content) {
    try {
      return content == null ? null : JSON.readTree(content);
    } catch (IOException e) {
      return null;
    }
  }
}
