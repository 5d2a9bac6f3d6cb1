package eu.bailiwick.metering.storage;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Lets one of several instances do what only one should. Whoever has the lease keeps one connection
 * to PostgreSQL for it (a session's advisory lock, which a pooler that shares sessions would
 * break); it is lost with the connection.
 */
@Singleton
public final class Leases {

  private static final Logger LOG = Logger.getLogger(Leases.class);
  private static final String TAKE = "SELECT pg_try_advisory_lock(?)";
  private static final String GIVE_BACK = "SELECT pg_advisory_unlock(?)";
  private static final int ANSWERS_WITHIN_SECONDS = 2;

  private final DataSource database;

  public Leases(DataSource database) {
    this.database = database;
  }

  /**
   * Takes a lease unless somebody else has it; blocks.
   *
   * @param lease which one, the same number in all instances
   * @throws StorageUnavailableException if PostgreSQL does not answer
   */
  public Optional<Lease> tryTake(long lease) {
    try {
      Connection connection = database.getConnection();
      if (call(connection, TAKE, lease)) {
        return Optional.of(new Lease(connection, lease));
      }
      connection.close();
      return Optional.empty();
    } catch (SQLException e) {
      throw new StorageUnavailableException("a lease could not be taken", e);
    }
  }

  private static boolean call(Connection connection, String sql, long lease) throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      statement.setLong(1, lease);
      try (var row = statement.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** A lease that this instance had at least until now. For one thread. */
  public static final class Lease implements AutoCloseable {

    private final Connection connection;
    private final long lease;

    private Lease(Connection connection, long lease) {
      this.connection = connection;
      this.lease = lease;
    }

    /** Whether it is still held; asks PostgreSQL. */
    public boolean isHeld() {
      try {
        return connection.isValid(ANSWERS_WITHIN_SECONDS);
      } catch (SQLException e) {
        return false;
      }
    }

    /** Gives it back, so that another instance goes on at once. */
    @Override
    public void close() {
      try (connection) {
        call(connection, GIVE_BACK, lease);
      } catch (SQLException e) {
        LOG.debug("the session is gone, and the lease with it", e);
      }
    }
  }
}
