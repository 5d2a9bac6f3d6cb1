package eu.bailiwick.metering.motion;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bailiwick.metering.event.Bytes;
import eu.bailiwick.metering.ledger.Appending;
import eu.bailiwick.metering.ledger.Entry;
import eu.bailiwick.metering.ledger.LogId;
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
import java.util.UUID;

/** Records what officers did in the system log. Blocks. */
@Singleton
public final class SystemLogStore {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Transactions transactions;
  private final SecureRandom random;
  private final Clock clock;

  public SystemLogStore(Transactions transactions, SecureRandom random, Clock clock) {
    this.transactions = transactions;
    this.random = random;
    this.clock = clock;
  }

  /** A new object for the content of an entry. */
  public static ObjectNode content() {
    return JSON.createObjectNode();
  }

  /**
   * Appends an entry in the transaction of the caller, with the time as {@code at}.
   *
   * @param about the id of what it records
   * @return its index
   */
  public long append(Connection connection, String kind, UUID about, ObjectNode content)
      throws SQLException {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    String text = content.deepCopy().put("at", now.toString()).toString();
    return append(connection, kind, about, new Bytes(text.getBytes(StandardCharsets.UTF_8)), now);
  }

  /**
   * Appends an entry with exactly this content in the transaction of the caller.
   *
   * @param about the id of what it records
   * @param at when that was
   * @return its index
   */
  public long append(Connection connection, String kind, UUID about, Bytes content, Instant at)
      throws SQLException {
    byte[] salt = new byte[Entry.SALT_BYTES];
    random.nextBytes(salt);
    return Appending.lock(connection, LogId.SYSTEM)
        .append(new Entry(kind, about.toString(), at, new Bytes(salt), content), at);
  }

  /**
   * Appends an entry in a transaction of its own.
   *
   * @throws StorageUnavailableException if that is not known to have succeeded
   */
  public long append(String kind, UUID about, ObjectNode content) {
    return transactions.run(
        "an entry could not be recorded", connection -> append(connection, kind, about, content));
  }
}
