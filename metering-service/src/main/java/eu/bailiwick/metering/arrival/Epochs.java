package eu.bailiwick.metering.arrival;

import eu.bailiwick.metering.event.Envelope;
import eu.bailiwick.metering.event.Predecessor;
import eu.bailiwick.metering.event.UsageEvent;
import eu.bailiwick.metering.event.UsageEvent.Announced;
import eu.bailiwick.metering.event.UsageEvent.Ended;
import eu.bailiwick.metering.storage.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keeps, for each (epoch, tenant), the highest known number and the holes below it. */
final class Epochs {

  private static final String LOCK =
      """
      INSERT INTO epoch (epoch, tenant, cell, router, begun, highest, seen)
      SELECT k.epoch, k.tenant, k.cell, k.router, k.begun, -1, ?
      FROM unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::timestamptz[])
        AS k (epoch, tenant, cell, router, begun)
      ON CONFLICT (epoch, tenant) DO UPDATE SET seen = excluded.seen
      RETURNING epoch, tenant, highest, latest
      """;

  private static final String RAISE =
      """
      UPDATE epoch e SET highest = k.highest, ended = coalesce(k.ended, e.ended),
        heartbeat_millis = coalesce(k.heartbeat_millis, e.heartbeat_millis),
        latest = coalesce(k.latest, e.latest), successor = coalesce(k.successor, e.successor)
      FROM unnest(?::uuid[], ?::text[], ?::bigint[], ?::timestamptz[], ?::bigint[],
          ?::timestamptz[], ?::uuid[])
        AS k (epoch, tenant, highest, ended, heartbeat_millis, latest, successor)
      WHERE e.epoch = k.epoch AND e.tenant = k.tenant
      """;

