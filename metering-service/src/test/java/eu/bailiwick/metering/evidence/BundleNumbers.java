package eu.bailiwick.metering.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How long a bundle takes to be written and to be checked, by both verifiers, each as a process of
 * its own: {@code BundleNumbers [events, 100000] [runs, 5]}. Without {@code node} on the path the
 * page is left out.
 */
final class BundleNumbers {

  private BundleNumbers() {}

  public static void main(String[] arguments) throws Exception {
    int events = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
    int runs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
    Path folder = Files.createTempDirectory("bundle");
    Path bundle = folder.resolve("bundle.zip");
    PaperCell cell = new PaperCell();
    cell.at(PaperCell.START);
    cell.announced(Cases.TENANT, PaperCell.EPOCH);
    for (int sequence = 1; sequence < events; sequence += 2) {
      cell.served(Cases.TENANT, PaperCell.EPOCH, sequence, "health", "FR");
    }
    long start = System.nanoTime();
    Files.write(bundle, cell.bundle(PaperCell.asked(Cases.TENANT, Cases.CLAIM)));
    System.out.printf(
        "%d entries, %d MB, written in %d ms%n",
        cell.size(Cases.TENANT), Files.size(bundle) / 1_000_000, millisSince(start));
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> plain = List.of(java, JavaVerifier.source().toString(), bundle.toString());
    Path cases =
        Files.writeString(folder.resolve("cases.json"), "[{\"bundles\":[\"" + bundle + "\"]}]");
    List<String> page =
        List.of(
            "node",
            "src/test/node/verify.mjs",
            JavaVerifier.source().resolveSibling("verify.html").toString(),
            cases.toString());
    for (int run = 0; run < runs; run++) {
      time("java Verify.java", plain);
      time("verify.html in Node", page);
    }
    Files.delete(cases);
    Files.delete(bundle);
    Files.delete(folder);
  }

  private static void time(String what, List<String> command) throws InterruptedException {
    long start = System.nanoTime();
    try {
      Process process =
          new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
      int status = process.waitFor();
      Duration processor = process.info().totalCpuDuration().orElse(Duration.ZERO);
      System.out.printf(
          "%s: %d ms, status %d%s%n",
          what,
          millisSince(start),
          status,
          processor.isZero() ? "" : ", processor " + processor.toMillis() + " ms");
    } catch (IOException e) {
      System.out.println(what + ": not run, " + e.getMessage());
    }
  }

  private static long millisSince(long start) {
    return Duration.ofNanos(System.nanoTime() - start).toMillis();
  }
}
