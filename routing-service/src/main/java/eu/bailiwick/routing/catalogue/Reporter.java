package eu.bailiwick.routing.catalogue;

import java.io.IOException;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;

/** Tells the registry what this router serves: when it changes, and now and then. */
final class Reporter {

  private static final Logger LOGGER = Logger.getLogger(Reporter.class);

  private final RegistryClient registry;
  private final Acknowledgements acknowledgements;
  private final RegistrySettings settings;
  private final Backoff backoff;
  private final Trouble trouble = new Trouble(LOGGER);

  Reporter(
      RegistryClient registry,
      Acknowledgements acknowledgements,
      RegistrySettings settings,
      RandomGenerator random) {
    this.registry = registry;
    this.acknowledgements = acknowledgements;
    this.settings = settings;
    this.backoff = new Backoff(random);
  }

  /** Reports until it is interrupted. */
  void run() {
    try {
      while (true) {
        Report report = acknowledgements.next(settings.reportInterval().toNanos());
        if (report != null) {
          tell(report);
        }
      }
    } catch (InterruptedException e) {
      LOGGER.debug("stopped");
    }
  }

  private void tell(Report report) throws InterruptedException {
    try {
      registry.report(SnapshotJson.write(report));
      acknowledgements.taken(report);
      backoff.reset();
      trouble.over();
    } catch (IOException | RuntimeException e) {
      acknowledgements.notTaken();
      trouble.report("the registry does not take this router's report: " + e);
      Thread.sleep(backoff.next());
    }
  }
}
