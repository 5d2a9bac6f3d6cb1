package eu.bailiwick.routing.catalogue;

import java.io.IOException;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;

/**
 * Follows the registry's stream of changes: masks out what is revoked, at once, and says how far
 * the catalogue is. Without the stream the router learns the same a little later, from the next
 * snapshot.
 */
final class RevocationWatch {

  private static final Logger LOGGER = Logger.getLogger(RevocationWatch.class);

  private final CurrentCatalogue catalogue;
  private final RegistryClient registry;
  private final Adoption adoption;
  private final StreamState stream;
  private final Backoff backoff;
  private final Trouble trouble = new Trouble(LOGGER);

  private long position;

  RevocationWatch(
      CurrentCatalogue catalogue,
      RegistryClient registry,
      Adoption adoption,
      StreamState stream,
      RandomGenerator random) {
    this.catalogue = catalogue;
    this.registry = registry;
    this.adoption = adoption;
    this.stream = stream;
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
    } catch (CompactedException e) {
      position = 0; // the snapshot that is fetched meanwhile holds what was missed
      trouble.report(e.getMessage() + "; they are followed again from the next snapshot on");
    } catch (IOException | RuntimeException e) {
      trouble.report(
          "the registry's changes cannot be followed, the next snapshot tells them: " + e);
    } finally {
      stream.lost();
    }
  }

  private void take(ServerSentEvents.Event event) throws InterruptedException {
    backoff.reset();
    if (trouble.over()) {
      LOGGER.info("following the registry's changes again");
    }
    if (event.name().equals("revocation")) {
      revoke(event.data());
    }
    if (event.id() == null) {
      stream.alive();
    } else {
      position = Math.max(position, Long.parseLong(event.id()));
      stream.alive(position);
    }
  }

  private void revoke(String jws) throws InterruptedException {
    try {
      adoption.mask(jws);
    } catch (SnapshotRefusedException e) {
      LOGGER.warn("revocation refused: " + e.getMessage());
    } catch (IOException e) {
      LOGGER.warn("revocation not read, the next snapshot tells it: " + e);
    }
  }
}
