package eu.bailiwick.metering.arrival;

import eu.bailiwick.metering.event.UsageEvent.OfRequest;
import eu.bailiwick.metering.storage.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Notes the digests of snapshots that events name, so that each can be archived. */
final class NamedSnapshots {

  private static final String NOTE =
      """
      INSERT INTO named_snapshot (digest, cell, time, next)
      SELECT * FROM unnest(?::text[], ?::text[], ?::timestamptz[], ?::timestamptz[])
      ON CONFLICT DO NOTHING
      """;

  private NamedSnapshots() {}

  static void note(Connection connection, List<Arrival.Event> events, Instant now)
      throws SQLException {
    // In order, so that instances that note the same ones at once do not wait for each other.
    Map<String, Arrival.Event> firsts = new TreeMap<>();
    for (Arrival.Event arrival : events) {
      if (arrival.event() instanceof OfRequest of) {
        of.decided()
            .filter(decision -> decision.snapshot() != null)
            .ifPresent(decision -> firsts.putIfAbsent(decision.snapshot(), arrival));
      }
    }
    if (firsts.isEmpty()) {
      return;
    }
    List<Map.Entry<String, Arrival.Event>> rows = List.copyOf(firsts.entrySet());
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
