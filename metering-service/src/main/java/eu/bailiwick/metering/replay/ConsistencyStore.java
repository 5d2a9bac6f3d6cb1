package eu.bailiwick.metering.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bailiwick.metering.event.Bytes;
import eu.bailiwick.metering.ledger.Appending;
import eu.bailiwick.metering.ledger.Entry;
import eu.bailiwick.metering.ledger.LogId;
import eu.bailiwick.metering.storage.PackedValue;
import eu.bailiwick.metering.storage.Rows;
import eu.bailiwick.metering.storage.Sql;
import eu.bailiwick.metering.storage.StorageUnavailableException;
import eu.bailiwick.metering.storage.Transactions;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far each tenant's log was gone through, and what was found; a mismatch is an entry of that
 * log, appended in the transaction that moves on. Blocks; throws {@link
 * StorageUnavailableException} if PostgreSQL does not answer.
 */
@Singleton
final class ConsistencyStore {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SALT_BYTES = 32;

  private static final String BEHIND =
      """
      SELECT substr(l.log, 8) AS tenant, coalesce(c.next, 0) AS next, l.size
      FROM ledger l LEFT JOIN consistency c ON c.tenant = substr(l.log, 8)
      WHERE l.log LIKE 'tenant/%' AND l.size > coalesce(c.next, 0)
      ORDER BY l.log LIMIT ?
      """;

  private static final String ROWS =
      """
      SELECT e.log_index, e.time, e.stored, e.type, e.value FROM event e
      WHERE e.tenant = ? AND e.log_index >= ? AND e.log_index < ?
      ORDER BY e.log_index
      """;

  private static final String ROW =
      """
      SELECT e.log_index, e.time, e.stored, e.type, e.value FROM event e
      WHERE e.tenant = ? AND e.log_index = ? AND e.time = ?
      """;

  private static final String BEGIN =
      """
      INSERT INTO consistency (tenant, next, confirmed, undecided, mismatches, looked)
      VALUES (?, 0, 0, 0, 0, ?) ON CONFLICT DO NOTHING
      """;

  private static final String MOVE =
      """
      UPDATE consistency SET next = ?, confirmed = confirmed + ?, undecided = undecided + ?,
        mismatches = mismatches + ?, until = coalesce(?, until), looked = ?
      WHERE tenant = ? AND next = ?
      """;

  private static final String MISMATCH =
      """
      INSERT INTO mismatch (tenant, index, request, time, entry, differences, noticed)
      VALUES (?, ?, ?, ?, ?, ?::jsonb, ?) ON CONFLICT DO NOTHING
      """;

  private static final String LISTED =
      """
      INSERT INTO uncomputable (tenant, index, request, time, cause, detail, snapshot, noticed)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (tenant, index) DO UPDATE SET cause = excluded.cause, detail = excluded.detail
      """;

  private static final String ARRIVED =
      """
      SELECT u.tenant, u.index, u.time FROM uncomputable u
      WHERE u.cause = 'snapshot_missing'
        AND EXISTS (SELECT FROM snapshot s WHERE s.digest = u.snapshot)
      ORDER BY u.tenant, u.index LIMIT ?
      """;

  private static final String UNLIST = "DELETE FROM uncomputable WHERE tenant = ? AND index = ?";

  private static final String COUNT =
      """
      UPDATE consistency SET confirmed = confirmed + ?, undecided = undecided + ?,
        mismatches = mismatches + ?
      WHERE tenant = ?
      """;

  private static final String TOTALS =
      """
      SELECT (SELECT coalesce(sum(mismatches), 0) FROM consistency) AS mismatches,
        (SELECT count(*) FROM uncomputable) AS uncomputable,
        (SELECT coalesce(sum(l.size - coalesce(c.next, 0)), 0) FROM ledger l
          LEFT JOIN consistency c ON c.tenant = substr(l.log, 8)
          WHERE l.log LIKE 'tenant/%') AS behind
      """;

  private final Transactions transactions;
  private final SecureRandom random;
  private final Clock clock;

  ConsistencyStore(Transactions transactions, SecureRandom random, Clock clock) {
    this.transactions = transactions;
    this.random = random;
    this.clock = clock;
  }

  /** A log that grew since it was gone through. */
  record Behind(String tenant, long next, long size) {}

  /**
   * The row of an event.
   *
   * @param stored when it was
   * @param value its exact bytes; null if they are gone
   */
  record Row(long index, Instant time, Instant stored, String type, @Nullable Bytes value) {}

  /** An event whose snapshot was missing and has come. */
  record Arrived(String tenant, long index, Instant time) {}

  /**
   * What there is in all.
   *
   * @param behind entries that were not gone through yet
   */
  record Totals(long mismatches, long uncomputable, long behind) {}

  /** At most {@code limit} logs that grew. */
  List<Behind> behind(int limit) {
    return list(
        BEHIND,
        sql -> sql.small(limit),
        row -> new Behind(row.getString("tenant"), row.getLong("next"), row.getLong("size")));
  }

  /** The events of a part of a tenant's log, in order. */
  List<Row> rows(String tenant, long from, long to) {
    return list(ROWS, sql -> sql.text(tenant).number(from).number(to), ConsistencyStore::row);
  }

