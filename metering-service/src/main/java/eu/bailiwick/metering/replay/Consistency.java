package eu.bailiwick.metering.replay;

import eu.bailiwick.metering.event.EventReader;
import eu.bailiwick.metering.snapshots.SnapshotArchive;
import eu.bailiwick.metering.storage.LeasedWork;
import eu.bailiwick.metering.storage.Leases;
import eu.bailiwick.metering.storage.Schema;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Recomputes decisions from start to stop, in the instance that has the lease. */
@Singleton
final class Consistency implements LeasedWork.Work {

  /** The lease of recomputing, the same in every version of the service. */
  private static final long LEASE = 0x6261_696c_7265_706cL;

  private static final Logger LOG = Logger.getLogger(Consistency.class);

  private final ConsistencyStore store;
  private final Checking checking;
  private final ConsistencyState state;
  private final ConsistencyMeters meters;
  private final Duration interval;
  private final LeasedWork work;

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
    this.store = store;
    this.state = state;
    this.meters = meters;
    this.interval = settings.interval();
    this.checking = new Checking(store, new Examiner(archive), reader, clock);
    this.work =
        new LeasedWork(
            Thread.ofVirtual(),
            "consistency",
            LEASE,
            LeasedWork.Tables.of(schema, leases),
            interval,
            this);
  }

  void start(@Observes StartupEvent event) {
    work.start();
  }

  void stop(@Observes ShutdownEvent event) {
    work.stop();
  }

  @Override
  public void during(LeasedWork.Term term) {
    state.checking(true);
    state.totals(store.totals());
    try {
      boolean done;
      do {
        done = checking.step();
        report(store.totals());
      } while (term.goesOn(done ? Duration.ZERO : interval));
    } finally {
      state.checking(false);
    }
  }

  /** Counts are the same in every instance, whoever checks. */
  @Override
  public void problem(@Nullable String what) {
    if (what == null) {
      state.totals(store.totals());
    }
    state.problem(what);
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
}
