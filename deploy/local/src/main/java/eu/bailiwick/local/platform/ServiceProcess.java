package eu.bailiwick.local.platform;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One packaged service as a child process, which can be started and stopped many times. It does not
 * hear a terminal's ctrl-C: this process stops it, in good order.
 */
final class ServiceProcess {

  private static final Duration STOP_PATIENCE = Duration.ofSeconds(15);
  private static final Duration POLL = Duration.ofMillis(20);
  private static final int LAST_LINES = 15;
  private static final List<String> JVM =
      List.of("-Xss512k", "-Djava.util.logging.manager=org.jboss.logmanager.LogManager");

  private final Service service;
  private final Path application;
  private final Path log;
  private final Map<String, String> properties;
  private final Reaper reaper;
  private final Progress progress;
  private final boolean record;
  private final List<String> moreFlags;
  private @Nullable Process process;
  private @Nullable Recording recording;

  /**
   * @param application its {@code quarkus-app} folder
   * @param log file for everything it prints; written anew
   * @param properties its configuration
   * @param record whether to record a start for which there is no AOT cache
   */
  ServiceProcess(
      Service service,
      Path application,
      Path log,
      Map<String, String> properties,
      boolean record,
      Reaper reaper,
      Progress progress) {
    this(service, application, log, properties, record, List.of(), reaper, progress);
  }

  /**
   * @param moreFlags of the JVM, after its own, so that they win
   */
  ServiceProcess(
      Service service,
      Path application,
      Path log,
      Map<String, String> properties,
      boolean record,
      List<String> moreFlags,
      Reaper reaper,
      Progress progress) {
    this.service = service;
    this.application = application;
    this.log = log;
    this.properties = Map.copyOf(properties);
    this.record = record;
    this.moreFlags = List.copyOf(moreFlags);
    this.reaper = reaper;
    this.progress = progress;
  }

  Service service() {
    return service;
  }

  synchronized void start() throws IOException {
    AotCache cache = AotCache.of(application, flags());
    boolean records = record && !cache.isThere();
    List<String> aot = List.of();
    if (cache.isThere()) {
      aot = List.of("-XX:AOTCache=" + cache.file());
    } else if (records) {
      cache.removeOthers();
      aot = List.of("-XX:AOTCacheOutput=" + cache.part());
    }
    ProcessBuilder builder = new ProcessBuilder(command(aot));
    builder.directory(application.toFile());
    builder.redirectInput(new File("/dev/null"));
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    Process started = builder.start();
    reaper.watch(started.pid());
    process = started;
    recording = records ? new Recording(started.toHandle(), cache) : null;
    var _ = started.onExit().thenAccept(this::ended);
  }

  private List<String> flags() {
    return Stream.of(JVM, service.jvm(), moreFlags).flatMap(List::stream).toList();
  }

  private List<String> command(List<String> aot) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$0\" \"$@\""));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags());
    command.addAll(aot);
    properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
    command.addAll(List.of("-jar", application.resolve("quarkus-run.jar").toString()));
    return command;
  }

  private void ended(Process ended) {
    reaper.forget(ended.pid());
    boolean unexpected;
    synchronized (this) {
      unexpected = process == ended;
      if (unexpected) {
        process = null;
      }
    }
    if (unexpected) {
      progress.died(service, ended.exitValue(), lastLines());
    }
  }

  synchronized boolean isRunning() {
    return process != null && process.isAlive();
  }

  /**
   * Its process id.
   *
   * @throws IllegalStateException if it does not run
   */
  synchronized long pid() {
    Process running = process;
    if (running == null) {
      throw new IllegalStateException("the " + service.title() + " does not run");
    }
    return running.pid();
  }

  /** What it records of its start, if it does. */
  synchronized Optional<Recording> recording() {
    return Optional.ofNullable(recording);
  }

  /** Asks it to end and waits; ends it by force if it does not. */
  void stop() {
    Process ending = release();
    if (ending == null) {
      return;
    }
    boolean wouldWriteCache = recording().filter(Recording::isOpen).isPresent();
    List<ProcessHandle> children = ending.descendants().toList();
    children.forEach(ProcessHandle::destroyForcibly);
    ending.destroy();
    try {
      awaitEnd(ending, wouldWriteCache);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      ending.destroyForcibly();
    }
  }

  /** A service that would write a cache at its end is done as soon as Quarkus is. */
  private void awaitEnd(Process ending, boolean wouldWriteCache) throws InterruptedException {
    long deadline = System.nanoTime() + STOP_PATIENCE.toNanos();
    boolean ended = false;
    while (!ended && System.nanoTime() < deadline) {
      ended =
          ending.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)
              || (wouldWriteCache && lastLines().contains(" stopped in "));
    }
    ending.destroyForcibly().waitFor();
  }

  /** Ends it at once, as a crash would. */
  void kill() throws InterruptedException {
    Process ending = release();
    if (ending != null) {
      ending.destroyForcibly().waitFor();
    }
  }

  /** The process, which is from now on expected to end; null if there is none. */
  private synchronized @Nullable Process release() {
    Process ending = process;
    process = null;
    return ending;
  }

  /** The end of its log. */
  String lastLines() {
    try {
      List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    } catch (IOException e) {
      return log + " cannot be read: " + e.getMessage();
    }
  }

  Path log() {
    return log;
  }
}
