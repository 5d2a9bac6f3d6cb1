package eu.bailiwick.local.numbers;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The machine that is measured on, and what is made of its figures. */
final class Machine {

  private Machine() {}

  /** The repository's root, from the system property {@code bailiwick.home}. */
  static Path home() {
    return Path.of(System.getProperty("bailiwick.home", "")).toAbsolutePath().normalize();
  }

  /** Prints a heading with how busy the machine is. */
  static void heading(String what) {
    var system = ManagementFactory.getOperatingSystemMXBean();
    System.out.printf(
        Locale.ROOT,
        "%s; load average %.1f on %d processors%n",
        what,
        system.getSystemLoadAverage(),
        system.getAvailableProcessors());
  }

  /**
   * Lets processes run on the first processor only, so that each is measured as on one of its own.
   *
   * @param pids of the processes; their threads go with them
   */
  static void toOneProcessor(List<Long> pids) throws IOException, InterruptedException {
    for (long pid : pids) {
      taskset("-acp", Long.toString(pid));
    }
  }

  /**
   * Lets the calling thread and others of this process run on the first processor only.
   *
   * @param name the beginning of the others' names, of which the kernel knows 15 characters
   */
  static void threadsToOneProcessor(String name) throws IOException, InterruptedException {
    taskset("-cp", Files.readSymbolicLink(Path.of("/proc/thread-self")).getFileName().toString());
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
      for (Path thread : threads) {
        if (Files.readString(thread.resolve("comm")).startsWith(name)) {
          taskset("-cp", thread.getFileName().toString());
        }
      }
    }
  }

  private static void taskset(String how, String id) throws IOException, InterruptedException {
    Process taskset = new ProcessBuilder("taskset", how, "0", id).redirectErrorStream(true).start();
    String said = new String(taskset.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (taskset.waitFor() != 0) {
      throw new IOException(said);
    }
  }

  /** Of as many values of one thing as of the other, round by round. */
  static List<Double> ratios(List<Double> of, List<Double> to) {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < of.size(); i++) {
      ratios.add(of.get(i) / to.get(i));
    }
    return ratios;
  }

  static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  /**
   * What the kernel says of a process's memory.
   *
   * @param field of {@code /proc/<pid>/status} in kB, such as {@code VmRSS} or {@code VmHWM}
   * @return in MiB
   */
  static long memory(long pid, String field) throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
        .filter(line -> line.startsWith(field + ":"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")) / 1024)
        .findFirst()
        .orElseThrow(() -> new IOException("no " + field + " of " + pid));
  }
}
