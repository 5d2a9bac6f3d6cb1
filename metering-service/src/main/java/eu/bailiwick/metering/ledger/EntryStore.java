package eu.bailiwick.metering.ledger;

import eu.bailiwick.metering.storage.Transactions;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Appends single entries, each in a transaction of its own. */
@Singleton
final class EntryStore {

  private final Transactions transactions;
  private final Clock clock;

  EntryStore(Transactions transactions, Clock clock) {
    this.transactions = transactions;
    this.clock = clock;
  }

  long append(LogId log, Entry entry) {
    return transactions.run(
        "an entry could not be recorded",
        connection -> Appending.lock(connection, log).append(entry, now()));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
