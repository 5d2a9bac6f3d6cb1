package eu.bailiwick.local.platform;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A shell that outlives this process for a moment if it is killed outright: it then ends the
 * children that it was told of, and PostgreSQL, and removes the temporary folder. It learns of the
 * death because its standard input ends.
 */
final class Reaper implements AutoCloseable {

  private static final String SCRIPT =
      """
      trap '' INT HUP TERM
      pids=
      while read -r word pid; do
        case $word in
          watch) pids="$pids $pid" ;;
          forget)
            kept=
            for p in $pids; do [ "$p" = "$pid" ] || kept="$kept $p"; done
            pids=$kept ;;
          done) exit 0 ;;
        esac
      done
      if [ -f "$1" ]; then pids="$pids $(head -n 1 "$1")"; fi
      for p in $pids; do kill -TERM "$p" 2>/dev/null; done
      n=0
      while [ $n -lt 50 ]; do
        alive=
        for p in $pids; do kill -0 "$p" 2>/dev/null && alive=1; done
        [ -n "$alive" ] || break
        sleep 0.1
        n=$((n + 1))
      done
      for p in $pids; do kill -KILL "$p" 2>/dev/null; done
      if [ -n "$2" ]; then rm -rf "$2"; fi
      """;

  private final Process shell;
  private final PrintStream orders;

  private Reaper(Process shell) {
    this.shell = shell;
    this.orders = new PrintStream(shell.getOutputStream(), true, StandardCharsets.UTF_8);
  }

  /**
   * Starts to watch over this process.
   *
   * @param postmaster PostgreSQL's file with its process id
   * @param temporary folder to remove; null if there is none
   */
  static Reaper start(Path postmaster, @Nullable Path temporary) throws IOException {
    String folder = temporary == null ? "" : temporary.toString();
    return new Reaper(
        new ProcessBuilder("/bin/sh", "-c", SCRIPT, "sh", postmaster.toString(), folder)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start());
  }

  synchronized void watch(long pid) {
    orders.println("watch " + pid);
  }

  synchronized void forget(long pid) {
    orders.println("forget " + pid);
  }

  @Override
  public synchronized void close() {
    orders.println("done");
    orders.close();
    try {
      if (!shell.waitFor(2, TimeUnit.SECONDS)) {
        shell.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
