package eu.bailiwick.metering.retention;

import eu.bailiwick.metering.cell.OwnStore;
import eu.bailiwick.metering.ledger.Ledger;
import eu.bailiwick.metering.motion.MotionStore;
import eu.bailiwick.metering.motion.SystemLogStore;
import eu.bailiwick.metering.query.Database;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Holds and destruction in a database of a test's own. */
public final class Destruction {

  public static final Certificate.Copies COPIES =
      new Certificate.Copies(Duration.ofDays(14), Optional.of(Duration.ofDays(30)));

  private final Ledger ledger;
  private final MotionStore motions;
  private final SystemLogStore log;
  private final HoldStore holds;
  private final DestructionStore destruction;
  private final CeilingStore ceilings;
  private final ExpiryStore expiry;

  public Destruction(OwnStore own, Clock clock) {
    ledger = new Ledger(new Database(own.database()), own.transactions(), clock);
    motions = new MotionStore(clock);
    log = new SystemLogStore(own.transactions(), new SecureRandom(), clock);
    holds = new HoldStore(own.transactions(), motions, log, clock);
    destruction = new DestructionStore(log, clock);
    ceilings = new CeilingStore(own.transactions(), motions, log, clock);
    expiry = new ExpiryStore(own.transactions(), holds, destruction, ledger);
  }

  public Ledger ledger() {
    return ledger;
  }

  public MotionStore motions() {
    return motions;
  }

  public HoldStore holds() {
    return holds;
  }

  public DestructionStore destruction() {
    return destruction;
  }

  CeilingStore ceilings() {
    return ceilings;
  }

  ExpiryStore expiry() {
    return expiry;
  }

  /** A hold in force. */
  public UUID hold(Concern concern) {
    Hold asked = holds.ask(concern, "olga", "a lawsuit");
    return holds.grant(asked.id(), "dieter", "checked").id();
  }

  /** Ends a hold. */
  public void release(UUID hold) {
    holds.askRelease(hold, "olga", "the lawsuit is over");
    holds.release(hold, "dieter", "checked");
  }
}
