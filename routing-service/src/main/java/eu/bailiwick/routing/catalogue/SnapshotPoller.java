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
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Follows the registry: asks again and again, on a virtual thread of its own, and keeps the last
 * good snapshot whatever the registry answers. Beside it run the watch for revocations and the
 * reports of what is served.
 */
@Singleton
final class SnapshotPoller {

  private static final Logger LOGGER = Logger.getLogger(SnapshotPoller.class);

  private final CurrentCatalogue catalogue;
  private final RegistrySettings settings;
  private final RegistryClient registry;
  private final SnapshotVerifier verifier;
  private final CatalogueMetrics metrics;
  private final Acknowledgements acknowledgements;
  private final EventLoops loops;
  private final List<Thread> threads;

  private @Nullable String etag;
  private @Nullable String trouble;

  @Inject
  SnapshotPoller(
      Vertx vertx,
      CurrentCatalogue catalogue,
      RegistrySettings settings,
      RouterIdentity router,
      CatalogueMetrics metrics,
      Clock clock,
      RandomGenerator random) {
    settings.check();
    this.catalogue = catalogue;
    this.settings = settings;
    this.registry = new RegistryClient(vertx, settings, router);
    this.verifier = new SnapshotVerifier(router.cell(), clock);
    this.metrics = metrics;
    this.acknowledgements = new Acknowledgements(clock);
    this.loops = new EventLoops(vertx);
    RevocationWatch watch =
        new RevocationWatch(
            vertx, catalogue, settings, registry, acknowledgements, metrics, random);
    Reporter reporter = new Reporter(registry, acknowledgements, settings, random);
    this.threads =
        List.of(
            Thread.ofVirtual().name("snapshot-poller").unstarted(this::run),
            Thread.ofVirtual().name("revocation-watch").unstarted(watch::run),
            Thread.ofVirtual().name("reporter").unstarted(reporter::run));
  }

  void start(@Observes StartupEvent event) {
    if (!Files.isReadable(settings.trustedKeysFile())) {
      throw new IllegalStateException(
          "bailiwick.registry.trusted-keys-file is "
              + settings.trustedKeysFile()
              + ": a readable file with the registry's JWK set is needed");
    }
    threads.forEach(Thread::start);
  }

  void stop(@Observes ShutdownEvent event) {
    threads.forEach(Thread::interrupt);
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

  private void adopt(RegistryClient.Answer answer)
      throws SnapshotRefusedException, IOException, InterruptedException {
    String trustedKeys = Files.readString(settings.trustedKeysFile());
    Serving serving =
        catalogue.adopt(verifier.verify(answer.jws(), trustedKeys, catalogue.serving()));
    etag = answer.etag();
    loops.awaitTurn();
    acknowledgements.served(serving);
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
