package eu.bailiwick.local;

import eu.bailiwick.local.platform.Progress;
import eu.bailiwick.local.platform.Service;
import java.io.PrintStream;
import java.util.Locale;

/** Says on the terminal how the platform gets on, with the seconds since the start. */
final class Console implements Progress {

  private final PrintStream out;
  private final long begin = System.nanoTime();

  Console(PrintStream out) {
    this.out = out;
  }

  @Override
  public synchronized void step(String what) {
    out.printf(Locale.ROOT, "%6.1f s  %s%n", seconds(), what);
    out.flush();
  }

  @Override
  public synchronized void died(Service service, int exit, String lastLines) {
    out.printf(
        "%nThe %s ended by itself with exit status %d. Its log ends with:%n%s%n",
        service.title(), exit, lastLines.indent(4).stripTrailing());
    out.flush();
  }

  /** Prints a text as it is. */
  synchronized void print(String text) {
    out.println(text);
    out.flush();
  }

  double seconds() {
    return (System.nanoTime() - begin) / 1e9;
  }
}
