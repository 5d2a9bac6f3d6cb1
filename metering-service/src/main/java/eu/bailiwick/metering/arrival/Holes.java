package eu.bailiwick.metering.arrival;

import eu.bailiwick.metering.storage.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The rows of holes, and of numbers that filled a gap late. */
final class Holes {

  private static final String CONTAINING =
      """
      SELECT DISTINCT h.epoch, h.tenant, h.first, h.last, h.since, h.given_up
      FROM unnest(?::uuid[], ?::text[], ?::bigint[]) AS k (epoch, tenant, sequence)
      JOIN hole h ON h.epoch = k.epoch AND h.tenant = k.tenant
        AND k.sequence BETWEEN h.first AND h.last
      """;

  private static final String REMOVE =
      """
      DELETE FROM hole h USING unnest(?::uuid[], ?::text[], ?::bigint[]) AS k (epoch, tenant, first)
      WHERE h.epoch = k.epoch AND h.tenant = k.tenant AND h.first = k.first
      """;

  private static final String ADD =
      """
      INSERT INTO hole (epoch, tenant, first, last, since, given_up)
      SELECT * FROM
        unnest(?::uuid[], ?::text[], ?::bigint[], ?::bigint[], ?::timestamptz[], ?::boolean[])
      """;

  private static final String FILLED =
      """
      INSERT INTO late_fill (filled, epoch, tenant, sequence, since, given_up)
      SELECT ?, k.* FROM
        unnest(?::uuid[], ?::text[], ?::bigint[], ?::timestamptz[], ?::boolean[]) AS k
      ON CONFLICT DO NOTHING
      """;

  /** A hole of one (epoch, tenant). */
  record Of(UUID epoch, String tenant, Hole hole) {}

  private Holes() {}

  static List<Of> containing(Connection connection, List<EventKey> keys) throws SQLException {
    List<Of> found = new ArrayList<>();
    if (keys.isEmpty()) {
      return found;
    }
    try (var statement = connection.prepareStatement(CONTAINING)) {
      new Sql(statement)
          .column("uuid", keys, EventKey::epoch)
          .column("text", keys, EventKey::tenant)
          .column("bigint", keys, EventKey::sequence);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          Hole hole =
              new Hole(
                  rows.getLong("first"),
                  rows.getLong("last"),
                  Sql.instant(rows, "since"),
                  rows.getBoolean("given_up"));
          found.add(new Of(Sql.uuid(rows, "epoch"), rows.getString("tenant"), hole));
        }
      }
    }
    return found;
  }

  static void remove(Connection connection, List<Of> holes) throws SQLException {
    if (holes.isEmpty()) {
      return;
    }
    try (var statement = connection.prepareStatement(REMOVE)) {
      new Sql(statement)
          .column("uuid", holes, Of::epoch)
          .column("text", holes, Of::tenant)
          .column("bigint", holes, of -> of.hole().first());
      statement.executeUpdate();
    }
  }

  static void add(Connection connection, List<Of> holes) throws SQLException {
    if (holes.isEmpty()) {
      return;
    }
    try (var statement = connection.prepareStatement(ADD)) {
      new Sql(statement)
          .column("uuid", holes, Of::epoch)
          .column("text", holes, Of::tenant)
          .column("bigint", holes, of -> of.hole().first())
          .column("bigint", holes, of -> of.hole().last())
          .column("timestamptz", holes, of -> Sql.micros(of.hole().since()))
          .column("boolean", holes, of -> of.hole().givenUp());
      statement.executeUpdate();
    }
  }

  static void filledLate(Connection connection, Map<EventKey, Hole> late, Instant now)
      throws SQLException {
    if (late.isEmpty()) {
      return;
    }
    List<Map.Entry<EventKey, Hole>> fills = List.copyOf(late.entrySet());
    try (var statement = connection.prepareStatement(FILLED)) {
      new Sql(statement)
          .time(now)
          .column("uuid", fills, fill -> fill.getKey().epoch())
          .column("text", fills, fill -> fill.getKey().tenant())
          .column("bigint", fills, fill -> fill.getKey().sequence())
          .column("timestamptz", fills, fill -> Sql.micros(fill.getValue().since()))
          .column("boolean", fills, fill -> fill.getValue().givenUp());
      statement.executeUpdate();
    }
  }
}
