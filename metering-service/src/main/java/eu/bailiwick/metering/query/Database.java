package eu.bailiwick.metering.query;

import eu.bailiwick.metering.problem.ErrorCode;
import eu.bailiwick.metering.problem.ProblemException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;
import org.postgresql.PGStatement;

/** Runs queries, a few at a time, so that intake always finds a connection. */
@Singleton
public final class Database {

  private static final int AT_ONCE = 8;
  private static final int LONGEST_SECONDS = 30;

  /** SQLSTATE query_canceled. */
  private static final String CANCELED = "57014";

  private static final int STREAMS_AT_ONCE = 2;
  private static final int FETCHED_AT_ONCE = 1_000;

  private final DataSource database;
  private final Semaphore streams = new Semaphore(STREAMS_AT_ONCE);
  private final Places places =
      new Places(
          AT_ONCE,
          Duration.ofSeconds(LONGEST_SECONDS),
          ErrorCode.STORAGE_UNAVAILABLE,
          "Too many questions at once.");

  public Database(DataSource database) {
    this.database = database;
  }

  /** Reads one row. */
  public interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Takes rows one by one. */
  public interface Rows {
    void take(ResultSet row) throws SQLException, IOException;
  }

  /**
   * Runs a query; blocks.
   *
   * @param sql with one {@code ?} for each value
   * @throws ProblemException if PostgreSQL does not answer, or not within 30 seconds, or too many
   *     ask at once
   */
  public <T> List<T> query(String sql, List<Object> values, Row<T> row) {
    try (Places.Place _ = places.take();
        Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setQueryTimeout(LONGEST_SECONDS);
      planForTheseValues(statement);
      bind(connection, statement, values);
      return read(statement, row);
    } catch (SQLException e) {
      throw CANCELED.equals(e.getSQLState())
          ? new ProblemException(ErrorCode.QUERY_TIMEOUT, "Ask for a shorter period.", e)
          : new ProblemException(ErrorCode.STORAGE_UNAVAILABLE, "Try again soon.", e);
    }
  }

  /**
   * Runs a query and hands its rows on one by one, a thousand in memory at most; blocks as long as
   * whoever takes them. One place of few is taken meanwhile.
   *
   * @param sql with one {@code ?} for each value
   * @throws ProblemException if PostgreSQL does not answer, or too many such queries run
   * @throws IOException from {@code rows}
   */
  public void stream(String sql, List<Object> values, Rows rows) throws IOException {
    if (!streams.tryAcquire()) {
      throw new ProblemException(
          ErrorCode.STORAGE_UNAVAILABLE, STREAMS_AT_ONCE + " exports are running. Try again soon.");
    }
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        statement.setFetchSize(FETCHED_AT_ONCE);
        bind(connection, statement, values);
        try (ResultSet found = statement.executeQuery()) {
          while (found.next()) {
            rows.take(found);
          }
        }
      } finally {
        connection.rollback();
      }
    } catch (SQLException e) {
      throw new ProblemException(ErrorCode.STORAGE_UNAVAILABLE, "Try again soon.", e);
    } finally {
      streams.release();
    }
  }

  /**
   * Keeps PostgreSQL from one plan for any values once a question was asked a few times: what is
   * cheap for one tenant, period or key is not for another, by a factor of a hundred.
   */
  private static void planForTheseValues(PreparedStatement statement) throws SQLException {
    statement.unwrap(PGStatement.class).setPrepareThreshold(0);
  }

  private static <T> List<T> read(PreparedStatement statement, Row<T> row) throws SQLException {
    List<T> items = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        items.add(row.read(rows));
      }
    }
    return items;
  }

  private static void bind(Connection connection, PreparedStatement statement, List<Object> values)
      throws SQLException {
    int index = 0;
    for (Object value : values) {
      if (value instanceof List<?> several) {
        statement.setArray(++index, connection.createArrayOf(type(several), several.toArray()));
      } else {
        statement.setObject(++index, value);
      }
    }
  }

  private static String type(List<?> values) {
    return switch (values.getFirst()) {
      case UUID id -> "uuid";
      case Integer number -> "int4";
      case Long number -> "bigint";
      case OffsetDateTime time -> "timestamptz";
      default -> "text";
    };
  }
}
