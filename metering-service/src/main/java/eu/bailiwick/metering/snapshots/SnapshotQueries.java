package eu.bailiwick.metering.snapshots;

import eu.bailiwick.metering.event.Bytes;
import eu.bailiwick.metering.query.Condition;
import eu.bailiwick.metering.query.Database;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks into the archive. */
@Singleton
final class SnapshotQueries {

  private static final String JWS = "SELECT jws FROM snapshot WHERE digest = ?";

  private static final String OF_REVISIONS =
      """
      SELECT DISTINCT ON (s.revision) s.revision, s.jws FROM snapshot s WHERE s.revision = ANY (?)
      ORDER BY s.revision, s.number DESC
      """;

  private static final String LATEST = "SELECT revision FROM snapshot ORDER BY number DESC LIMIT 1";

  private static final String SELECT =
      """
      SELECT s.number, s.digest, s.cell, s.revision, s.issued_at, s.valid_until, s.key_id,
        length(s.jws) AS bytes, s.archived
      FROM snapshot s WHERE
      """;

  private static final String NEWEST_FIRST = "ORDER BY s.number DESC LIMIT ?";

  private static final String MISSING =
      """
      SELECT n.digest, n.cell, n.time, n.tries, n.problem
      FROM named_snapshot n
      WHERE NOT EXISTS (SELECT FROM snapshot s WHERE s.digest = n.digest) AND
      """;

  private static final String BY_DIGEST = "ORDER BY n.digest LIMIT ?";

  private final Database database;

  SnapshotQueries(Database database) {
    this.database = database;
  }

  /** Also its place in the order of archiving. */
  record Found(long number, ArchivedSnapshot snapshot) {}

  Optional<Bytes> jws(String digest) {
    return database.query(JWS, List.of(digest), row -> new Bytes(row.getBytes("jws"))).stream()
        .findFirst();
  }

  /** The last one of each revision that there is one of; all of one have the same content. */
  Map<Long, Bytes> jwsOfRevisions(List<Long> revisions) {
    Map<Long, Bytes> found = new HashMap<>();
    database
        .query(
            OF_REVISIONS,
            List.of(revisions),
            row -> Map.entry(row.getLong("revision"), new Bytes(row.getBytes("jws"))))
        .forEach(each -> found.put(each.getKey(), each.getValue()));
    return found;
  }

  Optional<Long> latestRevision() {
    return database.query(LATEST, List.of(), row -> row.getLong("revision")).stream().findFirst();
  }

  /** At most {@code limit} as {@code s}, newest first. */
  List<Found> archived(Condition condition, int limit) {
    return database.query(
        SELECT + condition.sql() + "\n" + NEWEST_FIRST,
        values(condition, limit),
        SnapshotQueries::found);
  }

  /** At most {@code limit} that are missing, as {@code n}, in order of digest. */
  List<MissingSnapshot> missing(Condition condition, int limit) {
    return database.query(
        MISSING + condition.sql() + "\n" + BY_DIGEST,
        values(condition, limit),
        SnapshotQueries::missingOne);
  }

  private static List<Object> values(Condition condition, int limit) {
    List<Object> values = new ArrayList<>(condition.values());
    values.add(limit);
    return values;
  }

  private static Found found(ResultSet row) throws SQLException {
    return new Found(
        row.getLong("number"),
        new ArchivedSnapshot(
            row.getString("digest"),
            row.getString("cell"),
            row.getLong("revision"),
            instant(row, "issued_at"),
            instant(row, "valid_until"),
            row.getString("key_id"),
            row.getLong("bytes"),
            instant(row, "archived")));
  }

  private static MissingSnapshot missingOne(ResultSet row) throws SQLException {
    int tries = row.getInt("tries");
    return new MissingSnapshot(
        row.getString("digest"),
        row.getString("cell"),
        instant(row, "time"),
        tries < SnapshotStore.MOST_TRIES ? "wanted" : "given_up",
        tries,
        row.getString("problem"));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
