package eu.bailiwick.routing.bytepath;

import eu.bailiwick.routing.gateway.RunningRouter;
import eu.bailiwick.routing.scripted.Surroundings;
import eu.bailiwick.routing.scripted.TestCatalogue;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Measures all byte paths in one run, in turns. Not run by default: {@code mvn test -pl
 * routing-service -Pbenchmark -Dtest=BytePathBenchmark}. Model server and callers are processes of
 * their own; CPU is that of this one's threads that work for requests, without the broker's, the
 * collector's and the compilers'.
 */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class BytePathBenchmark extends RunningRouter {

  private static final int ROUNDS = Integer.getInteger("rounds", 3);
  private static final String PROMPT = "w".repeat(1500);

  /** Threads that work for requests; not those of the broker, which lives in this process too. */
  private static final List<String> WORKERS =
      List.of("vert.x-", "executor-", "kafka-producer-network-thread", "ForkJoinPool", "usage");

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final Map<String, List<Result>> results = new LinkedHashMap<>();

  @Inject Vertx vertx;

  private record Result(double cpuMicros, long p50, long p99) {}

  private record Way(String name, String url, String key) {}

  @Test
  void measure() throws Exception {
    Process upstream = java(Upstream.class);
    try (BufferedReader out = upstream.inputReader()) {
      int port = Integer.parseInt(out.readLine());
      catalogue.endpoint(
          "solo-paris",
          "solo-chat-1",
          "paris-1",
          URI.create("http://127.0.0.1:" + port),
          "org/solo-chat");
      serve();
      List<Way> paths = paths(port);
      for (int round = 0; round <= ROUNDS; round++) {
        for (Way path : paths) {
          measure(round, "16 callers", path, port, 16, 6000, false);
          measure(round, "1 caller", path, port, 1, 1500, false);
          measure(round, "100 streams", path, port, 100, 1500, true);
        }
      }
      report();
    } finally {
      upstream.destroy();
    }
  }

  private List<Way> paths(int port) {
    HttpClient client = Forwarding.client(vertx);
    int bare =
        vertx
            .createHttpServer()
            .requestHandler(request -> RoutePath.forward(client, request))
            .listen(0)
            .toCompletionStage()
            .toCompletableFuture()
            .join()
            .actualPort();
    List<Way> paths = new ArrayList<>();
    paths.add(new Way("direct", "http://127.0.0.1:" + port + "/v1/chat/completions", "none"));
    paths.add(new Way("bare pipe", "http://127.0.0.1:" + bare + "/", "none"));
    paths.add(new Way("route", router.resolve("/bytepath/route").toString(), "none"));
    paths.add(new Way("resource", router.resolve("/bytepath/resource").toString(), "none"));
    String gateway = router.resolve("/v1/chat/completions").toString();
    paths.add(new Way("gateway, observe", gateway, TestCatalogue.ATELIER_KEY));
    paths.add(new Way("gateway, strict", gateway, TestCatalogue.PORTAL_KEY));
    return paths;
  }

  private void measure(
      int round, String load, Way path, int port, int callers, int requests, boolean stream)
      throws IOException {
    String body =
        "{\"model\":\"org/solo-chat\",\"stream\":"
            + stream
            + ",\"messages\":[{\"role\":\"user\",\"content\":\""
            + PROMPT
            + "\"}]}";
    Process process =
        java(
            Load.class,
            path.url(),
            Integer.toString(port),
            path.key(),
            Integer.toString(callers),
            Integer.toString(requests / 3),
            Integer.toString(requests),
            body);
    try (BufferedReader out = process.inputReader()) {
      String start = out.readLine();
      long before = cpuNanos();
      String[] end = String.valueOf(out.readLine()).split(" ", -1);
      double cpu = (cpuNanos() - before) / 1000.0 / requests;
      if (!"start".equals(start) || end.length != 4 || !end[3].equals("0")) {
        throw new IllegalStateException(path + ": " + start + ", " + List.of(end));
      }
      if (round > 0) {
        results
            .computeIfAbsent(
                String.format(Locale.ROOT, "%-12s %-17s", load, path.name()),
                l -> new ArrayList<>())
            .add(new Result(cpu, Long.parseLong(end[1]), Long.parseLong(end[2])));
      }
    }
  }

  private long cpuNanos() {
    long sum = 0;
    for (ThreadInfo thread : threads.dumpAllThreads(false, false, 0)) {
      if (WORKERS.stream().anyMatch(thread.getThreadName()::startsWith)) {
        sum += threads.getThreadCpuTime(thread.getThreadId());
      }
    }
    return sum;
  }

  private void report() {
    System.out.println("load         path              CPU us/request   p50 us   p99 us (medians)");
    results.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            entry ->
                System.out.printf(
                    Locale.ROOT,
                    "%s %12.1f %10d %8d%n",
                    entry.getKey(),
                    entry.getValue().stream()
                        .mapToDouble(Result::cpuMicros)
                        .sorted()
                        .toArray()[ROUNDS / 2],
                    entry.getValue().stream().mapToLong(Result::p50).sorted().toArray()[ROUNDS / 2],
                    entry.getValue().stream()
                        .mapToLong(Result::p99)
                        .sorted()
                        .toArray()[ROUNDS / 2]));
  }

  private static Process java(Class<?> main, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx128m", "-XX:+UseSerialGC", "-cp"));
    command.add(System.getProperty("test.class.path", System.getProperty("java.class.path")));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }
}
