package eu.bailiwick.registry.changes;

import eu.bailiwick.registry.catalogue.CatalogueHistory;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Compacts, once an hour and on a thread of its own, what has been superseded for long enough. */
@Singleton
final class Compactor {

  private static final Duration PAUSE = Duration.ofHours(1);
  private static final Logger LOG = Logger.getLogger(Compactor.class);

  private final CatalogueHistory history;
  private final Duration keep;
  private final Clock clock;
  private final Thread thread = Thread.ofVirtual().name("compactor").unstarted(this::run);

  Compactor(CatalogueHistory history, ChangesSettings settings, Clock clock) {
    this.history = history;
    this.keep = settings.keep();
    this.clock = clock;
  }

  void start(@Observes StartupEvent event) {
    thread.start();
  }

  void stop(@Observes ShutdownEvent event) {
    thread.interrupt();
  }

  private void run() {
    try {
      while (true) {
        compact();
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException e) {
      LOG.debug("stopped");
    }
  }

  /** Compacts what is due now; a failure waits for the next time. */
  void compact() {
    try {
      long oldest = history.compact(clock.instant().minus(keep));
      LOG.debugf("the history is complete from revision %d on", oldest);
    } catch (RuntimeException e) {
      LOG.warn("the history could not be compacted", e);
    }
  }
}
