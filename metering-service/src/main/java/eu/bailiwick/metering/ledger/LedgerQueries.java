package eu.bailiwick.metering.ledger;

import eu.bailiwick.metering.event.Bytes;
import eu.bailiwick.metering.query.Condition;
import eu.bailiwick.metering.query.Database;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Reads logs. What it once read never changes, so several reads need no common transaction. */
@Singleton
final class LedgerQueries {

  private static final String SIZE = "SELECT size FROM ledger WHERE log = ?";

  private static final String NODES =
      """
      SELECT level, position, hash FROM ledger_node
      JOIN unnest(?::bigint[], ?::bigint[]) AS k (level, position) USING (level, position)
      WHERE log = ?
      """;

  private static final String ENTRIES =
      """
      SELECT e.index, e.kind, e.first, e.last, e.at, e.logged, e.salt, e.content, e.leaf
      FROM ledger_entry e WHERE e.log = ? AND
      """;

  private static final String NEWEST_FIRST = "ORDER BY e.index DESC LIMIT ?";

  private final Database database;

  LedgerQueries(Database database) {
    this.database = database;
  }

  /** How many entries a log has. */
  long size(String log) {
    return database.query(SIZE, List.of(log), row -> row.getLong("size")).stream()
        .findFirst()
        .orElse(0L);
  }

  /**
   * The hashes of ranges, in their order.
   *
   * @param ranges none reaching beyond the log
   */
  List<Bytes> hashes(String log, List<Range> ranges) {
    Map<Subtree, Bytes> nodes =
        nodes(log, ranges.stream().flatMap(range -> range.subtrees().stream()).toList());
    return ranges.stream()
        .map(range -> range.subtrees().stream().map(node -> hash(nodes, node)).toList())
        .map(TreeHash::range)
        .toList();
  }

  private static Bytes hash(Map<Subtree, Bytes> nodes, Subtree subtree) {
    return Objects.requireNonNull(nodes.get(subtree), () -> "the ledger lacks " + subtree);
  }

  /** The root hash of the log when it had so many entries. */
  Bytes root(String log, long size) {
    return hashes(log, List.of(Range.ofSize(size))).getFirst();
  }

  private Map<Subtree, Bytes> nodes(String log, List<Subtree> subtrees) {
    Map<Subtree, Bytes> hashes = new HashMap<>();
    if (!subtrees.isEmpty()) {
      List<Long> levels = subtrees.stream().map(each -> (long) each.level()).toList();
      List<Long> positions = subtrees.stream().map(Subtree::position).toList();
      database
          .query(NODES, List.of(levels, positions, log), LedgerQueries::node)
          .forEach(node -> hashes.put(node.subtree(), node.hash()));
    }
    return hashes;
  }

  private record Node(Subtree subtree, Bytes hash) {}

  private static Node node(ResultSet row) throws SQLException {
    return new Node(
        new Subtree(row.getInt("level"), row.getLong("position")), new Bytes(row.getBytes("hash")));
  }

  /** At most {@code limit} entries as {@code e}, newest first. */
  List<StoredEntry> entries(String log, Condition condition, int limit) {
    List<Object> values = new ArrayList<>();
    values.add(log);
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
            row.getLong("first"),
            row.getLong("last"),
            row.getObject("at", OffsetDateTime.class).toInstant(),
            new Bytes(row.getBytes("salt")),
            new Bytes(row.getBytes("content"))),
        row.getObject("logged", OffsetDateTime.class).toInstant(),
        new Bytes(row.getBytes("leaf")));
  }
}
