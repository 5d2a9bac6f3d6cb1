package eu.bailiwick.metering.registry;

import eu.bailiwick.metering.event.Bytes;
import eu.bailiwick.metering.ledger.Appending;
import eu.bailiwick.metering.ledger.Entry;
import eu.bailiwick.metering.ledger.LogId;
import eu.bailiwick.metering.storage.Sql;
import eu.bailiwick.metering.storage.StorageUnavailableException;
import eu.bailiwick.metering.storage.Transactions;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The record of the catalogue's changes, in the system log. What it holds also says where following
 * goes on. Blocks; throws {@link StorageUnavailableException} if PostgreSQL does not answer.
 */
@Singleton
final class ChangeStore {

  private static final LogId LOG = LogId.SYSTEM;

  private static final String POSITION =
      "SELECT coalesce(max(last), 0) AS position FROM ledger_entry WHERE log = ?";

  private static final String OF_REVISION =
      """
      SELECT kind, content FROM ledger_entry
      WHERE log = ? AND first = ? AND kind IN ('change', 'equivocation')
      """;

  private final Transactions transactions;
  private final SecureRandom random;
  private final Clock clock;

  ChangeStore(Transactions transactions, SecureRandom random, Clock clock) {
    this.transactions = transactions;
    this.random = random;
    this.clock = clock;
  }

  /** The highest revision that the record says anything about; 0 if it is empty. */
  long position() {
    return transactions.run("the record could not be read", ChangeStore::position);
  }

  /** Records a change that came, unless it is there. */
  Recorded record(Change change) {
    return transactions.run(
        "a change could not be recorded",
        connection -> {
          Appending log = Appending.lock(connection, LOG);
          Known known = known(connection, change);
          if (known.same()) {
            return Recorded.DUPLICATE;
          }
          if (known.other()) {
            append(log, "equivocation", change);
            return Recorded.EQUIVOCATION;
          }
          long expected = position(connection) + 1;
          boolean skips = change.revision() > expected;
          if (skips) {
            appendGap(log, expected, change.revision() - 1);
          }
          append(log, "change", change);
          return skips ? Recorded.RECORDED_BEHIND_A_GAP : Recorded.RECORDED;
        });
  }

  /**
   * Records that changes cannot be had any more, unless they are there.
   *
   * @param last the last revision whose change cannot be had
   * @return whether any are missing
   */
  boolean recordGapUpTo(long last) {
    return transactions.run(
        "a gap could not be recorded",
        connection -> {
          Appending log = Appending.lock(connection, LOG);
          long expected = position(connection) + 1;
          if (expected > last) {
            return false;
          }
          appendGap(log, expected, last);
          return true;
        });
  }

  /**
   * What is there under a change's revision.
   *
   * @param same these bytes
   * @param other a change with other bytes
   */
  private record Known(boolean same, boolean other) {}

  private static Known known(Connection connection, Change change) throws SQLException {
    boolean same = false;
    boolean other = false;
    try (var statement = connection.prepareStatement(OF_REVISION)) {
      new Sql(statement).text(LOG.text()).number(change.revision());
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          boolean equal = new Bytes(rows.getBytes("content")).equals(change.content());
          same |= equal;
          other |= !equal && rows.getString("kind").equals("change");
        }
      }
    }
    return new Known(same, other);
  }

  private static long position(Connection connection) throws SQLException {
    try (var statement = connection.prepareStatement(POSITION)) {
      new Sql(statement).text(LOG.text());
      try (var row = statement.executeQuery()) {
        row.next();
        return row.getLong("position");
      }
    }
  }

  private void append(Appending log, String kind, Change change) throws SQLException {
    String about = Long.toString(change.revision());
    log.append(new Entry(kind, about, change.at(), salt(), change.content()), now());
  }

  private void appendGap(Appending log, long first, long last) throws SQLException {
    Instant now = now();
    String content = "{\"from\":" + first + ",\"to\":" + last + ",\"noticed\":\"" + now + "\"}";
    Bytes bytes = new Bytes(content.getBytes(StandardCharsets.UTF_8));
    log.append(new Entry("gap", Entry.numbers(first, last), now, salt(), bytes), now);
  }

  private Bytes salt() {
    byte[] salt = new byte[Entry.SALT_BYTES];
    random.nextBytes(salt);
    return new Bytes(salt);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