  /** The row of one event, if it is there. */
  List<Row> row(Arrived arrived) {
    return list(
        ROW,
        sql -> sql.text(arrived.tenant()).number(arrived.index()).time(arrived.time()),
        ConsistencyStore::row);
  }

  /** At most {@code limit} events whose snapshots have come. */
  List<Arrived> arrived(int limit) {
    return list(
        ARRIVED,
        sql -> sql.small(limit),
        row ->
            new Arrived(row.getString("tenant"), row.getLong("index"), Sql.instant(row, "time")));
  }

  Totals totals() {
    return list(
            TOTALS,
            sql -> sql,
            row ->
                new Totals(
                    row.getLong("mismatches"), row.getLong("uncomputable"), row.getLong("behind")))
        .getFirst();
  }

  /**
   * Moves on by a stretch and keeps what was found in it.
   *
   * @return false if somebody else moved on before; then nothing is changed
   */
  boolean record(Stretch stretch) {
    return transactions.run(
        "what was recomputed could not be recorded",
        connection -> {
          begin(connection, stretch.tenant());
          if (!move(connection, stretch)) {
            return false;
          }
          keep(connection, stretch.tenant(), stretch.decisions());
          return true;
        });
  }

  /** Takes a decision off the list and counts what came of it, or lists it anew. */
  void settle(String tenant, Examined examined) {
    transactions.run(
        "what was recomputed could not be recorded",
        connection -> {
          boolean listed =
              Rows.update(connection, UNLIST, sql -> sql.text(tenant).number(examined.index()))
                  == 1;
          if (listed) {
            Stretch one = new Stretch(tenant, 0, 0, List.of(examined), null);
            Rows.update(connection, COUNT, sql -> counts(sql, one).text(tenant));
            keep(connection, tenant, List.of(examined));
          }
          return listed;
        });
  }

  private void begin(Connection connection, String tenant) throws SQLException {
    Rows.update(connection, BEGIN, sql -> sql.text(tenant).time(now()));
  }

  private boolean move(Connection connection, Stretch stretch) throws SQLException {
    return Rows.update(
            connection,
            MOVE,
            sql ->
                counts(sql.number(stretch.to()), stretch)
                    .time(stretch.until())
                    .time(now())
                    .text(stretch.tenant())
                    .number(stretch.from()))
        == 1;
  }

  private static Sql counts(Sql sql, Stretch stretch) throws SQLException {
    return sql.number(stretch.count(Verdict.Confirmed.class))
        .number(stretch.count(Verdict.Undecided.class))
        .number(stretch.count(Verdict.Mismatch.class));
  }

  private void keep(Connection connection, String tenant, List<Examined> decisions)
      throws SQLException {
    @Nullable Appending log = null;
    for (Examined each : decisions) {
      if (each.verdict() instanceof Verdict.Mismatch mismatch) {
        log = log == null ? Appending.lock(connection, LogId.tenant(tenant)) : log;
        keep(connection, log, tenant, each, mismatch);
      } else if (each.verdict() instanceof Verdict.Uncomputable uncomputable) {
        list(connection, tenant, each, uncomputable);
      }
    }
  }

  private void keep(
      Connection connection,
      Appending log,
      String tenant,
      Examined examined,
      Verdict.Mismatch mismatch)
      throws SQLException {
    Instant now = now();
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    String request = String.valueOf(examined.request());
    Bytes content = content(examined, mismatch, now);
    long entry = log.append(new Entry("mismatch", request, now, new Bytes(salt), content), now);
    Rows.update(
        connection,
        MISMATCH,
        sql ->
            sql.text(tenant)
                .number(examined.index())
                .uuid(examined.request())
                .time(examined.time())
                .number(entry)
                .text(json(mismatch.differences()))
                .time(now));
  }

  /** Names the event by its place, and nobody: it outlives the event. */
  private static Bytes content(Examined examined, Verdict.Mismatch mismatch, Instant now) {
    ObjectNode content = JSON.createObjectNode();
    content.put("request", String.valueOf(examined.request()));
    content.put("index", examined.index());
    content.put("time", examined.time().toString());
    content.put("snapshot", examined.snapshot());
    content.set("differences", JSON.valueToTree(mismatch.differences()));
    content.put("noticed", now.toString());
    return new Bytes(json(content).getBytes(StandardCharsets.UTF_8));
  }

  private void list(
      Connection connection, String tenant, Examined examined, Verdict.Uncomputable uncomputable)
      throws SQLException {
    Rows.update(
        connection,
        LISTED,
        sql ->
            sql.text(tenant)
                .number(examined.index())
                .uuid(examined.request())
                .time(examined.time())
                .text(uncomputable.cause().code())
                .text(uncomputable.detail())
                .text(examined.snapshot())
                .time(now()));
  }

  private static Row row(ResultSet row) throws SQLException {
    byte[] value = row.getBytes("value");
    return new Row(
        row.getLong("log_index"),
        Sql.instant(row, "time"),
        Sql.instant(row, "stored"),
        row.getString("type"),
        value == null ? null : new Bytes(PackedValue.unpack(value)));
  }

  private <T> List<T> list(String sql, Rows.Binding binding, Rows.Reading<T> reading) {
    return transactions.run(
        "logs could not be read", connection -> Rows.list(connection, sql, binding, reading));
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(value.getClass() + " cannot be written as JSON", e);
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
