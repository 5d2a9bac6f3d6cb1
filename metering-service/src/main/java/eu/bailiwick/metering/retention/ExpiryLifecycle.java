package eu.bailiwick.metering.retention;

import eu.bailiwick.metering.storage.LeasedWork;
import eu.bailiwick.metering.storage.Leases;
import eu.bailiwick.metering.storage.Schema;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;

/**
 * Looks from start to stop whether expiry is due, and runs it in the instance that has the lease.
 */
@Singleton
final class ExpiryLifecycle {

  /** The lease of expiry, the same in every version of the service. */
  private static final long LEASE = 0x6261_696c_6578_7069L;

  private final Expiry expiry;
  private final RewritingStore rewriting;
  private final Counter expired;
  private final LeasedWork work;

  ExpiryLifecycle(
      RetentionSettings settings,
      Schema schema,
      Leases leases,
      ExpiryStore store,
      RewritingStore rewriting,
      MeterRegistry meters,
      Clock clock) {
    this.rewriting = rewriting;
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
    this.work =
        new LeasedWork(
            Thread.ofVirtual(),
            "expiry",
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
    expired.increment((double) expiry.runIfDue(term::goesOn));
    rewriting.rewriteDaysThatAreOver();
  }
}
