package eu.bailiwick.local.numbers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bailiwick.local.platform.Platform;
import eu.bailiwick.local.platform.Ports;
import eu.bailiwick.local.platform.Progress;
import eu.bailiwick.local.platform.Role;
import eu.bailiwick.local.platform.SampleKey;
import eu.bailiwick.local.platform.Service;
import eu.bailiwick.local.platform.Settings;
import eu.bailiwick.parts.FreePorts;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * Puts the packaged router beside nginx and a bare Vert.x pipe, all in front of one upstream, and
 * sends each the same load in turns. What counts is the processor time per request, which a busy
 * machine changes least, and its ratio to nginx's.
 *
 * <p>Arguments: what to measure ({@code plain}, {@code profile}, {@code streams} or {@code
 * memory}), rounds, and requests per round or streams at once; for {@code plain} perhaps the one
 * way that is measured beside nginx, such as {@code observe}.
 */
final class GatewayNumbers {

  private static final int CONNECTIONS = 16;
  private static final int ALONE = 500;
  private static final int PARTS = 10;
  private static final int WARM_UP = 400_000;

  /** Before streams, which have a warm-up of their own. */
  private static final int STREAMS_WARM_UP = 60_000;

  /** Rounds on one processor that do not count: the compilers had two processors before. */
  private static final int SETTLING = 10;

  private static final int WARM_UP_PART = 3_000;
  private static final Duration WARM_UP_PAUSE = Duration.ofMillis(200);

  private final Platform platform;
  private final Findings findings;
  private final List<Way> ways;

  private GatewayNumbers(Platform platform, Findings findings, List<Way> ways) {
    this.platform = platform;
    this.findings = findings;
    this.ways = ways;
  }

  /** Prints ratios, and what should not have happened. */
  public static void main(String[] arguments) throws Exception {
    String what = arguments.length > 0 ? arguments[0] : "plain";
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 7;
    int requests = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 4_000;
    Path home = Machine.home();
    Path logs = Files.createDirectories(home.resolve("deploy/local/target/logs/numbers"));
    Path folder = Files.createTempDirectory("bailiwick-numbers");
    Findings findings = new Findings();
    int port = FreePorts.any();
    try (ReferenceProcess upstream = ReferenceProcess.java(home, folder, "upstream", port);
        ReferenceProcess nginx = ReferenceProcess.nginx(folder, FreePorts.any(), port);
        ReferenceProcess pipe =
            ReferenceProcess.java(
                home, folder, "pipe", FreePorts.any(), Integer.toString(upstream.port()));
        Platform platform = new Platform(settings(home, logs, port), Progress.none(), clock())) {
      platform.start();
      observe(platform);
      platform.stop(Service.METERING);
      List<Long> router = List.of(platform.pid(Service.ROUTER));
      List<Way> ways =
          List.of(
              new Way("direct", address(port), "-", List.of()),
              new Way("nginx", address(nginx.port()), "-", nginx.pids()),
              new Way("Vert.x pipe", address(pipe.port()), "-", pipe.pids()),
              new Way("observe", platform.router(), platform.key(SampleKey.INFODESK), router),
              new Way("strict", platform.router(), platform.key(SampleKey.TRIAGE), router));
      new GatewayNumbers(platform, findings, chosen(ways, arguments)).run(what, rounds, requests);
    }
    System.exit(findings.print());
  }

  private static List<Way> chosen(List<Way> ways, String[] arguments) {
    if (arguments.length < 4 || !arguments[0].equals("plain")) {
      return ways;
    }
    if (ways.stream().noneMatch(way -> way.name().equals(arguments[3]))) {
      throw new IllegalArgumentException(
          arguments[3] + " is none of " + ways.stream().map(Way::name).toList());
    }
    Set<String> names = new HashSet<>(List.of("direct", "nginx", arguments[3]));
    return ways.stream().filter(way -> names.contains(way.name())).toList();
  }

  private static Settings settings(Path home, Path logs, int upstream) {
    return new Settings(
        home, null, logs, Ports.free(), Map.of("scripted-chat", address(upstream)), true, false);
  }

  private static Clock clock() {
    return Clock.systemUTC();
  }

