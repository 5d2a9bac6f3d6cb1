package eu.bailiwick.metering.whatif;

import eu.bailiwick.metering.snapshots.SnapshotArchive;
import eu.bailiwick.metering.storage.Leases;
import eu.bailiwick.metering.storage.Schema;
import eu.bailiwick.metering.storage.StorageUnavailableException;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Works on jobs from start to stop, in the instance that has the lease. */
@Singleton
final class WhatIfLifecycle {

  /** The lease of jobs, the same in every version of the service. */
  private static final long LEASE = 0x6261_696c_7768_6966L;

  private static final Logger LOG = Logger.getLogger(WhatIfLifecycle.class);
  private static final Duration STOPPING = Duration.ofSeconds(10);

  private final Schema schema;
  private final Leases leases;
  private final WhatIfStore store;
  private final Working working;
  private final WhatIfSettings settings;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread = Thread.ofPlatform().name("what-if").daemon().unstarted(this::run);

  WhatIfLifecycle(
      WhatIfSettings settings,
      Schema schema,
      Leases leases,
      WhatIfStore store,
      SnapshotArchive archive) {
    this.settings = settings;
    this.schema = schema;
    this.leases = leases;
    this.store = store;
    this.working = new Working(store, archive, settings.mostChanges());
  }

  void start(@Observes StartupEvent event) {
    thread.start();
  }

  void stop(@Observes ShutdownEvent event) {
    stopping.countDown();
    try {
      if (thread.isAlive() && !thread.join(STOPPING)) {
        LOG.warn("what-if jobs did not stop in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    do {
      try {
        schema.ensureCurrent();
        leases.tryTake(LEASE).ifPresent(this::workWhileHeld);
      } catch (StorageUnavailableException e) {
        LOG.debugf("what-if jobs wait: %s", e.getMessage());
      } catch (RuntimeException e) {
        LOG.error("what-if jobs start over", e);
      }
    } while (!isStopping());
  }

  private void workWhileHeld(Leases.Lease lease) {
    try (lease) {
      store.forget(settings.kept());
      do {
        while (working.work(() -> stopping.getCount() > 0 && lease.isHeld())) {
          if (stopping.getCount() == 0 || !lease.isHeld()) {
            return;
          }
        }
      } while (!isStopping() && lease.isHeld());
    }
  }

  private boolean isStopping() {
    try {
      return stopping.await(settings.interval().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
