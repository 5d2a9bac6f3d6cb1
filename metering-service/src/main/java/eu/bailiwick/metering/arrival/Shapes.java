package eu.bailiwick.metering.arrival;

import eu.bailiwick.metering.event.Bytes;
import eu.bailiwick.metering.storage.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The ids of shapes. Those that are used stay until the transaction is over. */
final class Shapes {

  /** In one order, and before counts are touched, as lawful destruction locks them too. */
  private static final String LOCK =
      "SELECT id, digest FROM event_shape WHERE digest = ANY (?) ORDER BY id FOR KEY SHARE";

  private static final String ADD =
      """
      INSERT INTO event_shape (digest, %s)
      SELECT k.digest, k.tenant, k.type, k.router, k.router_site, k.application, k.api_key, k.model,
        k.operation, k.data_class, k.reason, k.endpoint, k.version, k.endpoint_site, k.operator,
        string_to_array(k.countries, ','), k.outcome, k.status::integer, k.code, k.usage_source,
        k.repeats::boolean, k.further::boolean
      FROM unnest(?::bytea[]%s) AS k (digest, %s)
      ON CONFLICT (digest) DO NOTHING
      """
          .formatted(
              String.join(", ", Shape.NAMES),
              ", ?::text[]".repeat(Shape.NAMES.size()),
              String.join(", ", Shape.NAMES));

  private Shapes() {}

  /** Finds or adds shapes; returns their ids by their digests. */
  static Map<Bytes, Integer> ids(Connection connection, List<Shape> shapes) throws SQLException {
    Map<Bytes, Shape> distinct = new HashMap<>();
    shapes.forEach(shape -> distinct.putIfAbsent(shape.digest(), shape));
    Map<Bytes, Integer> ids = lock(connection, List.copyOf(distinct.keySet()));
    distinct.keySet().removeAll(ids.keySet());
    if (!distinct.isEmpty()) {
      List<Shape> missing = new ArrayList<>(distinct.values());
      // In order, so that instances that add the same ones at once do not wait for each other.
      missing.sort(Comparator.comparing(shape -> shape.digest().toString()));
      add(connection, missing);
      ids.putAll(lock(connection, List.copyOf(distinct.keySet())));
    }
    return ids;
  }

  private static Map<Bytes, Integer> lock(Connection connection, List<Bytes> digests)
      throws SQLException {
    Map<Bytes, Integer> ids = HashMap.newHashMap(digests.size());
    try (var statement = connection.prepareStatement(LOCK)) {
      new Sql(statement).column("bytea", digests, Bytes::content);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          ids.put(new Bytes(rows.getBytes("digest")), rows.getInt("id"));
        }
      }
    }
    return ids;
  }

  private static void add(Connection connection, List<Shape> missing) throws SQLException {
    try (var statement = connection.prepareStatement(ADD)) {
      Sql sql = new Sql(statement).column("bytea", missing, shape -> shape.digest().content());
      for (int i = 0; i < Shape.NAMES.size(); i++) {
        int index = i;
        sql.column("text", missing, shape -> shape.column(index));
      }
      statement.executeUpdate();
    }
  }
}
