package eu.bailiwick.metering.storage;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Runs one statement of a transaction: binds its variables and reads its rows. */
public final class Rows {

  private Rows() {}

  /** Binds the variables of a statement, from left to right. */
  public interface Binding {
    Sql bind(Sql sql) throws SQLException;
  }

  /** Reads one row. */
  public interface Reading<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** All rows of a query, or of a statement that returns some. */
  public static <T> List<T> list(
      Connection connection, String sql, Binding binding, Reading<T> reading) throws SQLException {
    List<T> items = new ArrayList<>();
    try (var statement = connection.prepareStatement(sql)) {
      binding.bind(new Sql(statement));
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          items.add(reading.read(rows));
        }
      }
    }
    return items;
  }

  /**
   * Changes rows.
   *
   * @return how many
   */
  public static int update(Connection connection, String sql, Binding binding) throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      binding.bind(new Sql(statement));
      return statement.executeUpdate();
    }
  }
}
