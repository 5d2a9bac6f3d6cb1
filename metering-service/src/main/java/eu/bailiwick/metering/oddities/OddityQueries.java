package eu.bailiwick.metering.oddities;

import eu.bailiwick.metering.oddities.DeadLetterPage.DeadLetter;
import eu.bailiwick.metering.oddities.EquivocationPage.Equivocation;
import eu.bailiwick.metering.query.Condition;
import eu.bailiwick.metering.query.Database;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds dead letters and equivocations. */
@Singleton
final class OddityQueries {

  private static final String DEAD_LETTERS =
      """
      SELECT d.topic, d.kafka_partition, d.kafka_offset, d.reason, d.detail, d.noticed, d.key,
        d.salt, d.value
      FROM dead_letter d WHERE
      """;

  private static final String EQUIVOCATIONS =
      """
      SELECT q.tenant, q.epoch, q.sequence, q.digest AS other_digest, q.topic, q.kafka_partition,
        q.kafka_offset, q.noticed, CASE WHEN e.destruction IS NULL THEN s.digest END AS digest
      FROM equivocation q
      LEFT JOIN event_origin o ON o.epoch = q.epoch AND o.tenant = q.tenant
      LEFT JOIN sequence_digest s ON s.origin = o.id AND s.sequence = q.sequence
      LEFT JOIN event_row e ON e.tenant = q.tenant AND e.time = s.time AND e.origin = s.origin
        AND e.sequence = s.sequence
      WHERE
      """;

  private final Database database;

  OddityQueries(Database database) {
    this.database = database;
  }

  /** At most {@code limit} dead letters as {@code d}, newest first. */
  List<DeadLetter> deadLetters(Condition condition, int limit) {
    return database.query(
        DEAD_LETTERS + condition.sql() + newestFirst("d"),
        values(condition, limit),
        OddityQueries::deadLetter);
  }

  /** At most {@code limit} equivocations as {@code q}, newest first. */
  List<Equivocation> equivocations(Condition condition, int limit) {
    return database.query(
        EQUIVOCATIONS + condition.sql() + newestFirst("q"),
        values(condition, limit),
        OddityQueries::equivocation);
  }

  private static String newestFirst(String alias) {
    return """
         ORDER BY %1$s.noticed DESC, %1$s.topic DESC, %1$s.kafka_partition DESC,
          %1$s.kafka_offset DESC LIMIT ?
        """
        .formatted(alias);
  }

  private static List<Object> values(Condition condition, int limit) {
    List<Object> values = new ArrayList<>(condition.values());
    values.add(limit);
    return values;
  }

  private static DeadLetter deadLetter(ResultSet row) throws SQLException {
    return new DeadLetter(
        row.getString("topic"),
        row.getInt("kafka_partition"),
        row.getLong("kafka_offset"),
        row.getString("reason"),
        row.getString("detail"),
        noticed(row),
        base64(row.getBytes("key")),
        base64(row.getBytes("salt")),
        base64(row.getBytes("value")));
  }

  private static Equivocation equivocation(ResultSet row) throws SQLException {
    byte[] digest = row.getBytes("digest");
    return new Equivocation(
        row.getString("tenant"),
        row.getObject("epoch", UUID.class),
        row.getLong("sequence"),
        digest == null ? null : hex(digest),
        hex(row.getBytes("other_digest")),
        row.getString("topic"),
        row.getInt("kafka_partition"),
        row.getLong("kafka_offset"),
        noticed(row));
  }

  private static Instant noticed(ResultSet row) throws SQLException {
    return row.getObject("noticed", OffsetDateTime.class).toInstant();
  }

  private static String hex(byte[] digest) {
    return "sha256:" + HexFormat.of().formatHex(digest);
  }

  private static @Nullable String base64(byte @Nullable [] bytes) {
    return bytes == null ? null : Base64.getEncoder().encodeToString(bytes);
  }
}
