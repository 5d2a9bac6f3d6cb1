package eu.bailiwick.local.numbers;

import com.fasterxml.jackson.databind.JsonNode;
import eu.bailiwick.local.numbers.GatewayNumbers.Way;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Streams with an event every 50 ms through every way, and what an open one takes of memory. */
final class StreamNumbers {

  private static final long STAGGER = TimeUnit.MILLISECONDS.toNanos(1500);
  private static final int BRIEF = 10_000;
  private static final long BRIEF_OVER = TimeUnit.SECONDS.toNanos(10);

  /** Streams of a round that need new connections, and the time between two of them. */
  private static final int NEW = 200;

  static final Duration BETWEEN_NEW = Duration.ofMillis(15);

  /** The time between two beginnings while 100 streams are open. */
  static final Duration BETWEEN_OPEN = Duration.ofMillis(50);

  private static final Duration SETTLED = Duration.ofSeconds(2);
  private static final Duration WATCHED = Duration.ofSeconds(2);
  private static final Duration QUIET = Duration.ofSeconds(6);
  private static final Duration LEFT = Duration.ofMillis(1500);

  /** For one stream after another. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final List<Way> ways;
  private final long router;
  private final Findings findings;

  /**
   * @param ways the first is the upstream itself
   * @param router process id
   */
  StreamNumbers(List<Way> ways, long router, Findings findings) {
    this.ways = ways;
    this.router = router;
    this.findings = findings;
  }

  /** What begins a stream, new connections on both sides included, is to be compiled. */
  void warmUp() throws Exception {
    for (Way way : ways) {
      await(load(way, new Times(""), new Times("")).startBrief(BRIEF, BRIEF_OVER));
    }
  }

  /**
   * The time to the first event while so many streams are open: each is followed by the next, on a
   * new connection of its caller and mostly one that is known to the model server.
   *
   * @param length streams in a row, of which the first is not timed
   */
  void firstBytes(int streams, int length) throws Exception {
    Machine.heading(streams + " streams, each followed by the next");
    List<Times> first = ways.stream().map(way -> new Times(way.name())).toList();
    for (int i = 0; i < ways.size(); i++) {
      collect();
      await(
          load(ways.get(i), first.get(i), new Times("")).startRows(streams, length),
          PATIENCE.multipliedBy(1 + length));
    }
    print(first);
  }

