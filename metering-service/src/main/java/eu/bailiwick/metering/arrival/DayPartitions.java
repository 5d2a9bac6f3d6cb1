package eu.bailiwick.metering.arrival;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;

/**
 * The daily partitions of event rows, made on demand. Several instances may do so at once: an
 * advisory lock lets one go first. A partition is made on the side and then attached, which does
 * not wait for running queries.
 */
final class DayPartitions {

  /** Any number, the same in every instance. */
  private static final long ADVISORY_LOCK = 0x6261_696c_6461_7973L;

  private final DataSource database;
  private final Set<LocalDate> known = new HashSet<>();

  DayPartitions(DataSource database) {
    this.database = database;
  }

  static LocalDate day(Instant time) {
    return LocalDate.ofInstant(time, ZoneOffset.UTC);
  }

  /** Makes the partitions of these days, unless they are there. */
  void ensure(Collection<LocalDate> days) throws SQLException {
    Set<LocalDate> missing = new TreeSet<>(days);
    missing.removeAll(known);
    if (missing.isEmpty()) {
      return;
    }
    try (Connection connection = database.getConnection()) {
      for (LocalDate day : missing) {
        make(connection, day);
        known.add(day);
      }
    }
  }

  /** Looks again the next time, for instance because somebody dropped one. */
  void forget() {
    known.clear();
  }

  /** The statements hold a formatted date and nothing else that varies: DDL takes no variables. */
  private static void make(Connection connection, LocalDate day) throws SQLException {
    String name = "event_" + DateTimeFormatter.BASIC_ISO_DATE.format(day);
    connection.setAutoCommit(false);
    try (var statement = connection.createStatement()) {
      statement.execute("SELECT pg_advisory_xact_lock(" + ADVISORY_LOCK + ")");
      boolean exists;
      try (var row = statement.executeQuery("SELECT to_regclass('" + name + "') IS NOT NULL")) {
        row.next();
        exists = row.getBoolean(1);
      }
      if (!exists) {
        statement.execute("CREATE TABLE " + name + " (LIKE event_row INCLUDING ALL)");
        statement.execute(
            "ALTER TABLE event_row ATTACH PARTITION %s FOR VALUES FROM ('%sT00:00:00Z') TO ('%sT00:00:00Z')"
                .formatted(name, day, day.plusDays(1)));
      }
      connection.commit();
    } catch (SQLException e) {
      connection.rollback();
      throw e;
    }
  }
}
