package eu.bailiwick.local.crash;

import eu.bailiwick.parts.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What metering has, read from its tables: the events of every tenant, and the findings in the
 * tenants' logs.
 *
 * @param opened {@code <request>/<attempt>} of each, as often as it is there
 * @param closed the same of the ends, once each
 * @param denied ids of requests
 * @param abandoned {@code <request>/<attempt>} of the findings
 * @param announced {@code <tenant> <epoch>} of each
 * @param ended the same of those that ended in order
 * @param unfinished the same of the findings
 */
record Recorded(
    List<String> opened,
    Set<String> closed,
    Set<String> denied,
    Set<String> abandoned,
    Set<String> announced,
    Set<String> ended,
    Set<String> unfinished) {

  private static final String ATTEMPTS =
      "SELECT request || '/' || attempt FROM event WHERE type = '%s'";
  private static final String EPOCHS = "SELECT tenant || ' ' || epoch FROM event WHERE type = '%s'";

  static Recorded read(String database) throws SQLException {
    try (Connection connection =
        DriverManager.getConnection(database, PostgresServer.USER, PostgresServer.USER)) {
      return new Recorded(
          texts(connection, ATTEMPTS.formatted("opened")),
          new HashSet<>(texts(connection, ATTEMPTS.formatted("closed"))),
          new HashSet<>(texts(connection, "SELECT request::text FROM event WHERE type = 'denied'")),
          new HashSet<>(
              texts(
                  connection,
                  "SELECT about FROM ledger_entry"
                      + " WHERE log LIKE 'tenant/%' AND kind = 'abandoned'")),
          new HashSet<>(texts(connection, EPOCHS.formatted("announced"))),
          new HashSet<>(texts(connection, EPOCHS.formatted("ended"))),
          new HashSet<>(
              texts(
                  connection,
                  "SELECT substr(log, 8) || ' ' || split_part(about, '/', 1) FROM ledger_entry"
                      + " WHERE log LIKE 'tenant/%' AND kind = 'unfinished'")));
    }
  }

  private static List<String> texts(Connection connection, String sql) throws SQLException {
    List<String> found = new ArrayList<>();
    connection.setAutoCommit(false); // so that rows are fetched in portions
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(10_000);
      try (ResultSet rows = statement.executeQuery(sql)) {
        while (rows.next()) {
          found.add(rows.getString(1));
        }
      }
    }
    return found;
  }

  /** Opened attempts of which neither an end nor a finding tells what became of them. */
  Set<String> unexplained() {
    Set<String> left = new HashSet<>(opened);
    left.removeAll(closed);
    left.removeAll(abandoned);
    return left;
  }

  /** Epochs that neither ended in order nor were found to be over. */
  Set<String> unendedEpochs() {
    Set<String> left = new HashSet<>(announced);
    left.removeAll(ended);
    left.removeAll(unfinished);
    return left;
  }
}
