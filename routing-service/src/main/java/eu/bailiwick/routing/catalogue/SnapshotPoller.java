package eu.bailiwick.routing.catalogue;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Follows the registry: asks again and again, on a virtual thread of its own, and keeps the last
 * good snapshot whatever the registry answers.
 */
@Singleton
final class SnapshotPoller {

  private static final Logger LOGGER = Logger.getLogger(SnapshotPoller.class);

  private final CurrentCatalogue catalogue;
  private final RegistrySettings settings;
  private final RegistryClient registry;
  private final SnapshotVerifier verifier;
  private final CatalogueMetrics metrics;
  private final Thread thread;

  private @Nullable String etag;
  private @Nullable String trouble;

  @Inject
  SnapshotPoller(
      Vertx vertx,
      CurrentCatalogue catalogue,
      RegistrySettings settings,
      RouterIdentity router,
      CatalogueMetrics metrics,
      Clock clock) {
    settings.check();
    this.catalogue = catalogue;
    this.settings = settings;
    this.registry = new RegistryClient(vertx, settings, router.cell());
    this.verifier = new SnapshotVerifier(router.cell(), clock);
    this.metrics = metrics;
    this.thread = Thread.ofVirtual().name("snapshot-poller").unstarted(this::run);
  }

  void start(@Observes StartupEvent event) {
    if (!Files.isReadable(settings.trustedKeysFile())) {
      throw new IllegalStateException(
          "bailiwick.registry.trusted-keys-file is "
              + settings.trustedKeysFile()
              + ": a readable file with the registry's JWK set is needed");
    }
    thread.start();
  }

  void stop(@Observes ShutdownEvent event) {
    thread.interrupt();
    registry.close();
  }

  private void run() {
    try {
      while (true) {
        poll();
        Thread.sleep(settings.pollInterval());
      }
    } catch (InterruptedException e) {
      LOGGER.debug("stopped");
    }
  }

  private void poll() throws InterruptedException {
    try {
      Optional<RegistryClient.Answer> answer = registry.fetch(etag);
      if (answer.isPresent()) {
        adopt(answer.get());
      }
      trouble = null;
    } catch (SnapshotRefusedException e) {
      metrics.refused(e.reason());
      report("snapshot refused: " + e.getMessage());
    } catch (IOException | RuntimeException e) {
      report("registry does not answer with a snapshot: " + e);
    }
  }

  private void adopt(RegistryClient.Answer answer) throws SnapshotRefusedException, IOException {
    String trustedKeys = Files.readString(settings.trustedKeysFile());
    Serving serving = verifier.verify(answer.jws(), trustedKeys, catalogue.serving());
    catalogue.adopt(serving);
    etag = answer.etag();
    LOGGER.infof(
        "serving revision %d, %s, valid until %s",
        serving.snapshot().revision(), serving.digest(), serving.snapshot().validUntil());
  }

  /** Says it once, not twice a second. */
  private void report(String what) {
    if (!what.equals(trouble)) {
      LOGGER.warn(what);
      trouble = what;
    }
  }
}
