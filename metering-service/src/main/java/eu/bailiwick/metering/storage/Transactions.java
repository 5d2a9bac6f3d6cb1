package eu.bailiwick.metering.storage;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Runs work in transactions: all of it is done, or nothing. */
@Singleton
public final class Transactions {

  private final DataSource database;

  public Transactions(DataSource database) {
    this.database = database;
  }

  /** What is done in one transaction. */
  public interface Work<T> {
    T with(Connection connection) throws SQLException;
  }

  /**
   * Runs and commits; blocks.
   *
   * @param what it does, as the beginning of a sentence that ends in "could not be …"
   * @throws StorageUnavailableException if that is not known to have succeeded
   */
  public <T> T run(String what, Work<T> work) {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try {
        T result = work.with(connection);
        connection.commit();
        return result;
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      }
    } catch (SQLException e) {
      throw new StorageUnavailableException(what, e);
    }
  }
}
