package eu.bailiwick.metering.arrival;

import eu.bailiwick.metering.storage.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Keeps, as they came, the records that do not become event rows: equivocations, dead letters. */
final class Oddities {

  private static final String EQUIVOCATION =
      """
      INSERT INTO equivocation (epoch, tenant, sequence, digest, salt, value,
        topic, kafka_partition, kafka_offset, noticed)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT DO NOTHING
      """;

  private static final String DEAD_LETTER =
      """
      INSERT INTO dead_letter (topic, kafka_partition, kafka_offset, reason, detail,
        key, salt, value, noticed)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT DO NOTHING
      """;

  private Oddities() {}

  static void equivocations(Connection connection, List<Arrival.Event> equivocations, Instant now)
      throws SQLException {
    if (equivocations.isEmpty()) {
      return;
    }
    try (var statement = connection.prepareStatement(EQUIVOCATION)) {
      Sql sql = new Sql(statement);
      for (Arrival.Event arrival : equivocations) {
        EventKey key = EventKey.of(arrival);
        sql.uuid(key.epoch())
            .text(key.tenant())
            .number(key.sequence())
            .bytes(arrival.digest())
            .bytes(arrival.salt())
            .bytes(arrival.value());
        place(sql, arrival.place()).time(now).endRow();
      }
      statement.executeBatch();
    }
  }

  static void deadLetters(Connection connection, List<Arrival.DeadLetter> letters, Instant now)
      throws SQLException {
    if (letters.isEmpty()) {
      return;
    }
    try (var statement = connection.prepareStatement(DEAD_LETTER)) {
      Sql sql = new Sql(statement);
      for (Arrival.DeadLetter letter : letters) {
        place(sql, letter.place())
            .text(letter.reason())
            .text(letter.detail())
            .bytes(letter.key())
            .bytes(letter.salt())
            .bytes(letter.value())
            .time(now)
            .endRow();
      }
      statement.executeBatch();
    }
  }

  private static Sql place(Sql sql, Place place) throws SQLException {
    return sql.text(place.source().topic())
        .small(place.source().partition())
        .number(place.offset());
  }
}
