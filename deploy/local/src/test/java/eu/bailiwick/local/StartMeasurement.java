package eu.bailiwick.local;

import eu.bailiwick.local.platform.Platform;
import eu.bailiwick.local.platform.Ports;
import eu.bailiwick.local.platform.Progress;
import eu.bailiwick.local.platform.Service;
import eu.bailiwick.local.platform.Settings;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;

/**
 * Measures how long each service takes from the start of its process until it is ready, with its
 * AOT cache and without; everything else already runs and is idle. Not a test. After a first {@code
 * ./bailiwick up}, which makes the caches, and {@code mvn test-compile}, at the root:
 *
 * <pre>
 * java -Dbailiwick.home=$PWD -cp "deploy/local/target/test-classes:deploy/local/target/classes:\
 * $(cat deploy/local/target/launcher.classpath)" eu.bailiwick.local.StartMeasurement
 * </pre>
 */
final class StartMeasurement {

  private static final int STARTS = 7;

  private StartMeasurement() {}

  /** Prints the medians in seconds. */
  public static void main(String[] arguments) throws Exception {
    Path home = Path.of(System.getProperty("bailiwick.home", "")).toAbsolutePath();
    Path logs = home.resolve("deploy/local/target/logs/measurement");
    Settings settings = new Settings(home, null, logs, Ports.free(), Map.of(), true, false);
    try (Platform platform = new Platform(settings, Progress.none(), Clock.systemUTC())) {
      platform.start();
      System.out.printf("median of %d starts, seconds until ready%n", STARTS);
      System.out.printf("%-10s %10s %10s%n", "", "with AOT", "without");
      for (Service service : Service.values()) {
        Path cache = cache(service.application(home));
        double with = median(platform, service);
        Path aside = cache.resolveSibling("aside");
        Files.move(cache, aside);
        double without;
        try {
          without = median(platform, service);
        } finally {
          Files.move(aside, cache);
        }
        System.out.printf(Locale.ROOT, "%-10s %10.2f %10.2f%n", service.title(), with, without);
      }
    }
    System.exit(0);
  }

  private static Path cache(Path application) throws IOException {
    try (DirectoryStream<Path> caches = Files.newDirectoryStream(application, "start-*.aot")) {
      Iterator<Path> found = caches.iterator();
      if (!found.hasNext()) {
        throw new IllegalStateException(
            "no AOT cache in " + application + ": ./bailiwick up first");
      }
      return found.next();
    }
  }

  private static double median(Platform platform, Service service) throws Exception {
    double[] seconds = new double[STARTS];
    for (int i = 0; i < STARTS; i++) {
      platform.stop(service);
      long begin = System.nanoTime();
      platform.start(service);
      seconds[i] = (System.nanoTime() - begin) / 1e9;
    }
    Arrays.sort(seconds);
    return seconds[STARTS / 2];
  }
}
