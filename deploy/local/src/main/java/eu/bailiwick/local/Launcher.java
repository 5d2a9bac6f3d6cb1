package eu.bailiwick.local;

import eu.bailiwick.local.platform.Platform;
import eu.bailiwick.local.platform.Ports;
import eu.bailiwick.local.platform.Settings;
import eu.bailiwick.local.platform.StartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** The program behind {@code ./bailiwick up}. */
final class Launcher {

  private final Options options;
  private final Path home;
  private final Console console;

  private Launcher(Options options, Path home, Console console) {
    this.options = options;
    this.home = home;
    this.console = console;
  }

  /** Exit status: 0 for help, 1 if it cannot start, otherwise that of the signal that ends it. */
  public static void main(String[] arguments) {
    Console console = new Console(System.out);
    try {
      Options options = Options.parse(List.of(arguments));
      if (options.help()) {
        console.print(Options.helpText());
        return;
      }
      Path home = Path.of(System.getProperty("bailiwick.home", "")).toAbsolutePath();
      new Launcher(options, home, console).run();
    } catch (StartException e) {
      fail(e);
    } catch (CancellationException e) {
      // A signal came while it started; the shutdown hook does the rest.
    } catch (IOException | InterruptedException e) {
      System.err.println("The platform stopped: " + e);
      System.exit(1);
    }
  }

  private static void fail(StartException e) {
    System.err.println(e.getMessage());
    System.exit(1);
  }

  private void run() throws StartException, IOException, InterruptedException {
    Path logs = home.resolve("deploy/local/target/logs/" + options.portBase());
    Ports ports = Ports.from(options.portBase());
    checkReadyFile();
    LogFile.open(logs);
    console.print(
        "Bailiwick starts on ports from " + options.portBase() + "; log files are in " + logs);
    Settings settings =
        new Settings(
            home,
            options.keep(),
            logs,
            ports,
            options.upstreams(),
            !options.empty(),
            options.record());
    Platform platform = new Platform(settings, console, Clock.systemUTC());
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(platform), "stop"));
    platform.start();
    if (options.empty()) {
      console.step("All is ready, and the registry is empty");
      console.print(new Welcome(platform).toEmptyRegistry());
    } else {
      showFirstRequest(platform);
    }
    Path readyFile = options.readyFile();
    if (readyFile != null) {
      ReadyFile.write(readyFile, platform);
    }
    console.print("Ready. Ctrl-C stops everything.");
    new CountDownLatch(1).await();
  }

  private void showFirstRequest(Platform platform) throws IOException, InterruptedException {
    FirstRequest first = FirstRequest.perform(platform);
    platform.prepareFasterStarts();
    console.step("All is ready");
    console.print("\n" + first.description() + "\n");
    console.print(new Welcome(platform).toSample(first.decision()));
  }

  /** Takes an old file away, so that nobody reads it for the new one. */
  private void checkReadyFile() throws StartException {
    Path file = options.readyFile();
    if (file == null) {
      return;
    }
    @Nullable Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
      throw new StartException(
          "--ready-file " + file + ": its folder is not there or cannot be written.");
    }
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new StartException("--ready-file " + file + " cannot be written: " + e.getMessage());
    }
  }

  private void stop(Platform platform) {
    console.print("\nStopping ...");
    try {
      platform.close();
      console.print("Stopped.");
    } catch (RuntimeException e) {
      console.print("Stopped, but not in good order: " + e.getCause());
    }
  }
}
