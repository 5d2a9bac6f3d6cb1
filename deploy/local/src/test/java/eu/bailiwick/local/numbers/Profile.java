package eu.bailiwick.local.numbers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordingFile;

/** A recording of where another JVM spends its processor time, in native methods too, by JFR. */
final class Profile implements AutoCloseable {

  private static final String SETTINGS =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <configuration version="2.0">
        <event name="jdk.CPUTimeSample">
          <setting name="enabled">true</setting>
          <setting name="throttle">500/s</setting>
        </event>
        <event name="jdk.ObjectAllocationSample">
          <setting name="enabled">true</setting>
          <setting name="throttle">300/s</setting>
          <setting name="stackTrace">true</setting>
        </event>
      </configuration>
      """;

  private final long pid;
  private final Path file;

  private Profile(long pid, Path file) {
    this.pid = pid;
    this.file = file;
  }

  /** Begins to record. */
  static Profile start(long pid) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("bailiwick-profile");
    Path settings = Files.writeString(folder.resolve("settings.jfc"), SETTINGS);
    Profile profile = new Profile(pid, folder.resolve("profile.jfr"));
    var _ = jcmd(pid, "JFR.start", "name=numbers", "settings=" + settings);
    return profile;
  }

  /** Ends the recording and prints what was on top of the stack, and ours that led there. */
  void print(int most) throws IOException, InterruptedException {
    var _ = jcmd(pid, "JFR.stop", "name=numbers", "filename=" + file);
    List<RecordedEvent> samples =
        RecordingFile.readAllEvents(file).stream()
            .filter(event -> event.getEventType().getName().equals("jdk.CPUTimeSample"))
            .filter(event -> event.getStackTrace() != null)
            .toList();
    System.out.println(samples.size() + " samples, in " + file);
    print("on top", samples, most, frames -> method(frames.getFirst()));
    print("ours nearest to the top", samples, most, Profile::ours);
  }

  private static void print(
      String what,
      List<RecordedEvent> samples,
      int most,
      Function<List<RecordedFrame>, String> name) {
    Map<String, Integer> counts = new HashMap<>();
    for (RecordedEvent sample : samples) {
      counts.merge(name.apply(sample.getStackTrace().getFrames()), 1, Integer::sum);
    }
    System.out.println(what + ":");
    counts.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()))
        .limit(most)
        .forEach(
            e ->
                System.out.printf(
                    Locale.ROOT,
                    "  %5.1f %%  %s%n",
                    100.0 * e.getValue() / samples.size(),
                    e.getKey()));
  }

  private static String ours(List<RecordedFrame> frames) {
    return frames.stream()
        .map(Profile::method)
        .filter(method -> method.startsWith("eu.bailiwick"))
        .findFirst()
        .orElse("none of ours");
  }

  private static String method(RecordedFrame frame) {
    RecordedMethod method = frame.getMethod();
    return method.getType().getName() + "." + method.getName();
  }

  /** Runs a command of the JDK in another JVM; returns what it said. */
  static String jcmd(long pid, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
    command.add(Long.toString(pid));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", arguments) + ": " + said);
    }
    return said;
  }

  @Override
  public void close() {
    // The recording ends with the process at the latest.
  }
}
