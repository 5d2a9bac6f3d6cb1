package eu.bailiwick.metering.arrival;

import eu.bailiwick.metering.storage.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Where intake goes on in each source, and who may move it. */
final class IntakeOffsets {

  private static final String TAKE =
      """
      INSERT INTO intake_offset AS o (topic, kafka_partition, next_offset, fence)
      VALUES (?, ?, 0, 1)
      ON CONFLICT (topic, kafka_partition) DO UPDATE SET fence = o.fence + 1
      RETURNING next_offset, fence
      """;

  private static final String ADVANCE =
      """
      UPDATE intake_offset SET next_offset = ?, read_until = greatest(read_until, ?)
      WHERE topic = ? AND kafka_partition = ? AND fence = ? AND next_offset = ?
      """;

  private static final String READ_UNTIL =
      """
      UPDATE intake_offset SET read_until = greatest(read_until, ?)
      WHERE topic = ? AND kafka_partition = ? AND fence = ? AND next_offset = ?
      """;

  private IntakeOffsets() {}

  static Holding take(Connection connection, Source source) throws SQLException {
    try (var statement = connection.prepareStatement(TAKE)) {
      new Sql(statement).text(source.topic()).small(source.partition());
      try (var row = statement.executeQuery()) {
        row.next();
        return new Holding(source, row.getLong("fence"), row.getLong("next_offset"));
      }
    }
  }

  /** All of these sources has been read that was there at this time. */
  static void readUntil(Connection connection, Collection<Holding> holdings, Instant time)
      throws SQLException {
    try (var statement = connection.prepareStatement(READ_UNTIL)) {
      Sql sql = new Sql(statement);
      for (Holding holding : holdings) {
        sql.time(time)
            .text(holding.source().topic())
            .small(holding.source().partition())
            .number(holding.fence())
            .number(holding.nextOffset())
            .endRow();
      }
      sql.runRows();
    }
  }

  /**
   * Moves the offsets, and holds their rows locked until the transaction ends.
   *
   * @throws FencedException if one is no longer held
   */
  static void advance(Connection connection, List<Batch.Move> moves) throws SQLException {
    List<Batch.Move> inOrder =
        moves.stream().sorted(Comparator.comparing(move -> move.from().source())).toList();
    try (var statement = connection.prepareStatement(ADVANCE)) {
      for (Batch.Move move : inOrder) {
        Holding from = move.from();
        new Sql(statement)
            .number(move.nextOffset())
            .time(move.readUntil())
            .text(from.source().topic())
            .small(from.source().partition())
            .number(from.fence())
            .number(from.nextOffset());
        if (statement.executeUpdate() != 1) {
          throw new FencedException(from.source());
        }
      }
    }
  }
}
