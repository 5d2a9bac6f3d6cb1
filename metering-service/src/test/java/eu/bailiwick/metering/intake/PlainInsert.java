package eu.bailiwick.metering.intake;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * The least that anybody would do: rows that are there already, in batches of an idempotent INSERT
 * through JDBC, into the same tables with the same indexes.
 */
final class PlainInsert {

  private static final int BATCH = 2_000;
  private static final List<String> TABLES = List.of("sequence_digest", "event_row");

  private final List<Table> tables;

  private record Table(String insert, List<Object[]> rows) {}

  private PlainInsert(List<Table> tables) {
    this.tables = tables;
  }

  /** Keeps the rows of a database that intake filled. */
  static PlainInsert ofRows(DataSource filled) throws SQLException {
    List<Table> tables = new ArrayList<>();
    try (Connection connection = filled.getConnection();
        var statement = connection.createStatement()) {
      for (String table : TABLES) {
        try (ResultSet rows = statement.executeQuery("SELECT * FROM " + table)) {
          tables.add(read(table, rows));
        }
      }
    }
    return new PlainInsert(tables);
  }

  private static Table read(String table, ResultSet rows) throws SQLException {
    int columns = rows.getMetaData().getColumnCount();
    List<String> names = new ArrayList<>();
    for (int i = 1; i <= columns; i++) {
      names.add(rows.getMetaData().getColumnName(i));
    }
    String insert =
        "INSERT INTO %s (%s) OVERRIDING SYSTEM VALUE VALUES (%s) ON CONFLICT DO NOTHING"
            .formatted(
                table,
                String.join(", ", names),
                Stream.generate(() -> "?").limit(columns).collect(Collectors.joining(", ")));
    List<Object[]> values = new ArrayList<>();
    while (rows.next()) {
      Object[] row = new Object[columns];
      for (int i = 0; i < columns; i++) {
        row[i] = rows.getObject(i + 1);
      }
      values.add(row);
    }
    return new Table(insert, values);
  }

  int events() {
    return tables.getLast().rows().size();
  }

  /** Makes the partitions that the rows need, and the shapes that they name. */
  void makePlace(DataSource from, DataSource to) throws SQLException {
    try (Connection source = from.getConnection();
        Connection target = to.getConnection();
        var read = source.createStatement();
        var write = target.createStatement();
        var rows =
            read.executeQuery(
                """
                SELECT c.relname, pg_get_expr(c.relpartbound, c.oid) FROM pg_class c
                JOIN pg_inherits i ON i.inhrelid = c.oid WHERE i.inhparent = 'event_row'::regclass
                """)) {
      while (rows.next()) {
        write.execute(
            "CREATE TABLE " + rows.getString(1) + " PARTITION OF event_row " + rows.getString(2));
      }
    }
    try (Connection source = from.getConnection();
        Connection target = to.getConnection();
        var read = source.createStatement();
        var rows = read.executeQuery("SELECT * FROM event_shape")) {
      Table shapes = read("event_shape", rows);
      insert(target, shapes, 0, shapes.rows().size());
    }
  }

  /** Inserts all rows, a transaction for each batch; returns how many seconds it took. */
  double run(DataSource database) throws SQLException {
    long begun = System.nanoTime();
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      for (int from = 0; from < events(); from += BATCH) {
        for (Table table : tables) {
          insert(connection, table, from, Math.min(from + BATCH, table.rows().size()));
        }
        connection.commit();
      }
    }
    return (System.nanoTime() - begun) / 1e9;
  }

  private static void insert(Connection connection, Table table, int from, int to)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(table.insert())) {
      for (int i : IntStream.range(from, to).toArray()) {
        Object[] row = table.rows().get(i);
        for (int column = 0; column < row.length; column++) {
          statement.setObject(column + 1, row[column]);
        }
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }
}
