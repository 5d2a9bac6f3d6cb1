package eu.bailiwick.metering.erasure;

import eu.bailiwick.metering.ledger.Ledger;
import eu.bailiwick.metering.motion.MotionStore;
import eu.bailiwick.metering.retention.Certificate;
import eu.bailiwick.metering.retention.DestructionStore;
import eu.bailiwick.metering.retention.HoldStore;
import eu.bailiwick.metering.retention.RetentionSettings;
import eu.bailiwick.metering.storage.Transactions;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Puts erasure together, on the terms that are set. */
final class Erasing {

  @Produces
  @Singleton
  ErasureStore store(
      Transactions transactions,
      MotionStore motions,
      HoldStore holds,
      DestructionStore destruction,
      Ledger ledger,
      RetentionSettings settings,
      Clock clock) {
    Terms terms =
        new Terms(
            settings.floor(),
            settings.mostEvents(),
            new Certificate.Copies(settings.topic(), settings.backups()));
    return new ErasureStore(transactions, motions, holds, destruction, ledger, terms, clock);
  }
}
