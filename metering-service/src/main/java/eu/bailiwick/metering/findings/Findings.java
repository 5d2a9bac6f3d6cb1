package eu.bailiwick.metering.findings;

import eu.bailiwick.metering.arrival.OverdueStore;
import eu.bailiwick.metering.intake.IntakeSettings;
import eu.bailiwick.metering.storage.LeasedWork;
import eu.bailiwick.metering.storage.Leases;
import eu.bailiwick.metering.storage.Schema;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import org.jboss.logging.Logger;

/** Looks for what is overdue, from start to stop, while it has the lease of doing so. */
@Singleton
final class Findings {

  /** The lease of looking, the same in every version of the service. */
  private static final long LEASE = 0x6261_696c_6669_6e64L;

  private static final List<String> KINDS = List.of("abandoned", "gap", "unfinished");

  private static final Logger LOG = Logger.getLogger(Findings.class);

  private final FindingsSettings settings;
  private final String topic;
  private final OverdueStore overdue;
  private final MeterRegistry meters;
  private final LeasedWork work;

  Findings(
      FindingsSettings settings,
      IntakeSettings intake,
      Schema schema,
      Leases leases,
      OverdueStore overdue,
      MeterRegistry meters) {
    this.settings = settings;
    this.topic = intake.topic();
    this.overdue = overdue;
    this.meters = meters;
    // From the start: an alert does not see a first one that makes its series.
    KINDS.forEach(kind -> found(kind, 0));
    this.work =
        new LeasedWork(
            Thread.ofVirtual(),
            "findings",
            LEASE,
            LeasedWork.Tables.of(schema, leases),
            settings.interval(),
            this::look);
  }

  void start(@Observes StartupEvent event) {
    work.start();
  }

  void stop(@Observes ShutdownEvent event) {
    work.stop();
  }

  private void look(LeasedWork.Term term) {
    do {
      overdue.record(topic, settings.settling()).forEach(this::count);
    } while (term.goesOn(settings.interval()));
  }

  private void count(String kind, int found) {
    LOG.warnf("%d new entries of kind %s in the logs of tenants", found, kind);
    found(kind, found);
  }

  private void found(String kind, int found) {
    meters.counter("bailiwick.findings", "kind", kind).increment(found);
  }
}
