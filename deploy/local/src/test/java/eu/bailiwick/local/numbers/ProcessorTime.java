package eu.bailiwick.local.numbers;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How long threads have been on a processor, in user and kernel mode, as Linux tells it for each:
 * nanoseconds by thread. Threads that end in between are not seen.
 */
final class ProcessorTime {

  private record OfThread(String name, long nanos) {}

  private final Map<Path, OfThread> threads = new HashMap<>();

  private ProcessorTime() {}

  /** Of all threads of some processes, now. */
  static ProcessorTime of(List<Long> pids) throws IOException {
    ProcessorTime time = new ProcessorTime();
    for (long pid : pids) {
      Path tasks = Path.of("/proc", Long.toString(pid), "task");
      try (DirectoryStream<Path> all = Files.newDirectoryStream(tasks)) {
        for (Path task : all) {
          time.read(task);
        }
      }
    }
    return time;
  }

  private void read(Path task) {
    try {
      String times = Files.readString(task.resolve("schedstat"));
      String name = Files.readString(task.resolve("comm")).strip();
      threads.put(task, new OfThread(name, Long.parseLong(times.substring(0, times.indexOf(' ')))));
    } catch (IOException e) {
      // It ended; what it used is not counted.
    }
  }

  /** Nanoseconds since {@code earlier}, of all threads. */
  long since(ProcessorTime earlier) {
    return byKind(earlier).values().stream().mapToLong(Long::longValue).sum();
  }

  /** Nanoseconds since {@code earlier} by the threads' names without their numbers. */
  Map<String, Long> byKind(ProcessorTime earlier) {
    Map<String, Long> kinds = new TreeMap<>();
    threads.forEach(
        (task, thread) -> {
          OfThread before = earlier.threads.get(task);
          long nanos = thread.nanos() - (before == null ? 0 : before.nanos());
          kinds.merge(thread.name().replaceAll("[-#\\d\\s]+$", ""), nanos, Long::sum);
        });
    return kinds;
  }
}
