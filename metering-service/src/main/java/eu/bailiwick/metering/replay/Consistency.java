package eu.bailiwick.metering.replay;

import eu.bailiwick.metering.event.EventReader;
import eu.bailiwick.metering.snapshots.SnapshotArchive;
import eu.bailiwick.metering.storage.Leases;
import eu.bailiwick.metering.storage.Schema;
import eu.bailiwick.metering.storage.StorageUnavailableException;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Recomputes decisions from start to stop, in the instance that has the lease. */
@Singleton
final class Consistency {

  /** The lease of recomputing, the same in every version of the service. */
  private static final long LEASE = 0x6261_696c_7265_706cL;

  private static final Logger LOG = Logger.getLogger(Consistency.class);
  private static final Duration STOPPING = Duration.ofSeconds(10);

  private final Schema schema;
  private final Leases leases;
  private final ConsistencyStore store;
  private final Checking checking;
  private final ConsistencyState state;
  private final ConsistencyMeters meters;
  private final Duration interval;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread = Thread.ofVirtual().name("consistency").unstarted(this::run);

  Consistency(
      ConsistencySettings settings,
      Schema schema,
      Leases leases,
      ConsistencyStore store,
      SnapshotArchive archive,
      EventReader reader,
      ConsistencyState state,
      ConsistencyMeters meters,
      Clock clock) {
    this.schema = schema;
    this.leases = leases;
    this.store = store;
    this.state = state;
    this.meters = meters;
    this.interval = settings.interval();
    this.checking = new Checking(store, new Examiner(archive), reader, clock);
  }

  void start(@Observes StartupEvent event) {
    thread.start();
  }

  void stop(@Observes ShutdownEvent event) {
    stopping.countDown();
    try {
      if (thread.isAlive() && !thread.join(STOPPING)) {
        LOG.warn("recomputing decisions did not stop in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    do {
      try {
        schema.ensureCurrent();
        leases.tryTake(LEASE).ifPresent(this::checkWhileHeld);
        state.totals(store.totals());
        state.problem(null);
      } catch (StorageUnavailableException e) {
        state.problem(e.getMessage());
      } catch (RuntimeException e) {
        LOG.error("recomputing decisions starts over", e);
        state.problem(e.toString());
      }
    } while (!isStopping(interval));
  }

  private void checkWhileHeld(Leases.Lease lease) {
    state.checking(true);
    state.totals(store.totals());
    try (lease) {
      boolean done;
      do {
        done = checking.step();
        report(store.totals());
      } while (!isStopping(done ? Duration.ZERO : interval) && lease.isHeld());
    } finally {
      state.checking(false);
    }
  }

  private void report(ConsistencyStore.Totals now) {
    ConsistencyStore.Totals before = state.totals();
    meters.found(before, now);
    if (now.mismatches() > before.mismatches()) {
      LOG.errorf(
          "%d decisions are not what the snapshots that they name make of them (%d in all): see"
              + " /v1/consistency/mismatches",
          now.mismatches() - before.mismatches(), now.mismatches());
    }
    state.totals(now);
    state.problem(null);
  }

  private boolean isStopping(Duration within) {
    try {
      return stopping.await(within.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
