package eu.bailiwick.metering.arrival;

import eu.bailiwick.metering.event.AttemptId;
import eu.bailiwick.metering.ledger.LockedLogs;
import eu.bailiwick.metering.storage.Sql;
import eu.bailiwick.metering.storage.StorageUnavailableException;
import eu.bailiwick.metering.storage.Transactions;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Finds what did not arrive in time, and records each finding once in the log of its tenant: gaps,
 * attempts whose end will not be told any more, epochs that are over and were not ended. Time
 * counts as far as everything that was put on the topic before it has been read, so that intake
 * that is behind, or was down, finds nothing that is only late in being read. Blocks; throws {@link
 * StorageUnavailableException} if PostgreSQL does not answer.
 */
@Singleton
public final class OverdueStore {

  /** How many findings one transaction records at most. */
  static final int AT_ONCE = 1_000;

  /** After so many heartbeats that did not come, a router is silent. */
  private static final int HEARTBEATS = 3;

  private static final String READ_UNTIL =
      """
      SELECT min(read_until) AS until, count(*) = count(read_until) AS all_known
      FROM intake_offset WHERE topic = ?
      """;

  private static final String GAPS =
      """
      WITH overdue AS (
        SELECT h.epoch, h.tenant, h.first
        FROM hole h JOIN epoch e ON e.epoch = h.epoch AND e.tenant = h.tenant
        WHERE NOT h.logged AND h.since <= ? LIMIT ? FOR UPDATE OF e SKIP LOCKED)
      UPDATE hole h SET logged = true FROM overdue o
      WHERE h.epoch = o.epoch AND h.tenant = o.tenant AND h.first = o.first AND NOT h.logged
      RETURNING h.epoch, h.tenant, h.first, h.last, h.since, h.given_up
      """;

  /**
   * Why an epoch {@code e} is over, if it is. It has four variables: the last moments at which it
   * may have been seen if it has ended, was given up, was succeeded, or owes a heartbeat. A router
   * owes one only while an attempt is open: one without requests is lawfully silent.
   */
  private static final String CAUSE =
      """
      CASE
        WHEN e.ended IS NOT NULL AND e.seen <= ? THEN 'ended'
        WHEN e.seen <= ? AND e.successor IS NOT NULL THEN 'given_up'
        WHEN e.seen <= ? AND EXISTS (SELECT FROM epoch n WHERE n.cell = e.cell
          AND n.router = e.router AND n.begun > e.begun) THEN 'succeeded'
        WHEN e.heartbeat_millis IS NOT NULL
          AND e.seen <= ?::timestamptz - %d * e.heartbeat_millis * interval '1 ms'
          AND EXISTS (SELECT FROM open_attempt a WHERE a.epoch = e.epoch AND a.tenant = e.tenant)
          THEN 'silent'
      END
      """
          .formatted(HEARTBEATS);

  private static final String ABANDONED =
      """
      WITH overdue AS (
        SELECT o.tenant, o.request, o.attempt, c.cause
        FROM open_attempt o JOIN epoch e ON e.epoch = o.epoch AND e.tenant = o.tenant,
        LATERAL (SELECT %s AS cause) c
        WHERE NOT o.abandoned AND c.cause IN ('ended', 'succeeded', 'silent')
        LIMIT ? FOR UPDATE OF o SKIP LOCKED)
      UPDATE open_attempt o SET abandoned = true FROM overdue d
      WHERE o.tenant = d.tenant AND o.request = d.request AND o.attempt = d.attempt
      RETURNING o.tenant, o.request, o.attempt, o.epoch, o.time, d.cause
      """
          .formatted(CAUSE);

  private static final String UNFINISHED =
      """
      WITH overdue AS (
        SELECT e.epoch, e.tenant, c.cause FROM epoch e, LATERAL (SELECT %s AS cause) c
        WHERE e.ended IS NULL AND NOT e.unfinished AND c.cause IS NOT NULL
        LIMIT ? FOR UPDATE OF e SKIP LOCKED)
      UPDATE epoch e SET unfinished = true FROM overdue o
      WHERE e.epoch = o.epoch AND e.tenant = o.tenant
      RETURNING e.epoch, e.tenant, e.router, e.highest, o.cause
      """
          .formatted(CAUSE);

  private final Transactions transactions;
  private final Grace grace;
  private final SecureRandom random;
  private final Clock clock;

