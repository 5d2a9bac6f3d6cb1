package eu.bailiwick.metering.ledger;

import eu.bailiwick.metering.event.Bytes;
import eu.bailiwick.metering.query.Condition;
import eu.bailiwick.metering.query.Database;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Reads logs. What it once read never changes, so several reads need no common transaction. */
@Singleton
final class LedgerQueries {

  private static final String SIZE = "SELECT size FROM ledger WHERE log = ?";

  private static final String TILES =
      """
      SELECT t.level, t.index, t.hashes FROM unnest(?::bigint[], ?::bigint[]) AS k (level, index)
      JOIN ledger_tile t ON t.log = ? AND t.level = k.level AND t.index = k.index
      """;

  private static final String ENTRIES =
      """
      SELECT e.index, e.kind, e.about, e.at, e.logged, e.salt, e.content, e.leaf
      FROM ledger_entry e WHERE e.log = ? AND
      """;

  private static final String NEWEST_FIRST = "ORDER BY e.index DESC LIMIT ?";

  private static final String INDEX_OF_EVENT =
      """
      SELECT e.log_index FROM event_origin o JOIN sequence_digest s ON s.origin = o.id
      JOIN event_row e ON e.tenant = o.tenant AND e.time = s.time AND e.origin = s.origin
        AND e.sequence = s.sequence
      WHERE o.epoch = ? AND o.tenant = ? AND s.sequence = ? AND e.log_index IS NOT NULL
      """;

  private final Database database;

  LedgerQueries(Database database) {
    this.database = database;
  }

  /** How many entries a log has. */
  long size(LogId log) {
    return database.query(SIZE, List.of(log.text()), row -> row.getLong("size")).stream()
        .findFirst()
        .orElse(0L);
  }

  /** Where the leaf of a usage event stands in the log of its tenant. */
  Optional<Long> indexOfEvent(LogId log, UUID epoch, long sequence) {
    return database
        .query(
            INDEX_OF_EVENT, List.of(epoch, log.tenant(), sequence), row -> row.getLong("log_index"))
        .stream()
        .findFirst();
  }

  /**
   * The hashes of ranges, in their order.
   *
   * @param ranges none reaching beyond the log
   */
  List<Bytes> hashes(LogId log, List<Range> ranges) {
    Map<Tile.Key, Tile> tiles =
        tiles(
            log,
            ranges.stream()
                .flatMap(range -> range.subtrees().stream())
                .map(Tile.Key::of)
                .distinct()
                .toList());
    return ranges.stream()
        .map(range -> range.subtrees().stream().map(each -> hash(tiles, each)).toList())
        .map(TreeHash::range)
        .toList();
  }

  private static Bytes hash(Map<Tile.Key, Tile> tiles, Subtree subtree) {
    Tile tile = tiles.get(Tile.Key.of(subtree));
    if (tile == null) {
      throw new IllegalStateException("the ledger lacks " + subtree);
    }
    return tile.hash(subtree);
  }

  /** Those tiles of a log that are there. */
  Map<Tile.Key, Tile> tiles(LogId log, Collection<Tile.Key> keys) {
    Map<Tile.Key, Tile> tiles = HashMap.newHashMap(keys.size());
    if (!keys.isEmpty()) {
      List<Long> levels = keys.stream().map(key -> (long) key.level()).toList();
      List<Long> indexes = keys.stream().map(Tile.Key::index).toList();
      database
          .query(TILES, List.of(levels, indexes, log.text()), LedgerQueries::tile)
          .forEach(tile -> tiles.put(tile.key(), tile));
    }
    return tiles;
  }

  private static Tile tile(ResultSet row) throws SQLException {
    return new Tile(row.getInt("level"), row.getLong("index"), new Bytes(row.getBytes("hashes")));
  }

  /** At most {@code limit} entries as {@code e}, newest first. */
  List<StoredEntry> entries(LogId log, Condition condition, int limit) {
    List<Object> values = new ArrayList<>();
    values.add(log.text());
    values.addAll(condition.values());
    values.add(limit);
    return database.query(
        ENTRIES + condition.sql() + "\n" + NEWEST_FIRST, values, LedgerQueries::entry);
  }

  private static StoredEntry entry(ResultSet row) throws SQLException {
    return new StoredEntry(
        row.getLong("index"),
        new Entry(
            row.getString("kind"),
            row.getString("about"),
            row.getObject("at", OffsetDateTime.class).toInstant(),
            new Bytes(row.getBytes("salt")),
            new Bytes(row.getBytes("content"))),
        row.getObject("logged", OffsetDateTime.class).toInstant(),
        new Bytes(row.getBytes("leaf")));
  }
}
