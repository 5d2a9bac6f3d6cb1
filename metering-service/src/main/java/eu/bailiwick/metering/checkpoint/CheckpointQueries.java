package eu.bailiwick.metering.checkpoint;

import eu.bailiwick.metering.event.Bytes;
import eu.bailiwick.metering.ledger.LogId;
import eu.bailiwick.metering.query.Database;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Reads checkpoints for those who ask. */
@Singleton
final class CheckpointQueries {

  private static final String PUBLISHED =
      """
      SELECT note, time, published FROM cell_checkpoint WHERE published ORDER BY size DESC LIMIT 1
      """;

  private static final String ANCHORS =
      """
      SELECT log, size, root, cell_index FROM log_checkpoint
      WHERE log = ? AND size >= ? AND cell_index < ? ORDER BY size
      """;

  private static final String FIRST = ANCHORS + " LIMIT 1";
  private static final String LAST = ANCHORS + " DESC LIMIT 1";

  private final Database database;

  CheckpointQueries(Database database) {
    this.database = database;
  }

  Optional<SignedTree> published() {
    return database.query(PUBLISHED, List.of(), CheckpointStore::signed).stream().findFirst();
  }

  /**
   * The smallest checkpoint of a log that is not below a size.
   *
   * @param before size of the tree of the cell that has it
   */
  Optional<Anchor> first(LogId log, long atLeast, long before) {
    return anchor(FIRST, log, atLeast, before);
  }

  /** The largest such checkpoint. */
  Optional<Anchor> last(LogId log, long atLeast, long before) {
    return anchor(LAST, log, atLeast, before);
  }

  private Optional<Anchor> anchor(String sql, LogId log, long atLeast, long before) {
    return database
        .query(sql, List.of(log.text(), atLeast, before), CheckpointQueries::read)
        .stream()
        .findFirst();
  }

  private static Anchor read(ResultSet row) throws SQLException {
    return new Anchor(
        new LogId(row.getString("log")),
        row.getLong("size"),
        new Bytes(row.getBytes("root")),
        row.getLong("cell_index"));
  }
}
