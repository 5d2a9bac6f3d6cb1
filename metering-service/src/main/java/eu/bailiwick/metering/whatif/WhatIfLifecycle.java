package eu.bailiwick.metering.whatif;

import eu.bailiwick.metering.snapshots.SnapshotArchive;
import eu.bailiwick.metering.storage.LeasedWork;
import eu.bailiwick.metering.storage.Leases;
import eu.bailiwick.metering.storage.Schema;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Works on jobs from start to stop, in the instance that has the lease. */
@Singleton
final class WhatIfLifecycle {

  /** The lease of jobs, the same in every version of the service. */
  private static final long LEASE = 0x6261_696c_7768_6966L;

  private final WhatIfStore store;
  private final Working working;
  private final WhatIfSettings settings;
  private final LeasedWork work;

  WhatIfLifecycle(
      WhatIfSettings settings,
      Schema schema,
      Leases leases,
      WhatIfStore store,
      SnapshotArchive archive) {
    this.settings = settings;
    this.store = store;
    this.working = new Working(store, archive, settings.mostChanges());
    this.work =
        new LeasedWork(
            Thread.ofPlatform().daemon(), // it computes more than it waits
            "what-if",
            LEASE,
            LeasedWork.Tables.of(schema, leases),
            settings.interval(),
            this::run);
  }

  void start(@Observes StartupEvent event) {
    work.start();
  }

  void stop(@Observes ShutdownEvent event) {
    work.stop();
  }

  private void run(LeasedWork.Term term) {
    store.forget(settings.kept());
    do {
      while (working.work(term::goesOn)) {
        if (!term.goesOn()) {
          return;
        }
      }
    } while (term.goesOn(settings.interval()));
  }
}
