package eu.bailiwick.metering.ledger;

import eu.bailiwick.metering.event.Bytes;
import eu.bailiwick.metering.storage.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Several logs, locked from {@link #lock} to the end of the transaction: nobody else appends
 * meanwhile, so indexes have no gaps and entries stand in the order of commits. Whoever appends to
 * many logs does it here, with few statements for all of them; nothing is stored before {@link
 * #write}. Who needs several logs in one transaction locks them in one call, and so never waits for
 * somebody who waits for him.
 */
public final class LockedLogs {

  /** In order, so that transactions that make the same logs at once wait for each other in turn. */
  private static final String CREATE =
      """
      INSERT INTO ledger (log, size) SELECT log, 0 FROM unnest(?::text[]) WITH ORDINALITY AS k (log, n)
      ORDER BY n ON CONFLICT DO NOTHING
      """;

  private static final String LOCK =
      """
      SELECT log, size FROM ledger WHERE log = ANY (?) ORDER BY log COLLATE "C" FOR UPDATE
      """;

  private static final String TILES =
      """
      SELECT k.log, k.level, k.index, t.hashes
      FROM unnest(?::text[], ?::int[], ?::bigint[]) AS k (log, level, index)
      JOIN ledger_tile t ON t.log = k.log AND t.level = k.level AND t.index = k.index
      """;

  private static final String INSERT_ENTRY =
      """
      INSERT INTO ledger_entry (log, index, kind, about, at, logged, salt, content, leaf)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String WRITE_TILES =
      """
      INSERT INTO ledger_tile (log, level, index, hashes)
      SELECT * FROM unnest(?::text[], ?::int[], ?::bigint[], ?::bytea[])
      ON CONFLICT (log, level, index) DO UPDATE SET hashes = excluded.hashes
      """;

  private static final String GROW =
      """
      UPDATE ledger l SET size = k.size FROM unnest(?::text[], ?::bigint[]) AS k (log, size)
      WHERE l.log = k.log
      """;

  private final Connection connection;
  private final Map<LogId, Growth> logs;
  private final List<NewEntry> entries = new ArrayList<>();

  private record NewEntry(LogId log, long index, Entry entry, Bytes leaf, Instant logged) {}

  private record TileOf(LogId log, Tile tile) {}

  private record KeyOf(LogId log, Tile.Key key) {}

  private LockedLogs(Connection connection, Map<LogId, Growth> logs) {
    this.connection = connection;
    this.logs = logs;
  }

  /**
   * Waits until nobody else appends to these logs; makes those that are not there.
   *
   * @param connection in a transaction, which the caller ends
   */
  public static LockedLogs lock(Connection connection, Collection<LogId> ids) throws SQLException {
    List<LogId> inOrder = List.copyOf(new TreeSet<>(ids));
    if (inOrder.isEmpty()) {
      return new LockedLogs(connection, Map.of());
    }
    Map<LogId, Long> sizes = new TreeMap<>();
    try (var create = connection.prepareStatement(CREATE);
        var lock = connection.prepareStatement(LOCK)) {
      new Sql(create).column("text", inOrder, LogId::text);
      create.executeUpdate();
      new Sql(lock).column("text", inOrder, LogId::text);
      try (var rows = lock.executeQuery()) {
        while (rows.next()) {
          sizes.put(new LogId(rows.getString("log")), rows.getLong("size"));
        }
      }
    }
    return new LockedLogs(connection, growths(connection, sizes));
  }

  private static Map<LogId, Growth> growths(Connection connection, Map<LogId, Long> sizes)
      throws SQLException {
    List<KeyOf> keys = new ArrayList<>();
    sizes.forEach((log, size) -> Growth.lastOf(size).forEach(key -> keys.add(new KeyOf(log, key))));
    Map<LogId, List<Tile>> last = new HashMap<>();
    if (!keys.isEmpty()) {
      try (var statement = connection.prepareStatement(TILES)) {
        new Sql(statement)
            .column("text", keys, of -> of.log().text())
            .column("int4", keys, of -> of.key().level())
            .column("bigint", keys, of -> of.key().index());
        try (var rows = statement.executeQuery()) {
          while (rows.next()) {
            last.computeIfAbsent(new LogId(rows.getString("log")), log -> new ArrayList<>())
                .add(
                    new Tile(
                        rows.getInt("level"),
                        rows.getLong("index"),
                        new Bytes(rows.getBytes("hashes"))));
          }
        }
      }
    }
    Map<LogId, Growth> logs = new TreeMap<>();
    sizes.forEach(
        (log, size) -> logs.put(log, new Growth(size, last.getOrDefault(log, List.of()))));
    return logs;
  }

  /** How many entries a log has, those included that are not written yet. */
  public long size(LogId log) {
    return growth(log).size();
  }

  /**
   * Appends an entry that is kept with its content.
   *
   * @param logged when this was
   * @return its index
   */
  public long append(LogId log, Entry entry, Instant logged) {
    Bytes leaf = entry.leaf().bytes();
    long index = growth(log).append(TreeHash.leaf(leaf));
    entries.add(new NewEntry(log, index, entry, leaf, logged));
    return index;
  }

  /**
   * Appends a leaf that follows from what is kept elsewhere, as those of usage events do.
   *
   * @return its index
   */
  public long append(LogId log, Leaf leaf) {
    return append(log, leaf.hash());
  }

  /**
   * As {@link #append(LogId, Leaf)}, for a caller that hashed the leaf before.
   *
   * @param leafHash {@link Leaf#hash}
   */
  public long append(LogId log, Bytes leafHash) {
    return growth(log).append(leafHash);
  }

  private Growth growth(LogId log) {
    return Objects.requireNonNull(logs.get(log), () -> log + " is not locked");
  }

  /** Stores all that was appended since the last call. */
  public void write() throws SQLException {
    List<TileOf> tiles = new ArrayList<>();
    logs.forEach(
        (log, growth) -> growth.changed().forEach(tile -> tiles.add(new TileOf(log, tile))));
    if (tiles.isEmpty()) {
      return;
    }
    writeEntries();
    try (var statement = connection.prepareStatement(WRITE_TILES)) {
      new Sql(statement)
          .column("text", tiles, of -> of.log().text())
          .column("int4", tiles, of -> of.tile().level())
          .column("bigint", tiles, of -> of.tile().index())
          .column("bytea", tiles, of -> of.tile().hashes().content());
      statement.executeUpdate();
    }
    List<LogId> grown = tiles.stream().map(TileOf::log).distinct().toList();
    try (var statement = connection.prepareStatement(GROW)) {
      new Sql(statement)
          .column("text", grown, LogId::text)
          .column("bigint", grown, log -> growth(log).size());
      statement.executeUpdate();
    }
  }

  private void writeEntries() throws SQLException {
    if (entries.isEmpty()) {
      return;
    }
    try (var statement = connection.prepareStatement(INSERT_ENTRY)) {
      Sql sql = new Sql(statement);
      for (NewEntry each : entries) {
        sql.text(each.log().text())
            .number(each.index())
            .text(each.entry().kind())
            .text(each.entry().about())
            .time(each.entry().at())
            .time(each.logged())
            .bytes(each.entry().salt())
            .bytes(each.entry().content())
            .bytes(each.leaf())
            .endRow();
      }
      sql.runRows();
    }
    entries.clear();
  }
}
