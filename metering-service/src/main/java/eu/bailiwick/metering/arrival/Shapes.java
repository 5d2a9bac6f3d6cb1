package eu.bailiwick.metering.arrival;

import eu.bailiwick.metering.event.Bytes;
import eu.bailiwick.metering.storage.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

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

  /** Finds or adds shapes. */
  static Map<Shape, Integer> ids(Connection connection, Collection<Shape> shapes)
      throws SQLException {
    Map<Shape, Bytes> digests = new LinkedHashMap<>();
    for (Shape shape : shapes) {
      if (!digests.containsKey(shape)) {
        digests.put(shape, shape.digest());
      }
    }
    Map<Bytes, Integer> ids = lock(connection, List.copyOf(digests.values()));
    Map<String, Map.Entry<Shape, Bytes>> missing = new TreeMap<>();
    for (Map.Entry<Shape, Bytes> each : digests.entrySet()) {
      if (!ids.containsKey(each.getValue())) {
        missing.put(each.getValue().toString(), each);
      }
    }
    if (!missing.isEmpty()) {
      add(connection, List.copyOf(missing.values()));
      ids.putAll(lock(connection, missing.values().stream().map(Map.Entry::getValue).toList()));
    }
    Map<Shape, Integer> found = HashMap.newHashMap(digests.size());
    digests.forEach((shape, digest) -> found.put(shape, Objects.requireNonNull(ids.get(digest))));
    return found;
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

  private static void add(Connection connection, List<Map.Entry<Shape, Bytes>> missing)
      throws SQLException {
    try (var statement = connection.prepareStatement(ADD)) {
      Sql sql = new Sql(statement).column("bytea", missing, each -> each.getValue().content());
      for (int i = 0; i < Shape.NAMES.size(); i++) {
        int column = i;
        sql.column("text", missing, each -> each.getKey().columns().get(column));
      }
      statement.executeUpdate();
    }
  }
}
