package eu.bailiwick.metering.whatif;

import com.fasterxml.jackson.databind.JsonNode;
import eu.bailiwick.metering.event.Bytes;
import eu.bailiwick.metering.motion.Sent;
import eu.bailiwick.metering.motion.SystemLogStore;
import eu.bailiwick.metering.problem.ErrorCode;
import eu.bailiwick.metering.problem.ProblemException;
import eu.bailiwick.metering.query.Cursor;
import eu.bailiwick.metering.storage.PackedValue;
import eu.bailiwick.metering.storage.Rows;
import eu.bailiwick.metering.storage.Sql;
import eu.bailiwick.metering.storage.StorageUnavailableException;
import eu.bailiwick.metering.storage.Transactions;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Keeps jobs, their state and what they found. Blocks; throws {@link StorageUnavailableException}
 * if PostgreSQL does not answer.
 */
@Singleton
final class WhatIfStore {

  /** Jobs that wait or run at once. */
  static final int MOST_OPEN = 10;

  private static final String INSERT =
      """
      INSERT INTO whatif_job (id, state, asked_by, asked_at, purpose, tenant, period_from,
        period_to, change, digest)
      VALUES (?, 'queued', ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String COLUMNS =
      "id, number, state, asked_by, asked_at, purpose, tenant, period_from, period_to, digest,"
          + " started, ended, problem, at_time, examined, undecided, uncomputable, changes";

  private static final String NEXT =
      """
      UPDATE whatif_job SET state = 'running', started = coalesce(started, ?)
      WHERE id = (SELECT id FROM whatif_job WHERE state IN ('queued', 'running')
        ORDER BY number LIMIT 1)
      RETURNING id, tenant, period_from, period_to, change, at_time, at_tenant, at_epoch,
        at_sequence, changes
      """;

  private static final String ADVANCE =
      """
      UPDATE whatif_job SET at_time = ?, at_tenant = ?, at_epoch = ?, at_sequence = ?,
        examined = examined + ?, undecided = undecided + ?, uncomputable = uncomputable + ?,
        changes = changes + ?
      WHERE id = ? AND state = 'running' AND changes = ?
      """;

  private static final String LIST =
      """
      INSERT INTO whatif_change (job, number, time, tenant, request, application, change, was,
        becomes, endpoint)
      SELECT ?, ? + k.n, k.time, k.tenant, k.request, k.application, k.change, k.was, k.becomes,
        k.endpoint
      FROM unnest(?::timestamptz[], ?::text[], ?::uuid[], ?::text[], ?::text[], ?::text[],
        ?::text[], ?::text[]) WITH ORDINALITY
        AS k (time, tenant, request, application, change, was, becomes, endpoint, n)
      """;

  private static final String COUNT =
      """
      INSERT INTO whatif_count (job, tenant, application, change, requests) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (job, tenant, application, change)
      DO UPDATE SET requests = whatif_count.requests + excluded.requests
      """;

  private static final String END =
      """
      UPDATE whatif_job SET state = ?, ended = ?, problem = ?
      WHERE id = ? AND state IN ('queued', 'running')
      """;

  private static final String COUNTS =
      """
      SELECT tenant, application, change, requests FROM whatif_count WHERE job = ?
      ORDER BY tenant, application, change
      """;

  private final Transactions transactions;
  private final SystemLogStore log;
  private final Clock clock;

  WhatIfStore(Transactions transactions, SystemLogStore log, Clock clock) {
    this.transactions = transactions;
    this.log = log;
    this.clock = clock;
  }

  /** A job and its place among jobs. */
  record Placed(long number, Job job) {}

  /**
   * An event of a job's period.
   *
   * @param value its exact bytes; null if they are gone
   * @param counts whether its request counts by this event
   */
  record Row(Cursor position, @Nullable Bytes value, boolean counts) {}

  /**
   * Keeps a job and records it, before it begins.
   *
   * @throws ProblemException if too many wait
   */
  Job ask(
      @Nullable String tenant, Instant from, Instant to, Change change, String by, String purpose) {
    UUID id = UUID.randomUUID();
    String text = change.toString();
    String digest = "sha256:" + new Bytes(text.getBytes(StandardCharsets.UTF_8)).sha256();
    return transactions.run(
        "a job could not be kept",
        connection -> {
          refuseTooMany(connection);
          Rows.update(
              connection,
              INSERT,
              sql ->
                  sql.uuid(id)
                      .text(by)
                      .time(clock.instant())
                      .text(purpose)
                      .text(tenant)
                      .time(from)
                      .time(to)
                      .text(text)
                      .text(digest));
          log.append(
              connection,
              "whatif",
              id,
              SystemLogStore.content()
                  .put("by", by)
                  .put("purpose", purpose)
                  .put("tenant", tenant)
                  .put("from", from.toString())
                  .put("to", to.toString())
                  .put("change", digest));
          return find(connection, id);
        });
  }

  private static void refuseTooMany(Connection connection) throws SQLException {
    long open =
        Rows.list(
                connection,
                "SELECT count(*) AS jobs FROM whatif_job WHERE state IN ('queued', 'running')",
                sql -> sql,
                row -> row.getLong("jobs"))
            .getFirst();
    if (open >= MOST_OPEN) {
      throw new ProblemException(
          ErrorCode.TOO_MUCH, open + " jobs wait already: cancel one, or wait.");
    }
  }

  /** The job that is to be worked on; it runs from now on. */
  Optional<Task> next() {
    return transactions
        .run(
            "a job could not be taken",
            connection ->
                Rows.list(connection, NEXT, sql -> sql.time(clock.instant()), WhatIfStore::task))
        .stream()
        .findFirst();
  }

  /**
   * Events of refusals and attempts, in order.
   *
   * @param tenant null for all
   * @param from first instant
   * @param to first instant behind the last
   * @param after what was gone through before; null if nothing was
   * @param limit how many at most
   */
  List<Row> rows(
      @Nullable String tenant, Instant from, Instant to, @Nullable Cursor after, int limit) {
    String sql =
        events(
            (tenant == null ? "" : " AND e.tenant = ?")
                + (after == null
                    ? ""
                    : " AND (e.time, e.tenant, e.epoch, e.sequence) > (?, ?, ?, ?)"));
    return transactions.run(
        "events could not be read",
        connection ->
            Rows.list(
                connection,
                sql,
                bound -> {
                  bound.time(after == null || after.time().isBefore(from) ? from : after.time());
                  bound.time(to);
                  if (tenant != null) {
                    bound.text(tenant);
                  }
                  if (after != null) {
                    bound.time(after.time()).text(after.tenant());
                    bound.uuid(after.epoch()).number(after.sequence());
                  }
                  return bound.small(limit);
                },
                WhatIfStore::row));
  }

  /**
   * Keeps what came of a portion, and moves on.
   *
   * @return the task from there on; empty if the job was cancelled meanwhile
   */
  Optional<Task> record(Task task, Portion portion) {
    Cursor last = Objects.requireNonNull(portion.last());
    long changes = task.changes() + portion.turned().size();
    boolean moved =
        transactions.run(
            "what came of a portion could not be kept",
            connection -> {
              boolean running =
                  Rows.update(
                          connection,
                          ADVANCE,
                          sql ->
                              sql.time(last.time())
                                  .text(last.tenant())
                                  .uuid(last.epoch())
                                  .number(last.sequence())
                                  .number(portion.examined())
                                  .number(portion.undecided())
                                  .number(portion.uncomputable())
                                  .number((long) portion.turned().size())
                                  .uuid(task.id())
                                  .number(task.changes()))
                      == 1;
              if (running) {
                list(connection, task, portion.turned());
                count(connection, task, portion.counts());
              }
              return running;
            });
    return moved
        ? Optional.of(
            new Task(
                task.id(), task.tenant(), task.from(), task.to(), task.change(), last, changes))
        : Optional.empty();
  }

  private static void list(Connection connection, Task task, List<Portion.Turned> turned)
      throws SQLException {
    if (turned.isEmpty()) {
      return;
    }
    Rows.update(
        connection,
        LIST,
        sql ->
            sql.uuid(task.id())
                .number(task.changes())
                .column("timestamptz", turned, t -> Sql.micros(t.position().time()))
                .column("text", turned, t -> t.position().tenant())
                .column("uuid", turned, t -> t.asked().request())
                .column("text", turned, t -> t.asked().application())
                .column("text", turned, t -> t.turn().kind().word())
                .column("text", turned, t -> t.asked().reason())
                .column("text", turned, t -> t.turn().becomes())
                .column("text", turned, t -> t.asked().endpoint()));
  }

  private static void count(Connection connection, Task task, Map<Portion.Group, Long> counts)
      throws SQLException {
    for (Map.Entry<Portion.Group, Long> each : counts.entrySet()) {
      Portion.Group group = each.getKey();
      Rows.update(
          connection,
          COUNT,
          sql ->
              sql.uuid(task.id())
                  .text(group.tenant())
                  .text(group.application())
                  .text(group.change())
                  .number(each.getValue()));
    }
  }

  /** Ends a job that is open. */
  boolean end(UUID id, String state, @Nullable String problem) {
    return transactions.run(
        "a job could not be ended",
        connection ->
            Rows.update(
                    connection,
                    END,
                    sql -> sql.text(state).time(clock.instant()).text(problem).uuid(id))
                == 1);
  }

  /** Forgets jobs that ended before so long. */
  void forget(Duration kept) {
    transactions.run(
        "old jobs could not be forgotten",
        connection ->
            Rows.update(
                connection,
                "DELETE FROM whatif_job WHERE ended < ?",
                sql -> sql.time(clock.instant().minus(kept))));
  }

  /**
   * One job, with what it asks and its counts.
   *
   * @throws ProblemException if there is none
   */
  Job find(UUID id) {
    return transactions.run("a job could not be read", connection -> find(connection, id));
  }

  private static Job find(Connection connection, UUID id) throws SQLException {
    List<Job.OfApplication> counts =
        Rows.list(
            connection,
            COUNTS,
            sql -> sql.uuid(id),
            row ->
                new Job.OfApplication(
                    row.getString("tenant"),
                    row.getString("application"),
                    row.getString("change"),
                    row.getLong("requests")));
    return Rows.list(
            connection,
            "SELECT change, " + COLUMNS + " FROM whatif_job WHERE id = ?",
            sql -> sql.uuid(id),
            row -> job(row, Change.of(row.getString("change")).json(), counts))
        .stream()
        .findFirst()
        .orElseThrow(Sent::none);
  }

  /**
   * At most {@code limit} jobs, newest first.
   *
   * @param tenants only jobs about one of these; empty for all jobs
   */
  List<Placed> page(Set<String> tenants, long below, int limit) {
    String sql =
        "SELECT "
            + COLUMNS
            + " FROM whatif_job WHERE number < ?"
            + (tenants.isEmpty() ? "" : " AND tenant = ANY (?)")
            + " ORDER BY number DESC LIMIT ?";
    return transactions.run(
        "jobs could not be read",
        connection ->
            Rows.list(
                connection,
                sql,
                bound -> {
                  bound.number(below);
                  if (!tenants.isEmpty()) {
                    bound.texts(List.copyOf(tenants));
                  }
                  return bound.small(limit);
                },
                row -> new Placed(row.getLong("number"), job(row, null, null))));
  }

  /**
   * At most {@code limit} changed requests, in order.
   *
   * @param change how they turn; null for all
   * @param application null for all
   */
  List<Job.Changed> changed(
      UUID job, @Nullable String change, @Nullable String application, long after, int limit) {
    String sql =
        "SELECT number, time, tenant, request, application, change, was, becomes, endpoint"
            + " FROM whatif_change WHERE job = ? AND number > ?"
            + (change == null ? "" : " AND change = ?")
            + (application == null ? "" : " AND application = ?")
            + " ORDER BY number LIMIT ?";
    return transactions.run(
        "changed requests could not be read",
        connection ->
            Rows.list(
                connection,
                sql,
                bound -> {
                  bound.uuid(job).number(after);
                  if (change != null) {
                    bound.text(change);
                  }
                  if (application != null) {
                    bound.text(application);
                  }
                  return bound.small(limit);
                },
                WhatIfStore::changed));
  }

  private static Job.Changed changed(ResultSet row) throws SQLException {
    return new Job.Changed(
        row.getLong("number"),
        Sql.instant(row, "time"),
        row.getString("tenant"),
        Sql.uuid(row, "request"),
        row.getString("application"),
        row.getString("change"),
        row.getString("was"),
        row.getString("becomes"),
        row.getString("endpoint"));
  }

  /**
   * The inner question has nothing that is dear for each row, so that PostgreSQL sees that it is
   * cheapest to begin at the first one. Each request counts once, by its refusal or its first
   * attempt that is known; not by a refusal after attempts.
   */
  private static String events(String further) {
    return """
      SELECT e.time, e.tenant, e.epoch, e.sequence, e.value, CASE WHEN e.type = 'opened'
        THEN e.attempt = 1 OR NOT EXISTS (SELECT FROM event o WHERE o.request = e.request
          AND o.tenant = e.tenant AND o.type = 'opened' AND o.attempt < e.attempt)
        ELSE e.reason <> 'PERMITTED' OR NOT EXISTS (SELECT FROM event o
          WHERE o.request = e.request AND o.tenant = e.tenant AND o.type = 'opened') END AS counts
      FROM (
        SELECT e.time, e.tenant, e.epoch, e.sequence, e.value, e.type, e.attempt, e.request, e.reason
        FROM event e
        WHERE e.time >= ? AND e.time < ?%s AND e.type IN ('denied', 'opened')
        ORDER BY e.time, e.tenant, e.epoch, e.sequence LIMIT ?) e
      ORDER BY e.time, e.tenant, e.epoch, e.sequence
      """
        .formatted(further);
  }

  private static Row row(ResultSet row) throws SQLException {
    byte[] value = row.getBytes("value");
    return new Row(
        new Cursor(
            Sql.instant(row, "time"),
            row.getString("tenant"),
            Sql.uuid(row, "epoch"),
            row.getLong("sequence")),
        value == null ? null : new Bytes(PackedValue.unpack(value)),
        row.getBoolean("counts"));
  }

  private static Task task(ResultSet row) throws SQLException {
    Instant at = instantOrNull(row, "at_time");
    return new Task(
        Sql.uuid(row, "id"),
        row.getString("tenant"),
        Sql.instant(row, "period_from"),
        Sql.instant(row, "period_to"),
        row.getString("change"),
        at == null
            ? null
            : new Cursor(
                at,
                row.getString("at_tenant"),
                Sql.uuid(row, "at_epoch"),
                row.getLong("at_sequence")),
        row.getLong("changes"));
  }

  private static Job job(
      ResultSet row, @Nullable JsonNode change, @Nullable List<Job.OfApplication> counts)
      throws SQLException {
    Instant from = Sql.instant(row, "period_from");
    Instant to = Sql.instant(row, "period_to");
    return new Job(
        Sql.uuid(row, "id"),
        row.getString("state"),
        row.getString("asked_by"),
        Sql.instant(row, "asked_at"),
        row.getString("purpose"),
        row.getString("tenant"),
        from,
        to,
        change,
        row.getString("digest"),
        instantOrNull(row, "started"),
        instantOrNull(row, "ended"),
        row.getString("state").equals("done")
            ? 1
            : progress(from, to, instantOrNull(row, "at_time")),
        row.getLong("examined"),
        row.getLong("changes"),
        row.getLong("undecided"),
        row.getLong("uncomputable"),
        counts == null ? null : new ArrayList<>(counts),
        row.getString("problem"));
  }

  private static double progress(Instant from, Instant to, @Nullable Instant at) {
    return at == null
        ? 0
        : (double) Duration.between(from, at).toMillis()
            / Math.max(1, Duration.between(from, to).toMillis());
  }

  private static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
