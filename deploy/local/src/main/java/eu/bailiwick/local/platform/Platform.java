package eu.bailiwick.local.platform;

import eu.bailiwick.local.models.ModelServer;
import eu.bailiwick.parts.FreePorts;
import eu.bailiwick.parts.KafkaBroker;
import eu.bailiwick.parts.PostgresServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A whole platform on this machine. {@link #start} is called once; {@link #close} may come from
 * another thread at any time, also while it starts. After the start every service can be stopped,
 * killed and started by itself.
 */
public final class Platform implements AutoCloseable {

  private static final Duration READY_PATIENCE = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(25);
  private static final Duration START_PATIENCE = Duration.ofSeconds(5);

  /** The router goes first: it still has events to hand over. */
  private static final List<Service> START_ORDER =
      List.of(Service.REGISTRY, Service.METERING, Service.ROUTER);

  private final Settings settings;
  private final Progress progress;
  private final Clock clock;
  private final HttpClient http;
  private final Api api;
  private final Started started = new Started();
  private final ReentrantLock starting = new ReentrantLock();
  private final Map<Service, ServiceProcess> services = new EnumMap<>(Service.class);
  private volatile boolean stopping;
  private volatile @Nullable Thread starter;
  private @Nullable Parts parts;

  private record Parts(
      Path data, Credentials.Made credentials, Infrastructure infrastructure, Reaper reaper) {}

  /**
   * @param progress is told of every step and of services that die
   * @param clock for the model servers
   */
  public Platform(Settings settings, Progress progress, Clock clock) {
    this.settings = settings;
    this.progress = new UntilStopping(progress);
    this.clock = clock;
    this.http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    this.api = new Api(http);
  }

  /**
   * Starts everything and returns when the router serves the sample catalogue.
   *
   * @throws StartException if it cannot, with what to do about it; {@link #close} is still due
   * @throws CancellationException if it was closed meanwhile
   */
  public void start() throws StartException, IOException, InterruptedException {
    starting.lock();
    starter = Thread.currentThread();
    try {
      checkFirst();
      Workspace workspace = started.add(Workspace.open(settings.keep()));
      Reaper reaper =
          started.add(
              Reaper.start(
                  workspace.directory().resolve("postgres/data/postmaster.pid"),
                  workspace.temporaryDirectory()));
      Parts made = startParts(workspace.directory(), reaper);
      parts = made;
      startServices(made);
      serve(made);
    } catch (StartException | IOException | InterruptedException | RuntimeException e) {
      if (stopping) {
        throw new CancellationException("closed while it started");
      }
      throw e;
    } finally {
      starter = null;
      starting.unlock();
    }
  }

  private void checkFirst() throws StartException {
    for (Service service : Service.values()) {
      if (!Files.exists(service.application(settings.home()).resolve("quarkus-run.jar"))) {
        throw new StartException(
            "The " + service.title() + " is not packaged: ./bailiwick up builds and starts it.");
      }
    }
    settings.ports().checkFree();
    try {
      Files.createDirectories(settings.logs());
      Files.deleteIfExists(Files.createTempFile(settings.logs(), "check", ""));
    } catch (IOException e) {
      throw new StartException(
          settings.logs() + " cannot be written: the log files belong there, so make it writable.",
          e);
    }
  }

  private Parts startParts(Path data, Reaper reaper)
      throws StartException, IOException, InterruptedException {
    Map<String, Upstream> upstreams = Upstream.ask(settings.upstreams(), http);
    Credentials.Made credentials = Credentials.in(data.resolve("keys"), new SecureRandom());
    Infrastructure infrastructure =
        Infrastructure.start(settings, data, upstreams, started, progress, clock);
    continueUnlessStopping();
    return new Parts(data, credentials, infrastructure, reaper);
  }

  private Configuration configuration(Parts made) {
    return new Configuration(
        settings.ports(), made.data(), made.credentials(), made.infrastructure());
  }

  private void startServices(Parts made) throws IOException {
    Configuration configuration = configuration(made);
    for (Service service : START_ORDER) {
      Path log = settings.logs().resolve(service.title() + ".log");
      Files.deleteIfExists(log);
      ServiceProcess process =
          new ServiceProcess(
              service,
              service.application(settings.home()),
              log,
              configuration.of(service),
              settings.record(),
              made.reaper(),
              progress);
      services.put(service, process);
      started.add(process::stop);
      process.start();
    }
  }

  private void serve(Parts made) throws StartException, IOException, InterruptedException {
    awaitReady(Service.REGISTRY);
    if (!settings.sample()) {
      awaitReady(Service.METERING);
      return;
    }
    long revision = fill(made);
    awaitReady(Service.METERING);
    awaitReady(Service.ROUTER);
    awaitRevision(revision);
    progress.step("The router serves revision " + revision);
  }

  /** Brings the sample into the registry; returns the revision that contains it. */
  private long fill(Parts made) throws StartException, IOException, InterruptedException {
    Map<String, String> facts = new HashMap<>(made.infrastructure().models().facts());
    made.credentials()
        .apiKeys()
        .forEach((key, text) -> facts.put("key:" + key.id(), Credentials.hash(text)));
    long applied = api.apply(registry(), token(Role.OPERATOR), SampleCatalogue.filled(facts));
    progress.step("The sample catalogue is applied, revision " + applied);
    long approved =
        new SampleApprovals(
                api, registry(), token(Role.OPERATOR), token(Role.APPROVER), clock.instant())
            .complete();
    progress.step("Its versions are approved by a second person, revision " + approved);
    return approved;
  }

  private void awaitReady(Service service) throws StartException, InterruptedException {
    awaitReady(process(service), service.port(settings.ports()));
  }

  private void awaitReady(ServiceProcess process, int port)
      throws StartException, InterruptedException {
    URI health = address(port).resolve("/q/health/ready");
    await(process, "is not ready", () -> api.answers(health));
    progress.step("The " + process.service().title() + " is ready on port " + port);
  }

  /** Waits until the router serves {@code revision} of the catalogue or a later one. */
  public void awaitRevision(long revision) throws StartException, InterruptedException {
    await(
        process(Service.ROUTER),
        "does not serve revision " + revision,
        () -> api.servedRevision(router()) >= revision);
  }

  private interface Condition {
    boolean holds() throws IOException, InterruptedException;
  }

  private void await(ServiceProcess process, String failure, Condition condition)
      throws StartException, InterruptedException {
    String title = process.service().title();
    long deadline = System.nanoTime() + READY_PATIENCE.toNanos();
    while (!holds(condition)) {
      continueUnlessStopping();
      if (!process.isRunning()) {
        throw new StartException(
            "The "
                + title
                + " ended while it started; "
                + process.log()
                + " ends with:\n"
                + process.lastLines());
      }
      if (System.nanoTime() > deadline) {
        throw new StartException(
            "The "
                + title
                + " "
                + failure
                + " after "
                + READY_PATIENCE.toSeconds()
                + " s; "
                + process.log()
                + " ends with:\n"
                + process.lastLines());
      }
      Thread.sleep(POLL);
    }
  }

  private static boolean holds(Condition condition) throws InterruptedException {
    try {
      return condition.holds();
    } catch (IOException e) {
      return false;
    }
  }

  private void continueUnlessStopping() {
    if (stopping) {
      throw new CancellationException("closed while it started");
    }
  }

  /**
   * Makes later starts of this build faster, if they are not yet. The services stand still for a
   * moment; what takes longer goes on in the background.
   */
  public void prepareFasterStarts() throws InterruptedException {
    List<Callable<Void>> ends =
        services.values().stream()
            .flatMap(service -> service.recording().stream())
            .map(
                recording ->
                    (Callable<Void>)
                        () -> {
                          recording.end();
                          return null;
                        })
            .toList();
    if (ends.isEmpty()) {
      return;
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      threads.invokeAll(ends);
    }
    progress.step("The next start of this build will be faster");
  }

  /** Starts a service that was stopped or killed, and waits until it is ready. */
  public void start(Service service) throws StartException, IOException, InterruptedException {
    process(service).start();
    awaitReady(service);
  }

  /**
   * Starts one more router of the same cell on a free port, and waits until it is ready. It stops
   * with the platform.
   *
   * @param id of the router; no other router has it
   * @return its address
   */
  public URI addRouter(String id) throws StartException, IOException, InterruptedException {
    return addRouter(id, Map.of()).address();
  }

  /**
   * A router that was added.
   *
   * @param pid of its process
   */
  public record AddedRouter(URI address, long pid) {}

  /**
   * The same with settings of its own.
   *
   * @param settings properties of the router, over those that every router here has
   */
  public AddedRouter addRouter(String id, Map<String, String> settings)
      throws StartException, IOException, InterruptedException {
    Parts made = parts();
    int port = FreePorts.any();
    Path log = logs().resolve(id + ".log");
    Files.deleteIfExists(log);
    Map<String, String> properties = configuration(made).ofRouter(id, port);
    properties.putAll(settings);
    ServiceProcess process =
        new ServiceProcess(
            Service.ROUTER,
            Service.ROUTER.application(this.settings.home()),
            log,
            properties,
            false,
            made.reaper(),
            progress);
    started.add(process::stop);
    process.start();
    awaitReady(process, port);
    return new AddedRouter(address(port), process.pid());
  }

  /** Asks a service to end and waits until it has. */
  public void stop(Service service) {
    process(service).stop();
  }

  /** Ends a service at once, as a crash would. */
  public void kill(Service service) throws InterruptedException {
    process(service).kill();
  }

  /** Process id of a service that runs. */
  public long pid(Service service) {
    return process(service).pid();
  }

  private ServiceProcess process(Service service) {
    ServiceProcess process = services.get(service);
    if (process == null) {
      throw new IllegalStateException("the platform has not been started");
    }
    return process;
  }

  private Parts parts() {
    Parts made = parts;
    if (made == null) {
      throw new IllegalStateException("the platform has not been started");
    }
    return made;
  }

  /**
   * The platform's own Kafka broker, which can be stopped and restarted.
   *
   * @throws NoSuchElementException if it uses another one
   */
  public KafkaBroker kafka() {
    return parts().infrastructure().kafka().orElseThrow();
  }

  /** The PostgreSQL server, which can be killed and restarted. */
  public PostgresServer database() {
    return parts().infrastructure().postgres();
  }

  /** JDBC URL of a service's database. */
  public String postgres(String database) {
    return parts().infrastructure().postgres().jdbcUrl(database);
  }

  /** The model server of an endpoint. */
  public ModelServer modelServer(SampleEndpoint endpoint) {
    return parts().infrastructure().models().server(endpoint);
  }

  /** Where the endpoints answer, by their ids. */
  public Map<String, URI> models() {
    return parts().infrastructure().models().urls();
  }

  /** An API key. */
  public String key(SampleKey key) {
    return parts().credentials().apiKey(key);
  }

  /** A bearer token. */
  public String token(Role role) throws IOException {
    return Files.readString(tokenFile(role));
  }

  /** The file in which a bearer token is. */
  public Path tokenFile(Role role) {
    return parts().credentials().token(role);
  }

  public URI router() {
    return address(settings.ports().router());
  }

  public URI registry() {
    return address(settings.ports().registry());
  }

  public URI metering() {
    return address(settings.ports().metering());
  }

  private static URI address(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** The folder of the log files. */
  public Path logs() {
    return settings.logs();
  }

  /** Stops everything in good order; harmless if nothing runs. */
  @Override
  public void close() {
    stopping = true;
    awaitStart();
    try {
      started.close();
    } finally {
      starting.unlock();
      http.shutdownNow();
    }
  }

  /** Lets a start that is under way notice; interrupts it if it does not. */
  private void awaitStart() {
    boolean interrupted = false;
    while (true) {
      try {
        if (starting.tryLock(START_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
          break;
        }
        Thread slow = starter;
        if (slow != null) {
          slow.interrupt();
        }
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Passes on what is said until everything stops: then a service that ends is no news. */
  private final class UntilStopping implements Progress {

    private final Progress inner;

    private UntilStopping(Progress inner) {
      this.inner = inner;
    }

    @Override
    public void step(String what) {
      if (!stopping) {
        inner.step(what);
      }
    }

    @Override
    public void died(Service service, int exit, String lastLines) {
      if (!stopping) {
        inner.died(service, exit, lastLines);
      }
    }
  }
}
