package eu.bailiwick.local.numbers;

import java.util.Arrays;
import java.util.Locale;

/** Durations of one kind of thing, in nanoseconds. Safe on any thread. */
final class Times {

  /** Something that is timed. */
  interface Timed {
    void run() throws Exception;
  }

  private final String what;
  private long[] nanos = new long[64];
  private int count;

  Times(String what) {
    this.what = what;
  }

  /** Runs something and takes its duration in. */
  void time(Timed timed) throws Exception {
    long begin = System.nanoTime();
    timed.run();
    add(System.nanoTime() - begin);
  }

  synchronized void add(long duration) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * count);
    }
    nanos[count++] = duration;
  }

  /** A percentile in milliseconds, by nearest rank. */
  synchronized double millis(double percentile) {
    if (count == 0) {
      return Double.NaN;
    }
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    int rank = (int) Math.ceil(percentile / 100 * count);
    return sorted[Math.clamp(rank - 1L, 0, count - 1)] / 1e6;
  }

  /** Prints the heading of the columns of {@link #print}. */
  static void heading() {
    System.out.printf("%-58s %7s %9s %9s %9s%n", "milliseconds", "n", "median", "p99", "max");
  }

  /** Prints one line. */
  synchronized void print() {
    System.out.printf(
        Locale.ROOT,
        "%-58s %7d %9.2f %9.2f %9.2f%n",
        what,
        count,
        millis(50),
        millis(99),
        millis(100));
  }
}
