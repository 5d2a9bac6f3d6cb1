package eu.bailiwick.metering.checkpoint;

import eu.bailiwick.metering.problem.ProblemException;
import eu.bailiwick.metering.storage.Leases;
import eu.bailiwick.metering.storage.Schema;
import eu.bailiwick.metering.storage.StorageUnavailableException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Seals from start to stop, whatever happens, while this instance has the lease. */
final class Sequencer {

  /** The lease of sealing, the same in every version of the service. */
  private static final long LEASE = 0x6261_696c_7365_616cL;

  private static final Logger LOG = Logger.getLogger(Sequencer.class);
  private static final Duration STOPPING = Duration.ofSeconds(10);

  private final Schema schema;
  private final Leases leases;
  private final Sealing sealing;
  private final SealState state;
  private final Duration interval;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread = Thread.ofVirtual().name("sequencer").unstarted(this::run);

  Sequencer(Schema schema, Leases leases, Sealing sealing, SealState state, Duration interval) {
    this.schema = schema;
    this.leases = leases;
    this.sealing = sealing;
    this.state = state;
    this.interval = interval;
  }

  void start() {
    thread.start();
  }

  /** Gives the lease back, once what is under way is done. */
  void stop() {
    stopping.countDown();
    try {
      if (thread.isAlive() && !thread.join(STOPPING)) {
        LOG.warn("the sequencer did not stop in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    do {
      try {
        schema.ensureCurrent();
        leases.tryTake(LEASE).ifPresent(this::sealWhileHeld);
        state.storage(null);
      } catch (StorageUnavailableException e) {
        state.storage(e.getMessage());
      }
    } while (!isStopping());
  }

  private void sealWhileHeld(Leases.Lease lease) {
    state.sequencing(true);
    try (lease) {
      do {
        step();
      } while (!isStopping() && lease.isHeld());
    } finally {
      state.sequencing(false);
    }
  }

  private void step() {
    try {
      sealing.step().ifPresent(state::signed);
      state.refusal(null);
      state.storage(null);
    } catch (RefusedException e) {
      state.refusal(e.getMessage());
    } catch (StorageUnavailableException | ProblemException | UncheckedIOException e) {
      state.storage(e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("sealing starts over", e);
      state.storage(String.valueOf(e.getMessage()));
    }
  }

  private boolean isStopping() {
    try {
      return stopping.await(interval.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
