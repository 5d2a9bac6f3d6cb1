package eu.bailiwick.metering.retention;

import eu.bailiwick.metering.storage.StorageUnavailableException;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * Writes partitions anew from which something was destroyed: PostgreSQL keeps the old versions of
 * changed rows until then. Only of days that are over, for nothing can be stored in a partition
 * meanwhile. Blocks.
 */
@Singleton
public final class RewritingStore {

  private static final String DUE =
      "SELECT day FROM rewrite_due WHERE day < ?::date ORDER BY day LIMIT 10";

  private final DataSource database;
  private final Clock clock;

  public RewritingStore(DataSource database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * Rewrites.
   *
   * @return how many partitions
   * @throws StorageUnavailableException if PostgreSQL does not answer, or somebody uses one for
   *     long
   */
  public int rewriteDaysThatAreOver() {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    try (Connection connection = database.getConnection()) {
      List<LocalDate> due = due(connection, today);
      for (LocalDate day : due) {
        rewrite(connection, day);
      }
      return due.size();
    } catch (SQLException e) {
      throw new StorageUnavailableException("a partition could not be rewritten", e);
    }
  }

  private static List<LocalDate> due(Connection connection, LocalDate today) throws SQLException {
    List<LocalDate> days = new ArrayList<>();
    try (var statement = connection.prepareStatement(DUE)) {
      statement.setString(1, today.toString());
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          days.add(rows.getObject("day", LocalDate.class));
        }
      }
    }
    return days;
  }

  /** The statements hold a formatted date and nothing else that varies: these take no variables. */
  private static void rewrite(Connection connection, LocalDate day) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("SET lock_timeout = '5s'");
      try {
        statement.execute("VACUUM (FULL) event_" + DateTimeFormatter.BASIC_ISO_DATE.format(day));
        statement.execute("DELETE FROM rewrite_due WHERE day = '" + day + "'");
      } finally {
        statement.execute("RESET lock_timeout");
      }
    }
  }
}
