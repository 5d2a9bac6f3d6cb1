package eu.bailiwick.local.platform;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The recording of one service's start, from which an {@link AotCache} is made. The service stands
 * still while it writes down what it has loaded; a child of it then makes the cache in the
 * background.
 */
final class Recording {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration POLL = Duration.ofMillis(50);

  private final ProcessHandle service;
  private final AotCache cache;
  private volatile boolean ended;

  Recording(ProcessHandle service, AotCache cache) {
    this.service = service;
    this.cache = cache;
  }

  /** Whether the service would still write everything down when it stops. */
  boolean isOpen() {
    return !ended;
  }

  /** Ends the recording; returns when the service serves again. */
  void end() throws IOException, InterruptedException {
    Process jcmd =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(service.pid()),
                "AOT.end_recording")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    Thread.ofPlatform().daemon().name("aot-cache").start(() -> adopt(jcmd));
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (jcmd.isAlive() && !isMakingCache() && System.nanoTime() < deadline) {
      Thread.sleep(POLL);
    }
    ended = true;
  }

  /** What has been written down is now made into a cache by a child, which yields to all others. */
  private boolean isMakingCache() throws IOException {
    var child = service.children().findFirst();
    if (child.isPresent()) {
      new ProcessBuilder("renice", "-n", "19", "-p", Long.toString(child.get().pid()))
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
    }
    return child.isPresent();
  }

  /** A JDK that cannot end a recording leaves us without a cache, which costs time only. */
  private void adopt(Process jcmd) {
    try {
      if (jcmd.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS) && jcmd.exitValue() == 0) {
        cache.adoptPart();
      }
    } catch (IOException e) {
      System.getLogger(Recording.class.getName())
          .log(System.Logger.Level.WARNING, "no AOT cache at " + cache.file(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
