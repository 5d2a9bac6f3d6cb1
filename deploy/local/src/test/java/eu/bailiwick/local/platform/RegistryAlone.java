package eu.bailiwick.local.platform;

import eu.bailiwick.parts.FreePorts;
import eu.bailiwick.parts.PostgresServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * The packaged registry as a process with a PostgreSQL of its own, both on free ports, and nothing
 * else of the platform. The database stays when the registry is killed.
 */
public final class RegistryAlone implements AutoCloseable {

  private static final Duration READY_PATIENCE = Duration.ofSeconds(60);
  private static final Duration CACHE_PATIENCE = Duration.ofMinutes(2);
  private static final Duration POLL = Duration.ofMillis(10);

  private final Started started;
  private final Credentials.Made credentials;
  private final ServiceProcess process;
  private final Path application;
  private final URI url;
  private final HttpClient http;
  private final Api api;

  private RegistryAlone(
      Started started,
      Credentials.Made credentials,
      ServiceProcess process,
      Path application,
      int port) {
    this.started = started;
    this.credentials = credentials;
    this.process = process;
    this.application = application;
    this.url = URI.create("http://127.0.0.1:" + port);
    this.http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    this.api = new Api(http);
  }

  /**
   * Starts an empty registry and returns when it is ready.
   *
   * @param home the repository's root, with the packaged service below it
   * @param flags of the service's JVM, after the local platform's own
   * @param record whether the first start makes later ones faster, at the expense of its memory
   */
  public static RegistryAlone start(Path home, List<String> flags, boolean record)
      throws StartException, IOException, InterruptedException {
    Started started = new Started();
    try {
      RegistryAlone registry = prepare(home, flags, record, started);
      registry.start();
      return registry;
    } catch (SQLException e) {
      started.close();
      throw new IOException(e);
    } catch (StartException | IOException | InterruptedException | RuntimeException e) {
      started.close();
      throw e;
    }
  }

  private static RegistryAlone prepare(
      Path home, List<String> flags, boolean record, Started started)
      throws StartException, IOException, SQLException {
    Path logs = Files.createDirectories(home.resolve("deploy/local/target/logs/numbers"));
    Path data = started.add(Workspace.open(null)).directory();
    Reaper reaper = started.add(Reaper.start(data.resolve("postgres/data/postmaster.pid"), data));
    PostgresServer postgres =
        started.add(
            PostgresServer.start(
                data.resolve("postgres"),
                home.resolve("deploy/local/target/unpacked/postgres"),
                FreePorts.any()));
    postgres.createDatabase("registry");
    Credentials.Made credentials = Credentials.in(data.resolve("keys"), new SecureRandom());
    int port = FreePorts.any();
    Path log = logs.resolve("registry.log");
    Files.deleteIfExists(log);
    ServiceProcess process =
        new ServiceProcess(
            Service.REGISTRY,
            Service.REGISTRY.application(home),
            log,
            Configuration.ofRegistry(port, credentials, postgres),
            record,
            flags,
            reaper,
            Progress.none());
    started.add(process::stop);
    return new RegistryAlone(
        started, credentials, process, Service.REGISTRY.application(home), port);
  }

  /**
   * Makes later starts faster, if they are not yet; see {@link Platform#prepareFasterStarts}. Waits
   * until they are: whoever kills the service kills its child that makes the cache.
   */
  public void prepareFasterStarts() throws IOException, InterruptedException {
    if (process.recording().isPresent()) {
      process.recording().get().end();
      long deadline = System.nanoTime() + CACHE_PATIENCE.toNanos();
      while (!hasCache() && System.nanoTime() < deadline) {
        Thread.sleep(POLL);
      }
    }
  }

  private boolean hasCache() throws IOException {
    try (DirectoryStream<Path> caches = Files.newDirectoryStream(application, "start-*.aot")) {
      return caches.iterator().hasNext();
    }
  }

  /** Starts it after a stop or a kill, and waits until it is ready. */
  public void start() throws StartException, IOException, InterruptedException {
    process.start();
    long deadline = System.nanoTime() + READY_PATIENCE.toNanos();
    while (!api.answers(url.resolve("/q/health/ready"))) {
      if (!process.isRunning() || System.nanoTime() > deadline) {
        throw new StartException("the registry is not ready:\n" + process.lastLines());
      }
      Thread.sleep(POLL);
    }
  }

  /** Ends the service with SIGKILL and waits until it is gone. */
  public void kill() throws InterruptedException {
    process.kill();
  }

  /** Process id of the service. */
  public long pid() {
    return process.pid();
  }

  /** Its address. */
  public URI url() {
    return url;
  }

  /** A bearer token. */
  public String token(Role role) throws IOException {
    return Files.readString(credentials.token(role));
  }

  @Override
  public void close() {
    try {
      started.close();
    } finally {
      http.shutdownNow();
    }
  }
}
