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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keeps, for each (epoch, tenant), the highest known number and the holes below it. */
final class Epochs {

  private static final String LOCK =
      """
      INSERT INTO epoch (epoch, tenant, cell, router, highest, seen)
      SELECT k.epoch, k.tenant, k.cell, k.router, -1, ?
      FROM unnest(?::uuid[], ?::text[], ?::text[], ?::text[]) AS k (epoch, tenant, cell, router)
      ON CONFLICT (epoch, tenant) DO UPDATE SET seen = excluded.seen
      RETURNING epoch, tenant, highest
      """;

  private static final String RAISE =
      """
      UPDATE epoch e SET highest = k.highest, ended = coalesce(k.ended, e.ended),
        heartbeat_millis = coalesce(k.heartbeat_millis, e.heartbeat_millis)
      FROM unnest(?::uuid[], ?::text[], ?::bigint[], ?::timestamptz[], ?::bigint[])
        AS k (epoch, tenant, highest, ended, heartbeat_millis)
      WHERE e.epoch = k.epoch AND e.tenant = k.tenant
      """;

  /** Names one (epoch, tenant). */
  private record Key(UUID epoch, String tenant) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byEpoch = epoch.compareTo(other.epoch);
      return byEpoch != 0 ? byEpoch : tenant.compareTo(other.tenant);
    }

    EventKey numbered(long number) {
      return new EventKey(epoch, tenant, number);
    }

    Holes.Of of(Hole hole) {
      return new Holes.Of(epoch, tenant, hole);
    }
  }

  /** What the arrivals of a batch say about one (epoch, tenant). */
  private static final class Said {
    final String cell;
    final String router;
    final List<Long> arrived = new ArrayList<>();
    long claimed = Numbers.NONE;
    long givenUp = Numbers.NONE;
    @Nullable Long heartbeatMillis;
    @Nullable Instant ended;

    Said(Envelope envelope) {
      cell = envelope.cell();
      router = envelope.router();
    }

    void hear(Predecessor self) {
      Long acknowledged = self.lastAcknowledged();
      claimed = Math.max(claimed, acknowledged == null ? Numbers.NONE : acknowledged);
      givenUp = Math.max(givenUp, self.last());
    }
  }

  private record Row(Key key, Said said, long highest) {}

  private Epochs() {}

  /**
   * Takes note of numbers.
   *
   * @param fresh numbered events that were not there before
   * @param heartbeats of the same batch
   * @return the hole of each fresh event that was out of order
   */
  static Map<EventKey, Hole> track(
      Connection connection, List<Arrival.Event> fresh, List<Arrival.Event> heartbeats, Instant now)
      throws SQLException {
    Map<Key, Said> said = new TreeMap<>();
    fresh.forEach(arrival -> hear(said, arrival.event()));
    heartbeats.forEach(arrival -> hear(said, arrival.event()));
    if (said.isEmpty()) {
      return Map.of();
    }
    List<Row> rows = lock(connection, said, now);
    Map<Key, List<Hole>> holes = holes(connection, rows);
    Changes changes = new Changes();
    for (Row row : rows) {
      changes.follow(row, holes.getOrDefault(row.key(), List.of()), now);
    }
    changes.write(connection);
    return changes.outOfOrder;
  }

  /** What a batch changes, collected over all its epochs. */
  private static final class Changes {
    final Map<EventKey, Hole> outOfOrder = new HashMap<>();
    final List<Row> raised = new ArrayList<>();
    final List<Holes.Of> removed = new ArrayList<>();
    final List<Holes.Of> added = new ArrayList<>();

    void follow(Row row, List<Hole> holes, Instant now) {
      Numbers numbers = new Numbers(row.highest(), holes);
      for (long number : row.said().arrived) {
        numbers
            .arrive(number, now)
            .ifPresent(hole -> outOfOrder.put(row.key().numbered(number), hole));
      }
      numbers.claim(row.said().claimed, now);
      numbers.claimGivenUp(row.said().givenUp, now);
      raised.add(new Row(row.key(), row.said(), numbers.highest()));
      numbers.removed().forEach(hole -> removed.add(row.key().of(hole)));
      numbers.added().forEach(hole -> added.add(row.key().of(hole)));
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

  private static void hear(Map<Key, Said> said, UsageEvent event) {
    Envelope envelope = event.envelope();
    Said own = of(said, envelope.epoch(), envelope);
    switch (event) {
      case UsageEvent.Heartbeat heartbeat ->
          own.claimed = Math.max(own.claimed, heartbeat.envelope().sequence());
      case Announced announced -> {
        own.arrived.add(envelope.sequence());
        own.heartbeatMillis = announced.heartbeatMillis();
        if (announced.predecessor() != null) {
          of(said, announced.predecessor().epoch(), envelope).hear(announced.predecessor());
        }
      }
      case Ended ended -> {
        own.arrived.add(envelope.sequence());
        own.ended = ended.envelope().time();
      }
      case UsageEvent.OfRequest ofRequest -> own.arrived.add(ofRequest.envelope().sequence());
    }
  }

  private static Said of(Map<Key, Said> said, UUID epoch, Envelope envelope) {
    return said.computeIfAbsent(new Key(epoch, envelope.tenant()), key -> new Said(envelope));
  }

  private static List<EventKey> below(List<Row> rows) {
    List<EventKey> below = new ArrayList<>();
    for (Row row : rows) {
      for (long number : row.said().arrived) {
        if (number <= row.highest()) {
          below.add(row.key().numbered(number));
        }
      }
    }
    return below;
  }

  private static List<Row> lock(Connection connection, Map<Key, Said> said, Instant now)
      throws SQLException {
    List<Map.Entry<Key, Said>> entries = List.copyOf(said.entrySet());
    Map<Key, Long> highest = new LinkedHashMap<>();
    try (var statement = connection.prepareStatement(LOCK)) {
      new Sql(statement)
          .time(now)
          .column("uuid", entries, e -> e.getKey().epoch())
          .column("text", entries, e -> e.getKey().tenant())
          .column("text", entries, e -> e.getValue().cell)
          .column("text", entries, e -> e.getValue().router);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          highest.put(
              new Key(Sql.uuid(rows, "epoch"), rows.getString("tenant")), rows.getLong("highest"));
        }
      }
    }
    return entries.stream()
        .map(e -> new Row(e.getKey(), e.getValue(), highest.getOrDefault(e.getKey(), -1L)))
        .toList();
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
          .column("bigint", rows, row -> row.said().heartbeatMillis);
      statement.executeUpdate();
    }
  }
}
