package eu.bailiwick.metering.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/**
 * Appends to one log inside a transaction of the caller. The log is locked from {@link #lock} to
 * the end of the transaction: nobody else appends meanwhile. For several logs, or many entries, see
 * {@link LockedLogs}.
 */
public final class Appending {

  private final LockedLogs logs;
  private final LogId log;

  private Appending(LockedLogs logs, LogId log) {
    this.logs = logs;
    this.log = log;
  }

  /**
   * Waits until nobody else appends to the log; makes it if it is not there.
   *
   * @param connection in a transaction, which the caller ends
   */
  public static Appending lock(Connection connection, LogId log) throws SQLException {
    return new Appending(LockedLogs.lock(connection, List.of(log)), log);
  }

  /** How many entries the log has. */
  public long size() {
    return logs.size(log);
  }

  /**
   * Stores an entry at the end of the log.
   *
   * @param logged when this was
   * @return its index
   */
  public long append(Entry entry, Instant logged) throws SQLException {
    long index = logs.append(log, entry, logged);
    logs.write();
    return index;
  }
}
