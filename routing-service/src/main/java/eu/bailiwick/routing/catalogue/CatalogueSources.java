package eu.bailiwick.routing.catalogue;

import io.opentelemetry.api.OpenTelemetry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * All from which this router learns what to serve, as the settings say: its copy on disk, a file, a
 * registry. The copy and the file are read before the first request; what follows a source later
 * runs on a virtual thread of its own.
 */
@Singleton
final class CatalogueSources {

  private static final String TRACER = "bailiwick-routing";
  private static final String NEEDED =
      "set bailiwick.registry.url, or bailiwick.snapshot.file with a signed snapshot,"
          + " or bailiwick.snapshot.directory with the copy of an earlier run";

  private final CurrentCatalogue catalogue;
  private final RegistrySettings registry;
  private final SnapshotSettings snapshot;
  private final Adoption adoption;
  private final Optional<SnapshotFile> file;
  private final Optional<RegistryClient> client;
  private final List<Thread> threads = new ArrayList<>();

  @Inject
  CatalogueSources(
      Vertx vertx,
      CurrentCatalogue catalogue,
      RegistrySettings registry,
      SnapshotSettings snapshot,
      RouterIdentity router,
      StreamState stream,
      CatalogueMetrics metrics,
      OpenTelemetry openTelemetry,
      Clock clock,
      RandomGenerator random) {
    registry.check();
    snapshot.check();
    this.catalogue = catalogue;
    this.registry = registry;
    this.snapshot = snapshot;
    Acknowledgements acknowledgements = new Acknowledgements(clock);
    this.adoption =
        new Adoption(
            catalogue,
            new SnapshotVerifier(router.cell(), clock),
            registry.trustedKeysFile(),
            snapshot.directory().map(CatalogueSources::disk),
            acknowledgements,
            new EventLoops(vertx),
            metrics);
    this.file = snapshot.file().map(this::file);
    this.client =
        registry
            .url()
            .map(
                url ->
                    new RegistryClient(vertx, registry, router, openTelemetry.getTracer(TRACER)));
    file.ifPresent(f -> thread("snapshot-file", f::run));
    client.ifPresent(
        c -> {
          thread(
              "snapshot-poller", new SnapshotPoller(catalogue, registry, c, adoption, stream)::run);
          thread(
              "revocation-watch", new RevocationWatch(catalogue, c, adoption, stream, random)::run);
          thread("reporter", new Reporter(c, acknowledgements, registry, random)::run);
        });
  }

  private static DiskCopy disk(Path directory) {
    try {
      return DiskCopy.in(directory);
    } catch (IOException e) {
      throw new IllegalStateException(
          "bailiwick.snapshot.directory is "
              + directory
              + ": a folder that this router can write is needed: "
              + e,
          e);
    }
  }

  private SnapshotFile file(Path path) {
    return new SnapshotFile(path, registry.trustedKeysFile(), snapshot.fileInterval(), adoption);
  }

  private void thread(String name, Runnable task) {
    threads.add(Thread.ofVirtual().name(name).unstarted(task));
  }

  void start(@Observes StartupEvent event) throws InterruptedException {
    open();
  }

  /**
   * Serves what is there, and follows the sources.
   *
   * @throws IllegalStateException if nothing can ever be served; names the properties
   */
  void open() throws InterruptedException {
    if (!Files.isReadable(registry.trustedKeysFile())) {
      throw new IllegalStateException(
          "bailiwick.registry.trusted-keys-file is "
              + registry.trustedKeysFile()
              + ": a readable file with the registry's JWK set is needed");
    }
    adoption.restore();
    if (file.isPresent()) {
      file.get().look();
    }
    if (client.isEmpty() && file.isEmpty() && catalogue.serving().isEmpty()) {
      throw new IllegalStateException(
          "there is nothing from which to learn what is lawful: " + NEEDED);
    }
    threads.forEach(Thread::start);
  }

  void stop(@Observes ShutdownEvent event) {
    close();
  }

  void close() {
    threads.forEach(Thread::interrupt);
    client.ifPresent(RegistryClient::close);
  }
}
