package eu.bailiwick.routing.catalogue;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Follows the registry's stream of changes and masks out what is revoked, at once. Without the
 * stream the router learns the same a little later, from the next snapshot.
 */
final class RevocationWatch {

  private static final Logger LOGGER = Logger.getLogger(RevocationWatch.class);

  private final CurrentCatalogue catalogue;
  private final RegistrySettings settings;
  private final RegistryClient registry;
  private final Acknowledgements acknowledgements;
  private final EventLoops loops;
  private final CatalogueMetrics metrics;
  private final Backoff backoff;

  private long position;
  private @Nullable String trouble;

  RevocationWatch(
      Vertx vertx,
      CurrentCatalogue catalogue,
      RegistrySettings settings,
      RegistryClient registry,
      Acknowledgements acknowledgements,
      CatalogueMetrics metrics,
      RandomGenerator random) {
    this.catalogue = catalogue;
    this.settings = settings;
    this.registry = registry;
    this.acknowledgements = acknowledgements;
    this.loops = new EventLoops(vertx);
    this.metrics = metrics;
    this.backoff = new Backoff(random);
  }

  /** Follows until it is interrupted. */
  void run() {
    try {
      while (true) {
        Optional<Serving> serving = catalogue.serving();
        if (serving.isPresent()) {
          follow(serving.get());
        }
        Thread.sleep(backoff.next());
      }
    } catch (InterruptedException e) {
      LOGGER.debug("stopped");
    }
  }

  private void follow(Serving serving) throws InterruptedException {
    try {
      registry.watch(Math.max(position, serving.snapshot().revision()), this::take);
    } catch (IOException | RuntimeException e) {
      report("the registry's changes cannot be followed, the next snapshot tells them: " + e);
    } finally {
      metrics.watching(false);
    }
  }

  private void take(ServerSentEvents.Event event) throws InterruptedException {
    metrics.watching(true);
    backoff.reset();
    if (trouble != null) {
      LOGGER.info("following the registry's changes again");
      trouble = null;
    }
    if (event.name().equals("revocation")) {
      revoke(event.data());
    }
    if (event.id() != null) {
      position = Math.max(position, Long.parseLong(event.id()));
    }
  }

  private void revoke(String jws) throws InterruptedException {
    try {
      Masked entry = RevocationDelta.verified(jws, Files.readString(settings.trustedKeysFile()));
      if (catalogue.mask(entry).isPresent()) {
        loops.awaitTurn();
        acknowledgements.masked(entry.id());
        LOGGER.infof("%s is revoked at revision %d and masked out", entry.id(), entry.revision());
      }
    } catch (SnapshotRefusedException e) {
      metrics.refusedRevocation(e.reason());
      LOGGER.warn("revocation refused: " + e.getMessage());
    } catch (IOException e) {
      LOGGER.warn("revocation not read, the next snapshot tells it: " + e);
    }
  }

  /** Says it once, not at each attempt. */
  private void report(String what) {
    if (!what.equals(trouble)) {
      LOGGER.warn(what);
      trouble = what;
    }
  }
}
