package eu.bailiwick.metering.arrival;

import eu.bailiwick.metering.event.Envelope;
import eu.bailiwick.metering.storage.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Who numbers events: one epoch, for one tenant. It is one router's, so an event that names another
 * router in it is none.
 */
final class Origins {

  private static final String FIND =
      """
      SELECT o.id, o.epoch, o.tenant, o.cell, o.router, o.router_site
      FROM unnest(?::uuid[], ?::text[]) AS k (epoch, tenant)
      JOIN event_origin o ON o.epoch = k.epoch AND o.tenant = k.tenant
      """;

  private static final String ADD =
      """
      INSERT INTO event_origin (epoch, tenant, cell, router, router_site)
      SELECT * FROM unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[])
      ON CONFLICT DO NOTHING
      """;

  /** One (epoch, tenant). */
  private record Key(UUID epoch, String tenant) implements Comparable<Key> {
    static Key of(Envelope envelope) {
      return new Key(envelope.epoch(), envelope.tenant());
    }

    @Override
    public int compareTo(Key other) {
      int byEpoch = epoch.compareTo(other.epoch);
      return byEpoch != 0 ? byEpoch : tenant.compareTo(other.tenant);
    }
  }

  /** A row. */
  record Origin(int id, String cell, String router, String site) {
    private boolean isOf(Envelope envelope) {
      return cell.equals(envelope.cell())
          && router.equals(envelope.router())
          && site.equals(envelope.site());
    }
  }

  private final Map<Key, Origin> found;

  private Origins(Map<Key, Origin> found) {
    this.found = found;
  }

  /** Finds or adds the origins of numbered events. */
  static Origins of(Connection connection, List<Arrival.Event> numbered) throws SQLException {
    // In order, so that instances that add the same ones at once do not wait for each other.
    Map<Key, Envelope> named = new TreeMap<>();
    for (Arrival.Event arrival : numbered) {
      named.putIfAbsent(Key.of(arrival.event().envelope()), arrival.event().envelope());
    }
    Map<Key, Origin> found = new HashMap<>();
    find(connection, List.copyOf(named.keySet()), found);
    named.keySet().removeAll(found.keySet());
    if (!named.isEmpty()) {
      add(connection, List.copyOf(named.values()));
      find(connection, List.copyOf(named.keySet()), found);
    }
    return new Origins(found);
  }

  private static void find(Connection connection, List<Key> keys, Map<Key, Origin> found)
      throws SQLException {
    try (var statement = connection.prepareStatement(FIND)) {
      new Sql(statement).column("uuid", keys, Key::epoch).column("text", keys, Key::tenant);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          found.put(
              new Key(Sql.uuid(rows, "epoch"), rows.getString("tenant")),
              new Origin(
                  rows.getInt("id"),
                  rows.getString("cell"),
                  rows.getString("router"),
                  rows.getString("router_site")));
        }
      }
    }
  }

  private static void add(Connection connection, List<Envelope> firsts) throws SQLException {
    try (var statement = connection.prepareStatement(ADD)) {
      new Sql(statement)
          .column("uuid", firsts, Envelope::epoch)
          .column("text", firsts, Envelope::tenant)
          .column("text", firsts, Envelope::cell)
          .column("text", firsts, Envelope::router)
          .column("text", firsts, Envelope::site);
      statement.executeUpdate();
    }
  }

  /** Whether an event names the router that its epoch is of. */
  boolean agree(Arrival.Event arrival) {
    return origin(arrival).isOf(arrival.event().envelope());
  }

  int id(Arrival.Event arrival) {
    return origin(arrival).id();
  }

  /** Who numbers the events of the epoch that an event names. */
  Origin origin(Arrival.Event arrival) {
    return Objects.requireNonNull(found.get(Key.of(arrival.event().envelope())));
  }
}
