package eu.bailiwick.metering.ledger;

import eu.bailiwick.metering.event.Bytes;
import eu.bailiwick.metering.storage.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One log, locked from {@link #lock} to the end of the transaction: nobody else appends meanwhile,
 * so indexes have no gaps and entries stand in the order of commits.
 */
public final class LogStore {

  private static final String CREATE =
      "INSERT INTO ledger (log, size) VALUES (?, 0) ON CONFLICT DO NOTHING";

  private static final String LOCK = "SELECT size FROM ledger WHERE log = ? FOR UPDATE";

  private static final String NODES =
      """
      SELECT level, position, hash FROM ledger_node
      JOIN unnest(?::int[], ?::bigint[]) AS k (level, position) USING (level, position)
      WHERE log = ?
      """;

  private static final String INSERT_ENTRY =
      """
      INSERT INTO ledger_entry (log, index, kind, first, last, at, logged, salt, content, leaf)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String INSERT_NODE =
      "INSERT INTO ledger_node (log, level, position, hash) VALUES (?, ?, ?, ?)";

  private static final String GROW = "UPDATE ledger SET size = ? WHERE log = ?";

  private final Connection connection;
  private final String log;
  private long size;

  private LogStore(Connection connection, String log, long size) {
    this.connection = connection;
    this.log = log;
    this.size = size;
  }

  /**
   * Waits until nobody else appends to the log; makes it if it is not there.
   *
   * @param connection in a transaction, which the caller ends
   * @param log its id
   */
  public static LogStore lock(Connection connection, String log) throws SQLException {
    try (var create = connection.prepareStatement(CREATE);
        var lock = connection.prepareStatement(LOCK)) {
      new Sql(create).text(log);
      create.executeUpdate();
      new Sql(lock).text(log);
      try (var row = lock.executeQuery()) {
        row.next();
        return new LogStore(connection, log, row.getLong("size"));
      }
    }
  }

  /**
   * Appends an entry.
   *
   * @param logged when this was
   * @return its index
   */
  public long append(Entry entry, Instant logged) throws SQLException {
    long index = size;
    Bytes leaf = entry.leaf();
    try (var statement = connection.prepareStatement(INSERT_ENTRY)) {
      new Sql(statement)
          .text(log)
          .number(index)
          .text(entry.kind())
          .number(entry.first())
          .number(entry.last())
          .time(entry.at())
          .time(logged)
          .bytes(entry.salt())
          .bytes(entry.content())
          .bytes(leaf);
      statement.executeUpdate();
    }
    insert(completedBy(index, TreeHash.leaf(leaf)));
    grow();
    return index;
  }

  /** The subtrees that are complete with this leaf, the leaf first. */
  private Map<Subtree, Bytes> completedBy(long index, Bytes leafHash) throws SQLException {
    Map<Subtree, Bytes> completed = new LinkedHashMap<>();
    Subtree subtree = Subtree.leaf(index);
    Bytes hash = leafHash;
    completed.put(subtree, hash);
    Map<Subtree, Bytes> before = read(connection, log, Range.ofSize(index).subtrees());
    while (subtree.isRightChild()) {
      hash = TreeHash.node(Objects.requireNonNull(before.get(subtree.leftSibling())), hash);
      subtree = subtree.parent();
      completed.put(subtree, hash);
    }
    return completed;
  }

  private void insert(Map<Subtree, Bytes> nodes) throws SQLException {
    try (var statement = connection.prepareStatement(INSERT_NODE)) {
      Sql sql = new Sql(statement);
      for (Map.Entry<Subtree, Bytes> node : nodes.entrySet()) {
        sql.text(log)
            .small(node.getKey().level())
            .number(node.getKey().position())
            .bytes(node.getValue())
            .endRow();
      }
      statement.executeBatch();
    }
  }

  private void grow() throws SQLException {
    try (var statement = connection.prepareStatement(GROW)) {
      new Sql(statement).number(size + 1).text(log);
      statement.executeUpdate();
    }
    size++;
  }

  private static Map<Subtree, Bytes> read(Connection connection, String log, List<Subtree> subtrees)
      throws SQLException {
    Map<Subtree, Bytes> hashes = new HashMap<>();
    try (var statement = connection.prepareStatement(NODES)) {
      new Sql(statement)
          .column("int4", subtrees, Subtree::level)
          .column("bigint", subtrees, Subtree::position)
          .text(log);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          hashes.put(
              new Subtree(rows.getInt("level"), rows.getLong("position")),
              new Bytes(rows.getBytes("hash")));
        }
      }
    }
    return hashes;
  }
}
