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
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One packaged service as a child process, which can be started and stopped many times. It does not
 * hear a terminal's ctrl-C: this process stops it, in good order.
 */
final class ServiceProcess {

  private static final Duration STOP_PATIENCE = Duration.ofSeconds(15);
  private static final int LAST_LINES = 15;
  private static final List<String> JVM =
      List.of(
          "-Xmx160m",
          "-Xss512k",
          "-XX:+UseSerialGC",
          "-Djava.util.logging.manager=org.jboss.logmanager.LogManager");

  private final Service service;
  private final Path application;
  private final Path log;
  private final Map<String, String> properties;
  private final Reaper reaper;
  private final Progress progress;
  private @Nullable Process process;

  /**
   * @param application its {@code quarkus-app} folder
   * @param log file for everything it prints; written anew
   * @param properties its configuration
   */
  ServiceProcess(
      Service service,
      Path application,
      Path log,
      Map<String, String> properties,
      Reaper reaper,
      Progress progress) {
    this.service = service;
    this.application = application;
    this.log = log;
    this.properties = Map.copyOf(properties);
    this.reaper = reaper;
    this.progress = progress;
  }

  Service service() {
    return service;
  }

  synchronized void start() throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command());
    builder.directory(application.toFile());
    builder.redirectInput(new File("/dev/null"));
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    Process started = builder.start();
    reaper.watch(started.pid());
    process = started;
    var _ = started.onExit().thenAccept(this::ended);
  }

  private List<String> command() {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$0\" \"$@\""));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JVM);
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

  /** Asks it to end and waits; ends it by force if it does not. */
  void stop() {
    Process ending = release();
    if (ending == null) {
      return;
    }
    ending.destroy();
    try {
      if (!ending.waitFor(STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        ending.descendants().forEach(ProcessHandle::destroyForcibly);
        ending.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      ending.destroyForcibly();
      Thread.currentThread().interrupt();
    }
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
