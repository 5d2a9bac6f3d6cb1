package eu.bailiwick.metering.storage;

import eu.bailiwick.metering.event.Bytes;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Binds the variables of one statement from left to right. */
public final class Sql {

  private final PreparedStatement statement;
  private int index;

  public Sql(PreparedStatement statement) {
    this.statement = statement;
  }

  /** As PostgreSQL keeps it: to the microsecond, cut and not rounded. */
  public static OffsetDateTime micros(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
  }

  public static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  public static UUID uuid(ResultSet row, String column) throws SQLException {
    return row.getObject(column, UUID.class);
  }

  public Sql text(@Nullable String value) throws SQLException {
    statement.setString(++index, value);
    return this;
  }

  public Sql uuid(@Nullable UUID value) throws SQLException {
    statement.setObject(++index, value, Types.OTHER);
    return this;
  }

  public Sql number(@Nullable Long value) throws SQLException {
    statement.setObject(++index, value, Types.BIGINT);
    return this;
  }

  public Sql small(@Nullable Integer value) throws SQLException {
    statement.setObject(++index, value, Types.INTEGER);
    return this;
  }

  public Sql time(@Nullable Instant value) throws SQLException {
    statement.setObject(
        ++index, value == null ? null : micros(value), Types.TIMESTAMP_WITH_TIMEZONE);
    return this;
  }

  public Sql flag(boolean value) throws SQLException {
    statement.setBoolean(++index, value);
    return this;
  }

  public Sql bytes(@Nullable Bytes value) throws SQLException {
    statement.setBytes(++index, value == null ? null : value.content());
    return this;
  }

  public Sql texts(@Nullable List<String> values) throws SQLException {
    if (values == null) {
      statement.setNull(++index, Types.ARRAY);
    } else {
      statement.setArray(
          ++index, statement.getConnection().createArrayOf("text", values.toArray()));
    }
    return this;
  }

  /** One array that holds the same column of all rows; {@code type} is its element's SQL type. */
  public <T> Sql column(String type, List<T> rows, Function<T, @Nullable Object> value)
      throws SQLException {
    Object[] values = rows.stream().map(value).toArray(length -> arrayOf(type, length));
    statement.setArray(++index, statement.getConnection().createArrayOf(type, values));
    return this;
  }

  private static Object[] arrayOf(String type, int length) {
    // The driver sends arrays of these types as they are, and all others as text.
    return switch (type) {
      case "bytea" -> new byte[length][];
      case "int4" -> new Integer[length];
      case "bigint" -> new Long[length];
      case "text" -> new String[length];
      default -> new Object[length];
    };
  }

  /** Runs the statement, and begins anew with the variables; returns how many rows it changed. */
  public int update() throws SQLException {
    index = 0;
    return statement.executeUpdate();
  }

  /** Ends a row of a JDBC batch; {@link #runRows} runs them. */
  public void endRow() throws SQLException {
    statement.addBatch();
    index = 0;
  }

  /**
   * Runs the rows of a JDBC batch.
   *
   * @throws SQLException also if the connection breaks off in the middle, for which PostgreSQL's
   *     driver has an {@link AssertionError}
   */
  public void runRows() throws SQLException {
    try {
      statement.executeBatch();
    } catch (AssertionError e) {
      throw new SQLNonTransientConnectionException("the connection broke off", "08006", e);
    }
  }
}