  private static URI address(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** One of the sample's two tenants is content with an audit that nobody waits for. */
  private static void observe(Platform platform) throws Exception {
    try (Registry registry =
        new Registry(
            platform.registry(), platform.token(Role.OPERATOR), platform.token(Role.APPROVER))) {
      String path = "/v1/tenants/stadtwerk";
      Registry.Answer before = registry.get(path).expect(200);
      byte[] body =
          Registry.JSON.writeValueAsBytes(((ObjectNode) before.json()).put("audit", "OBSERVE"));
      registry.put(path, before.etag(), body).expect(200);
      platform.awaitRevision(
          registry.get("/v1/endpoints?limit=1").expect(200).json().path("revision").asLong());
    }
  }

  private void run(String what, int rounds, int requests) throws Exception {
    if (what.equals("streams")) {
      streams(requests, rounds);
      return;
    }
    if (what.equals("memory")) {
      memory(rounds * requests);
      return;
    }
    Machine.heading(
        rounds + " rounds of " + requests + " requests, " + CONNECTIONS + " connections");
    List<Measured> measured = new ArrayList<>();
    try {
      if (what.equals("profile")) {
        Way observe = ways.get(ways.size() - 2);
        measured.add(new Measured(observe, findings));
        measured.getLast().warmUp(WARM_UP);
        Machine.toOneProcessor(observe.pids());
        profile(measured.getLast(), rounds * requests);
        return;
      }
      for (Way way : ways) {
        measured.add(new Measured(way, findings));
        measured.getLast().warmUp(way.pids().isEmpty() ? WARM_UP_PART : WARM_UP);
      }
      Machine.toOneProcessor(ways.stream().flatMap(way -> way.pids().stream()).distinct().toList());
      for (int round = -SETTLING; round < rounds; round++) {
        for (Measured one : measured) {
          one.round(requests, round >= 0);
        }
      }
    } finally {
      for (Measured one : measured) {
        one.close();
      }
    }
    Machine.heading("under load");
    Measured.print(measured);
    measured.forEach(Measured::printKinds);
    roundTrips(Duration.ZERO, true);
  }

  private void streams(int count, int rounds) throws Exception {
    for (Way way : ways) {
      try (Measured one = new Measured(way, findings)) {
        one.warmUp(way.pids().isEmpty() ? WARM_UP_PART : STREAMS_WARM_UP);
      }
    }
    StreamNumbers streams = new StreamNumbers(ways, platform.pid(Service.ROUTER), findings);
    streams.warmUp();
    streams.firstBytes(100, 1 + rounds);
    streams.firstBytesOnNewConnections(rounds);
    roundTrips(StreamNumbers.BETWEEN_NEW, false);
    roundTrips(StreamNumbers.BETWEEN_OPEN, false);
    streams.many(count, rounds);
    streams.heap(count);
    streams.leave(200);
  }

  private void roundTrips(Duration pause, boolean onOneProcessor) throws Exception {
    Times.heading();
    BrokerRoundTrip.measure(platform.kafka(), ALONE, pause, onOneProcessor).print();
  }

  /** What the router takes of memory, in ten equal parts of the requests after the warm-up. */
  private void memory(int requests) throws Exception {
    long router = platform.pid(Service.ROUTER);
    Machine.heading(requests + " mixed requests");
    try (PlainLoad strict = load(ways.getLast());
        PlainLoad observe = load(ways.get(ways.size() - 2))) {
      for (int part = 0; part <= PARTS; part++) {
        strict.runMixed(requests / PARTS / 2);
        observe.runMixed(requests / PARTS / 2);
        System.out.printf(
            "%s %d MiB%n",
            part == 0 ? "after warming up" : "after part " + part, Machine.memory(router, "VmRSS"));
      }
    }
  }

  private PlainLoad load(Way way) throws IOException {
    return new PlainLoad(way, CONNECTIONS, findings);
  }

  private void profile(Measured observe, int requests) throws Exception {
    try (Profile profile = Profile.start(platform.pid(Service.ROUTER))) {
      observe.round(requests, true);
      profile.print(10);
    }
  }

  /**
   * A way to the upstream.
   *
   * @param key API key that it asks for
   * @param pids processes that it takes; empty if it takes none
   */
  record Way(String name, URI server, String key, List<Long> pids) {}

  /** What was found of one way, one value for each round. */
  private static final class Measured implements AutoCloseable {

    private final Way way;
    private final PlainLoad many;
    private final PlainLoad one;
    private final List<Double> micros = new ArrayList<>();
    private final Map<String, Long> kinds = new TreeMap<>();
    private int sent;
    private final Times busy;
    private final Times alone;

    Measured(Way way, Findings findings) throws IOException {
      this.way = way;
      this.many = new PlainLoad(way, CONNECTIONS, findings);
      this.one = new PlainLoad(way, 1, findings);
      this.busy = new Times(way.name());
      this.alone = new Times(way.name());
    }

    /**
     * In parts: a router that observes takes requests faster than a busy broker takes events. Every
     * connection is used, because a router closes those on which nothing was ever asked.
     */
    void warmUp(int requests) throws Exception {
      one.run(1, new Times(""));
      for (int sent = 0; sent < requests; sent += WARM_UP_PART) {
        many.run(WARM_UP_PART, new Times(""));
        Thread.sleep(WARM_UP_PAUSE);
      }
    }

    /**
     * @param counts whether it is taken into the figures
     */
    void round(int requests, boolean counts) throws Exception {
      if (!counts) {
        many.run(requests, new Times(""));
        return;
      }
      ProcessorTime before = ProcessorTime.of(way.pids());
      many.run(requests, busy);
      ProcessorTime after = ProcessorTime.of(way.pids());
      micros.add(after.since(before) / 1e3 / requests);
      after.byKind(before).forEach((kind, nanos) -> kinds.merge(kind, nanos, Long::sum));
      sent += requests;
      one.run(ALONE, alone);
    }

    static void print(List<Measured> all) {
      Measured direct = all.getFirst();
      Measured nginx = all.get(1);
      System.out.printf(
          "%-14s %12s %12s %12s %12s %12s%n",
          "", "CPU us/req", "x nginx", "p50 alone", "added ms", "p50 of 16");
      for (Measured each : all) {
        System.out.printf(
            Locale.ROOT,
            "%-14s %12.1f %12.2f %12.3f %12.3f %12.3f%n",
            each.way.name(),
            Machine.median(each.micros),
            Machine.median(Machine.ratios(each.micros, nginx.micros)),
            each.alone.millis(50),
            each.alone.millis(50) - direct.alone.millis(50),
            each.busy.millis(50));
      }
    }

    /** Prints what each kind of thread took, unless it is next to nothing. */
    void printKinds() {
      StringJoiner line = new StringJoiner(", ", way.name() + ", us/req: ", "");
      kinds.entrySet().stream()
          .filter(kind -> kind.getValue() > sent * 500L)
          .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
          .forEach(
              kind ->
                  line.add(
                      String.format(
                          Locale.ROOT, "%s %.1f", kind.getKey(), kind.getValue() / 1e3 / sent)));
      System.out.println(line);
    }

    @Override
    public void close() throws IOException {
      many.close();
      one.close();
    }
  }
}
