package eu.bailiwick.metering.arrival;

import eu.bailiwick.metering.event.Decision;
import eu.bailiwick.metering.event.UsageEvent.OfRequest;
import eu.bailiwick.metering.storage.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The snapshots that events name: noted by their digests, so that each can be archived. */
final class NamedSnapshots {

  private static final String NOTE =
      """
      INSERT INTO named_snapshot (digest, cell, time, next)
      SELECT * FROM unnest(?::text[], ?::text[], ?::timestamptz[], ?::timestamptz[])
      ON CONFLICT DO NOTHING
      """;

  private static final String IDS = "SELECT digest, id FROM named_snapshot WHERE digest = ANY (?)";

  private NamedSnapshots() {}

  /** Returns the ids of those that events name, by their digests. */
  static Map<String, Integer> note(Connection connection, List<Arrival.Event> events, Instant now)
      throws SQLException {
    // In order, so that instances that note the same ones at once do not wait for each other.
    Map<String, Arrival.Event> firsts = new TreeMap<>();
    for (Arrival.Event arrival : events) {
      String digest = of(arrival);
      if (digest != null) {
        firsts.putIfAbsent(digest, arrival);
      }
    }
    Map<String, Integer> ids = ids(connection, firsts.keySet());
    firsts.keySet().removeAll(ids.keySet());
    if (!firsts.isEmpty()) {
      add(connection, List.copyOf(firsts.entrySet()), now);
      ids.putAll(ids(connection, firsts.keySet()));
    }
    return ids;
  }

  /** The digest that an event names; null if it names none. */
  static @Nullable String of(Arrival.Event arrival) {
    return arrival.event() instanceof OfRequest of
        ? of.decided().map(Decision::snapshot).orElse(null)
        : null;
  }

  private static Map<String, Integer> ids(Connection connection, Set<String> digests)
      throws SQLException {
    Map<String, Integer> ids = new HashMap<>();
    if (digests.isEmpty()) {
      return ids;
    }
    try (var statement = connection.prepareStatement(IDS)) {
      new Sql(statement).texts(List.copyOf(digests));
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          ids.put(rows.getString("digest"), rows.getInt("id"));
        }
      }
    }
    return ids;
  }

  private static void add(
      Connection connection, List<Map.Entry<String, Arrival.Event>> rows, Instant now)
      throws SQLException {
    try (var statement = connection.prepareStatement(NOTE)) {
      new Sql(statement)
          .column("text", rows, Map.Entry::getKey)
          .column("text", rows, row -> row.getValue().event().envelope().cell())
          .column("timestamptz", rows, row -> Sql.micros(row.getValue().event().envelope().time()))
          .column("timestamptz", rows, row -> Sql.micros(now));
      statement.executeUpdate();
    }
  }
}