  /**
   * The time to the first event of brief streams, some of which are open at once, and each of which
   * has new connections of its caller and to the model server.
   */
  void firstBytesOnNewConnections(int rounds) throws Exception {
    Machine.heading(rounds + " rounds of " + NEW + " brief streams, new connections for each");
    List<Times> first = ways.stream().map(way -> new Times(way.name())).toList();
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < ways.size(); i++) {
        collect();
        StreamLoad load = load(ways.get(i), first.get(i), new Times(""));
        await(load.startBrief(NEW, NEW * BETWEEN_NEW.toNanos()));
      }
    }
    print(first);
  }

  private static void print(List<Times> first) {
    System.out.println("request to first event:");
    Times.heading();
    for (Times times : first) {
      times.print();
      System.out.printf(
          Locale.ROOT,
          "  at the median %.2f ms over direct%n",
          times.millis(50) - first.getFirst().millis(50));
    }
  }

  /**
   * Processor time for each event while many streams are open, and how late events are then, and
   * from the first to the last, while streams begin and end as well.
   */
  void many(int streams, int rounds) throws Exception {
    Machine.heading(rounds + " rounds of " + streams + " streams");
    List<Times> open = ways.stream().map(way -> new Times(way.name())).toList();
    List<Times> delays = ways.stream().map(way -> new Times(way.name())).toList();
    List<List<Double>> micros = ways.stream().<List<Double>>map(way -> new ArrayList<>()).toList();
    for (int round = -1; round < rounds; round++) {
      for (int i = 0; i < ways.size(); i++) {
        collect();
        // A first round is not counted, so that the compiler is done.
        Times late = round < 0 ? new Times("") : delays.get(i);
        StreamLoad load = load(ways.get(i), new Times(""), late);
        CountDownLatch ended = load.start(streams, STAGGER);
        Thread.sleep(SETTLED);
        ProcessorTime begin = ProcessorTime.of(ways.get(i).pids());
        long from = load.events();
        load.watch(round < 0 ? new Times("") : open.get(i));
        Thread.sleep(WATCHED);
        load.watch(new Times(""));
        long nanos = ProcessorTime.of(ways.get(i).pids()).since(begin);
        if (round >= 0) {
          micros.get(i).add(nanos / 1e3 / (load.events() - from));
        }
        await(ended);
      }
    }
    for (int i = 0; i < ways.size(); i++) {
      System.out.printf(
          Locale.ROOT,
          "%-12s %6.1f us/event, %5.2f x nginx, events late by %.1f ms (median), %.1f ms (p99);"
              + " with beginnings and ends %.1f ms, %.1f ms%n",
          ways.get(i).name(),
          Machine.median(micros.get(i)),
          Machine.median(Machine.ratios(micros.get(i), micros.get(1))),
          open.get(i).millis(50),
          open.get(i).millis(99),
          delays.get(i).millis(50),
          delays.get(i).millis(99));
    }
  }

  /** What an open stream takes of the router's heap. */
  void heap(int streams) throws Exception {
    Machine.heading("heap of " + streams + " streams");
    for (Way way : ways) {
      if (way.pids().contains(router)) {
        Thread.sleep(QUIET);
        long before = liveHeap();
        CountDownLatch ended = load(way, new Times(""), new Times("")).start(streams, STAGGER);
        Thread.sleep(SETTLED);
        System.out.printf(
            Locale.ROOT,
            "%-12s %.1f KB live a stream%n",
            way.name(),
            (liveHeap() - before) / 1e3 / streams);
        await(ended);
      }
    }
  }

  /** How soon the upstream learns that callers left. */
  void leave(int streams) throws Exception {
    Machine.heading(streams + " callers leave");
    for (Way way : ways) {
      cancelled();
      StreamLoad load = load(way, new Times(""), new Times(""));
      CountDownLatch ended =
          load.start(streams, TimeUnit.MILLISECONDS.toNanos(ReferenceServers.GAP_MILLIS));
      Thread.sleep(LEFT);
      load.leave();
      long left = System.nanoTime();
      await(ended);
      Thread.sleep(LEFT);
      List<Long> cancelled = cancelled();
      Times late = new Times(way.name() + ", from leaving to the upstream");
      cancelled.forEach(at -> late.add(at - left));
      late.print();
      findings.expect(
          cancelled.size() == streams || !way.pids().contains(router),
          way.name() + ": " + cancelled.size() + " of " + streams + " cancelled");
    }
  }

  private StreamLoad load(Way way, Times first, Times delays) {
    return new StreamLoad(way.server(), way.key(), findings, first, delays);
  }

  private static void await(CountDownLatch ended) throws IOException, InterruptedException {
    await(ended, PATIENCE.multipliedBy(2));
  }

  private static void await(CountDownLatch ended, Duration patience)
      throws IOException, InterruptedException {
    if (!ended.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IOException("streams did not end");
    }
  }

  private List<Long> cancelled() throws IOException, InterruptedException {
    List<Long> instants = new ArrayList<>();
    upstream("/cancelled").forEach(instant -> instants.add(instant.asLong()));
    return instants;
  }

  /**
   * The callers' and the model server's garbage is not to be collected while something is timed.
   */
  private void collect() throws IOException, InterruptedException {
    System.gc();
    upstream("/collect");
  }

  private JsonNode upstream(String path) throws IOException, InterruptedException {
    URI address = ways.getFirst().server().resolve(path);
    try (HttpClient http = HttpClient.newHttpClient()) {
      return Registry.JSON.readTree(
          http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
              .body());
    }
  }

  /** Bytes of the router's live objects; collects its garbage. */
  private long liveHeap() throws IOException, InterruptedException {
    String[] lines = Profile.jcmd(router, "GC.class_histogram").strip().split("\n", -1);
    String[] total = lines[lines.length - 1].strip().split("\\s+", -1);
    return Long.parseLong(total[2]);
  }
}