  OverdueStore(Transactions transactions, Grace grace, SecureRandom random, Clock clock) {
    this.transactions = transactions;
    this.grace = grace;
    this.random = random;
    this.clock = clock;
  }

  /**
   * Records what is overdue now, at most some of each kind.
   *
   * @param topic of the usage events
   * @param settling how long after the last sign of an epoch that is over something may still come
   * @return how many findings of each kind there were; if many, there may be more
   */
  public Map<String, Integer> record(String topic, Duration settling) {
    return transactions.run(
        "findings could not be recorded",
        connection -> {
          Optional<Instant> until = readUntil(connection, topic);
          List<Finding> findings = new ArrayList<>();
          if (until.isPresent()) {
            findings.addAll(gaps(connection, until.get()));
            findings.addAll(abandoned(connection, until.get(), settling));
            findings.addAll(unfinished(connection, until.get(), settling));
          }
          append(connection, findings);
          return findings.stream()
              .collect(
                  Collectors.toMap(Finding::kind, kind -> 1, Integer::sum, LinkedHashMap::new));
        });
  }

  /** All that was put on the topic before this has been read; empty if nobody knows. */
  private static Optional<Instant> readUntil(Connection connection, String topic)
      throws SQLException {
    try (var statement = connection.prepareStatement(READ_UNTIL)) {
      new Sql(statement).text(topic);
      try (var row = statement.executeQuery()) {
        row.next();
        OffsetDateTime until = row.getObject("until", OffsetDateTime.class);
        return until == null || !row.getBoolean("all_known")
            ? Optional.empty()
            : Optional.of(until.toInstant());
      }
    }
  }

  private List<Finding> gaps(Connection connection, Instant until) throws SQLException {
    try (var statement = connection.prepareStatement(GAPS)) {
      new Sql(statement).time(grace.latestSince(until)).small(AT_ONCE);
      return findings(statement, this::gap);
    }
  }

  private Finding gap(ResultSet row) throws SQLException {
    Hole hole =
        new Hole(
            row.getLong("first"),
            row.getLong("last"),
            Sql.instant(row, "since"),
            row.getBoolean("given_up"),
            true);
    Holes.Of of = new Holes.Of(Sql.uuid(row, "epoch"), row.getString("tenant"), hole);
    return Finding.gap(of, now());
  }

  private List<Finding> abandoned(Connection connection, Instant until, Duration settling)
      throws SQLException {
    try (var statement = connection.prepareStatement(ABANDONED)) {
      over(statement, until, settling).small(AT_ONCE);
      return findings(
          statement,
          row ->
              Finding.abandoned(
                  row.getString("tenant"),
                  new AttemptId(Sql.uuid(row, "request"), row.getInt("attempt")),
                  Sql.uuid(row, "epoch"),
                  Sql.instant(row, "time"),
                  row.getString("cause"),
                  now()));
    }
  }

  private List<Finding> unfinished(Connection connection, Instant until, Duration settling)
      throws SQLException {
    try (var statement = connection.prepareStatement(UNFINISHED)) {
      over(statement, until, settling).small(AT_ONCE);
      return findings(
          statement,
          row ->
              Finding.unfinished(
                  row.getString("tenant"),
                  Sql.uuid(row, "epoch"),
                  row.getString("router"),
                  row.getLong("highest"),
                  row.getString("cause"),
                  now()));
    }
  }

  private Sql over(PreparedStatement statement, Instant until, Duration settling)
      throws SQLException {
    Instant settled = until.minus(settling);
    return new Sql(statement)
        .time(grace.latestSince(until))
        .time(settled)
        .time(settled)
        .time(settled);
  }

  private interface Row {
    Finding read(ResultSet row) throws SQLException;
  }

  private static List<Finding> findings(PreparedStatement statement, Row each) throws SQLException {
    List<Finding> findings = new ArrayList<>();
    try (var rows = statement.executeQuery()) {
      while (rows.next()) {
        findings.add(each.read(rows));
      }
    }
    return findings;
  }

  private void append(Connection connection, List<Finding> findings) throws SQLException {
    LockedLogs logs =
        LockedLogs.lock(
            connection, findings.stream().map(Finding::log).collect(Collectors.toSet()));
    Instant now = now();
    findings.forEach(finding -> logs.append(finding.log(), finding.entry(random), now));
    logs.write();
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
