package eu.bailiwick.routing.catalogue;

import java.io.IOException;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Asks the registry for the cell's snapshot: at once when the stream of changes says that there is
 * a later one, now and then while it says nothing, often when there is no stream. However many
 * changes come, two requests are a poll interval apart. Whatever the registry answers, the last
 * good snapshot stays.
 */
final class SnapshotPoller {

  private static final Logger LOGGER = Logger.getLogger(SnapshotPoller.class);

  private final CurrentCatalogue catalogue;
  private final RegistrySettings settings;
  private final RegistryClient registry;
  private final Adoption adoption;
  private final StreamState stream;
  private final Trouble trouble = new Trouble(LOGGER);

  SnapshotPoller(
      CurrentCatalogue catalogue,
      RegistrySettings settings,
      RegistryClient registry,
      Adoption adoption,
      StreamState stream) {
    this.catalogue = catalogue;
    this.settings = settings;
    this.registry = registry;
    this.adoption = adoption;
    this.stream = stream;
  }

  /** Asks until it is interrupted. */
  void run() {
    long idle = settings.watchedPollInterval().minus(settings.pollInterval()).toNanos();
    try {
      while (true) {
        poll();
        Thread.sleep(settings.pollInterval());
        stream.awaitNews(catalogue.revision(), idle);
      }
    } catch (InterruptedException e) {
      LOGGER.debug("stopped");
    }
  }

  private void poll() throws InterruptedException {
    try {
      Optional<String> jws = registry.fetch(catalogue.serving().map(Serving::digest));
      if (jws.isPresent()) {
        adoption.take(jws.get(), Source.REGISTRY);
      }
      trouble.over();
    } catch (SnapshotRefusedException e) {
      trouble.report("snapshot refused: " + e.getMessage());
    } catch (IOException | RuntimeException e) {
      trouble.report("registry does not answer with a snapshot: " + e);
    }
  }
}
