package eu.bailiwick.metering.arrival;

import eu.bailiwick.metering.event.AttemptId;
import eu.bailiwick.metering.event.Envelope;
import eu.bailiwick.metering.event.UsageEvent.Closed;
import eu.bailiwick.metering.event.UsageEvent.Opened;
import eu.bailiwick.metering.storage.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Attempts that are opened and not closed. An end that finds none was either recorded before, and
 * repeats, or its opened event is missing.
 */
final class OpenAttempts {

  private static final String OPEN =
      """
      INSERT INTO open_attempt (request, attempt, tenant, time)
      SELECT * FROM unnest(?::uuid[], ?::int[], ?::text[], ?::timestamptz[])
      ON CONFLICT DO NOTHING
      """;

  private static final String CLOSE =
      """
      DELETE FROM open_attempt o
      USING unnest(?::uuid[], ?::int[], ?::text[]) AS k (request, attempt, tenant)
      WHERE o.request = k.request AND o.attempt = k.attempt AND o.tenant = k.tenant
      RETURNING o.request, o.attempt, o.tenant
      """;

  private static final String CLOSED_BEFORE =
      """
      SELECT DISTINCT e.request, e.attempt, e.tenant
      FROM unnest(?::uuid[], ?::int[], ?::text[]) AS k (request, attempt, tenant)
      JOIN event e ON e.request = k.request AND e.attempt = k.attempt AND e.tenant = k.tenant
      WHERE e.type = 'closed'
      """;

  /** Names one attempt of one tenant. */
  private record Key(String tenant, AttemptId attempt) {}

  private final Connection connection;
  private final Map<Key, Instant> opened = new LinkedHashMap<>();
  private final Set<Key> openedLate = new HashSet<>();
  private final Map<Key, EventKey> closed = new LinkedHashMap<>();
  private final Set<EventKey> repeats = new HashSet<>();

  private OpenAttempts(Connection connection) {
    this.connection = connection;
  }

  /**
   * Opens and closes attempts.
   *
   * @param fresh events that were not there before
   * @param outOfOrder those of them that came after a higher number; their attempts may be closed
   *     already
   * @return the ends among {@code fresh} of attempts whose end was there already
   */
  static Set<EventKey> settle(
      Connection connection, List<Arrival.Event> fresh, Set<EventKey> outOfOrder)
      throws SQLException {
    OpenAttempts attempts = new OpenAttempts(connection);
    for (Arrival.Event arrival : fresh) {
      attempts.hear(arrival, outOfOrder.contains(EventKey.of(arrival)));
    }
    attempts.settle();
    return attempts.repeats;
  }

  private void hear(Arrival.Event arrival, boolean late) {
    Envelope envelope = arrival.event().envelope();
    if (arrival.event() instanceof Opened event) {
      Key key = new Key(envelope.tenant(), event.attempt());
      opened.put(key, envelope.time());
      if (late) {
        openedLate.add(key);
      }
    } else if (arrival.event() instanceof Closed event) {
      Key key = new Key(envelope.tenant(), event.attempt());
      if (closed.putIfAbsent(key, EventKey.of(arrival)) != null) {
        repeats.add(EventKey.of(arrival));
      }
    }
  }

  private void settle() throws SQLException {
    // A late opened event may belong to an end of an earlier batch; then it opens nothing.
    opened.keySet().removeAll(find(CLOSED_BEFORE, openedLate));
    Map<Key, EventKey> openedEarlier = new HashMap<>(closed);
    openedEarlier.keySet().removeAll(opened.keySet());
    opened.keySet().removeAll(closed.keySet());
    open();

    Set<Key> unopened = new HashSet<>(openedEarlier.keySet());
    unopened.removeAll(find(CLOSE, openedEarlier.keySet()));
    for (Key key : find(CLOSED_BEFORE, unopened)) {
      repeats.add(openedEarlier.get(key));
    }
  }

  private void open() throws SQLException {
    if (opened.isEmpty()) {
      return;
    }
    List<Map.Entry<Key, Instant>> rows = List.copyOf(opened.entrySet());
    try (var statement = connection.prepareStatement(OPEN)) {
      bind(statement, rows.stream().map(Map.Entry::getKey).toList())
          .column("timestamptz", rows, row -> Sql.micros(row.getValue()));
      statement.executeUpdate();
    }
  }

  private Set<Key> find(String sql, Collection<Key> keys) throws SQLException {
    Set<Key> found = new HashSet<>();
    if (keys.isEmpty()) {
      return found;
    }
    try (var statement = connection.prepareStatement(sql)) {
      bind(statement, List.copyOf(keys));
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          AttemptId attempt = new AttemptId(Sql.uuid(rows, "request"), rows.getInt("attempt"));
          found.add(new Key(rows.getString("tenant"), attempt));
        }
      }
    }
    return found;
  }

  private static Sql bind(PreparedStatement statement, List<Key> keys) throws SQLException {
    return new Sql(statement)
        .column("uuid", keys, key -> key.attempt().request())
        .column("int4", keys, key -> key.attempt().attempt())
        .column("text", keys, Key::tenant);
  }
}
