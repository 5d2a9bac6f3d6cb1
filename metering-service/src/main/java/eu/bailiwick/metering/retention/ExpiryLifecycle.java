package eu.bailiwick.metering.retention;

import eu.bailiwick.metering.storage.Leases;
import eu.bailiwick.metering.storage.Schema;
import eu.bailiwick.metering.storage.StorageUnavailableException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Looks from start to stop whether expiry is due, and runs it in the instance that has the lease.
 */
@Singleton
final class ExpiryLifecycle {

  /** The lease of expiry, the same in every version of the service. */
  private static final long LEASE = 0x6261_696c_6578_7069L;

  private static final Logger LOG = Logger.getLogger(ExpiryLifecycle.class);
  private static final Duration STOPPING = Duration.ofSeconds(10);

  private final Schema schema;
  private final Leases leases;
  private final Expiry expiry;
  private final RewritingStore rewriting;
  private final Duration interval;
  private final Counter expired;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread = Thread.ofVirtual().name("expiry").unstarted(this::run);

  ExpiryLifecycle(
      RetentionSettings settings,
      Schema schema,
      Leases leases,
      ExpiryStore store,
      RewritingStore rewriting,
      MeterRegistry meters,
      Clock clock) {
    this.schema = schema;
    this.leases = leases;
    this.rewriting = rewriting;
    this.interval = settings.interval();
    this.expiry =
        new Expiry(
            store,
            settings.floor(),
            new Certificate.Copies(settings.topic(), settings.backups()),
            clock);
    this.expired =
        Counter.builder("bailiwick.retention.expired")
            .description("Events whose bytes were destroyed because their time was over")
            .register(meters);
  }

  void start(@Observes StartupEvent event) {
    thread.start();
  }

  void stop(@Observes ShutdownEvent event) {
    stopping.countDown();
    try {
      if (thread.isAlive() && !thread.join(STOPPING)) {
        LOG.warn("expiry did not stop in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    do {
      try {
        schema.ensureCurrent();
        leases.tryTake(LEASE).ifPresent(this::runWhileHeld);
      } catch (StorageUnavailableException e) {
        LOG.debugf("expiry waits: %s", e.getMessage());
      } catch (RuntimeException e) {
        LOG.error("expiry starts over", e);
      }
    } while (!isStopping());
  }

  private void runWhileHeld(Leases.Lease lease) {
    try (lease) {
      expired.increment((double) expiry.runIfDue(() -> stopping.getCount() > 0 && lease.isHeld()));
      rewriting.rewriteDaysThatAreOver();
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