  /** Names one (epoch, tenant). */
  private record Key(UUID epoch, String tenant) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byEpoch = epoch.compareTo(other.epoch);
      return byEpoch != 0 ? byEpoch : tenant.compareTo(other.tenant);
    }

    Holes.Of of(Hole hole) {
      return new Holes.Of(epoch, tenant, hole);
    }
  }

  /** What the arrivals of a batch say about one (epoch, tenant). */
  private static final class Said {
    final String cell;
    final String router;
    final List<Arrival.Event> arrived = new ArrayList<>();
    long claimed = Numbers.NONE;
    long givenUp = Numbers.NONE;
    @Nullable Long heartbeatMillis;
    @Nullable Instant ended;
    @Nullable UUID successor;

    Said(Envelope envelope) {
      cell = envelope.cell();
      router = envelope.router();
    }

    /** One that is only heard of from its successor began before that. */
    Instant begunAt(Instant now) {
      return successor == null ? now : now.minus(1, ChronoUnit.MICROS);
    }

    void hear(Predecessor self, UUID next) {
      successor = next;
      Long acknowledged = self.lastAcknowledged();
      claimed = Math.max(claimed, acknowledged == null ? Numbers.NONE : acknowledged);
      givenUp = Math.max(givenUp, self.last());
    }
  }

  private record Row(Key key, Said said, long highest, @Nullable Instant latest) {}

  /**
   * What was noticed.
   *
   * @param outOfOrder the hole of each fresh event that was out of order
   * @param findings gaps that were not logged before one of their numbers came, and times that
   *     cannot be right
   */
  record Noticed(Map<EventKey, Hole> outOfOrder, List<Finding> findings) {}

  private Epochs() {}

  /**
   * Takes note of numbers.
   *
   * @param fresh numbered events that were not there before
   * @param heartbeats of the same batch
   */
  static Noticed track(
      Connection connection,
      List<Arrival.Event> fresh,
      List<Arrival.Event> heartbeats,
      Tolerance tolerance,
      Instant now)
      throws SQLException {
    Map<Key, Said> said = new TreeMap<>();
    fresh.forEach(arrival -> hear(said, arrival));
    heartbeats.forEach(arrival -> hear(said, arrival));
    if (said.isEmpty()) {
      return new Noticed(Map.of(), List.of());
    }
    List<Row> rows = lock(connection, said, now);
    Map<Key, List<Hole>> holes = holes(connection, rows);
    Changes changes = new Changes(tolerance, now);
    for (Row row : rows) {
      changes.follow(row, holes.getOrDefault(row.key(), List.of()));
    }
    changes.write(connection);
    return new Noticed(changes.outOfOrder, changes.findings);
  }

  /** What a batch changes, collected over all its epochs. */
  private static final class Changes {
    final Map<EventKey, Hole> outOfOrder = new HashMap<>();
    final List<Finding> findings = new ArrayList<>();
    final List<Row> raised = new ArrayList<>();
    final List<Holes.Of> removed = new ArrayList<>();
    final List<Holes.Of> added = new ArrayList<>();
    private final Tolerance tolerance;
    private final Instant now;

    Changes(Tolerance tolerance, Instant now) {
      this.tolerance = tolerance;
      this.now = now;
    }

    void follow(Row row, List<Hole> holes) {
      Numbers numbers = new Numbers(row.highest(), holes);
      numbers
          .log(hole -> tolerance.grace().isOver(hole.since(), now))
          .forEach(hole -> findings.add(Finding.gap(row.key().of(hole), now)));
      Instant latest = arrive(row, numbers);
      numbers.claim(row.said().claimed, now);
      numbers.claimGivenUp(row.said().givenUp, now);
      raised.add(new Row(row.key(), row.said(), numbers.highest(), latest));
      numbers.removed().forEach(hole -> removed.add(row.key().of(hole)));
      numbers.added().forEach(hole -> added.add(row.key().of(hole)));
    }

    /** Returns the latest time of the events so far. */
    private @Nullable Instant arrive(Row row, Numbers numbers) {
      Instant latest = row.latest();
      for (Arrival.Event arrival : row.said().arrived) {
        Envelope envelope = arrival.event().envelope();
        boolean isNext = envelope.sequence() > numbers.highest();
        numbers
            .arrive(envelope.sequence(), now)
            .ifPresent(hole -> outOfOrder.put(EventKey.of(arrival), hole));
        Optional<Finding> anomaly = tolerance.clock().anomaly(arrival, isNext ? latest : null, now);
        anomaly.ifPresent(findings::add);
        if (anomaly.isEmpty()) {
          latest = latest == null ? envelope.time() : later(latest, envelope.time());
        } else if (isNext && ClockBounds.isStep(anomaly.get())) {
          latest = envelope.time(); // one step backwards is one finding
        }
      }
      return latest;
    }

    private static Instant later(Instant one, Instant other) {
      return one.isAfter(other) ? one : other;
    }

    void write(Connection connection) throws SQLException {
      raise(connection, raised);
      Holes.remove(connection, removed);
      Holes.add(connection, added);
    }
  }

  private static Map<Key, List<Hole>> holes(Connection connection, List<Row> rows)
      throws SQLException {
    Map<Key, List<Hole>> holes = new HashMap<>();
    for (Holes.Of found : Holes.containing(connection, below(rows))) {
      Key key = new Key(found.epoch(), found.tenant());
      holes.computeIfAbsent(key, k -> new ArrayList<>()).add(found.hole());
    }
    return holes;
  }

  private static void hear(Map<Key, Said> said, Arrival.Event arrival) {
    UsageEvent event = arrival.event();
    Envelope envelope = event.envelope();
    Said own = of(said, envelope.epoch(), envelope);
    switch (event) {
      case UsageEvent.Heartbeat heartbeat ->
          own.claimed = Math.max(own.claimed, heartbeat.envelope().sequence());
      case Announced announced -> {
        own.arrived.add(arrival);
        own.heartbeatMillis = announced.heartbeatMillis();
        if (announced.predecessor() != null) {
          of(said, announced.predecessor().epoch(), envelope)
              .hear(announced.predecessor(), envelope.epoch());
        }
      }
      case Ended ended -> {
        own.arrived.add(arrival);
        own.ended = ended.envelope().time();
      }
      case UsageEvent.OfRequest of -> own.arrived.add(arrival);
    }
  }

  private static Said of(Map<Key, Said> said, UUID epoch, Envelope envelope) {
    return said.computeIfAbsent(new Key(epoch, envelope.tenant()), key -> new Said(envelope));
  }

  private static List<EventKey> below(List<Row> rows) {
    List<EventKey> below = new ArrayList<>();
    for (Row row : rows) {
      for (Arrival.Event arrival : row.said().arrived) {
        if (arrival.event().envelope().sequence() <= row.highest()) {
          below.add(EventKey.of(arrival));
        }
      }
    }
    return below;
  }

  private static List<Row> lock(Connection connection, Map<Key, Said> said, Instant now)
      throws SQLException {
    List<Map.Entry<Key, Said>> entries = List.copyOf(said.entrySet());
    Map<Key, Row> rows = new HashMap<>();
    try (var statement = connection.prepareStatement(LOCK)) {
      new Sql(statement)
          .time(now)
          .column("uuid", entries, e -> e.getKey().epoch())
          .column("text", entries, e -> e.getKey().tenant())
          .column("text", entries, e -> e.getValue().cell)
          .column("text", entries, e -> e.getValue().router)
          .column("timestamptz", entries, e -> Sql.micros(e.getValue().begunAt(now)));
      try (var found = statement.executeQuery()) {
        while (found.next()) {
          Key key = new Key(Sql.uuid(found, "epoch"), found.getString("tenant"));
          OffsetDateTime latest = found.getObject("latest", OffsetDateTime.class);
          rows.put(
              key,
              new Row(
                  key,
                  Objects.requireNonNull(said.get(key)),
                  found.getLong("highest"),
                  latest == null ? null : latest.toInstant()));
        }
      }
    }
    return List.copyOf(rows.values());
  }

  private static void raise(Connection connection, List<Row> rows) throws SQLException {
    try (var statement = connection.prepareStatement(RAISE)) {
      new Sql(statement)
          .column("uuid", rows, row -> row.key().epoch())
          .column("text", rows, row -> row.key().tenant())
          .column("bigint", rows, Row::highest)
          .column(
              "timestamptz",
              rows,
              row -> row.said().ended == null ? null : Sql.micros(row.said().ended))
          .column("bigint", rows, row -> row.said().heartbeatMillis)
          .column(
              "timestamptz", rows, row -> row.latest() == null ? null : Sql.micros(row.latest()))
          .column("uuid", rows, row -> row.said().successor);
      statement.executeUpdate();
    }
  }
}
