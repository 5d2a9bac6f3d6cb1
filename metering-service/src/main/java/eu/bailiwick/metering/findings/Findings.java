package eu.bailiwick.metering.findings;

import eu.bailiwick.metering.arrival.OverdueStore;
import eu.bailiwick.metering.intake.IntakeSettings;
import eu.bailiwick.metering.storage.Leases;
import eu.bailiwick.metering.storage.Schema;
import eu.bailiwick.metering.storage.StorageUnavailableException;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Looks for what is overdue, from start to stop, while it has the lease of doing so. */
@Singleton
final class Findings {

  /** The lease of looking, the same in every version of the service. */
  private static final long LEASE = 0x6261_696c_6669_6e64L;

  private static final Logger LOG = Logger.getLogger(Findings.class);
  private static final Duration STOPPING = Duration.ofSeconds(5);

  private final FindingsSettings settings;
  private final String topic;
  private final Schema schema;
  private final Leases leases;
  private final OverdueStore overdue;
  private final MeterRegistry meters;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread = Thread.ofVirtual().name("findings").unstarted(this::run);

  Findings(
      FindingsSettings settings,
      IntakeSettings intake,
      Schema schema,
      Leases leases,
      OverdueStore overdue,
      MeterRegistry meters) {
    this.settings = settings;
    this.topic = intake.topic();
    this.schema = schema;
    this.leases = leases;
    this.overdue = overdue;
    this.meters = meters;
  }

  void start(@Observes StartupEvent event) {
    thread.start();
  }

  void stop(@Observes ShutdownEvent event) {
    stopping.countDown();
    try {
      if (thread.isAlive() && !thread.join(STOPPING)) {
        LOG.warn("looking for what is missing did not stop in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    do {
      try {
        schema.ensureCurrent();
        leases.tryTake(LEASE).ifPresent(this::lookWhileHeld);
      } catch (StorageUnavailableException e) {
        LOG.debug("what is missing is looked for later", e);
      } catch (RuntimeException e) {
        LOG.error("looking for what is missing starts over", e);
      }
    } while (!isStopping());
  }

  private void lookWhileHeld(Leases.Lease lease) {
    try (lease) {
      do {
        overdue.record(topic, settings.settling()).forEach(this::count);
      } while (!isStopping() && lease.isHeld());
    }
  }

  private void count(String kind, int found) {
    LOG.warnf("%d new entries of kind %s in the logs of tenants", found, kind);
    meters.counter("bailiwick.findings", "kind", kind).increment(found);
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
