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
  private static final Duration SETTLED = Duration.ofSeconds(2);
  private static final Duration WATCHED = Duration.ofSeconds(2);
  private static final Duration LEFT = Duration.ofMillis(1500);
  private static final long PATIENCE_SECONDS = 30;

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

  /** The time to the first event with some streams at once, in turns. */
  void firstBytes(int streams, int rounds) throws Exception {
    Machine.heading(rounds + " rounds of " + streams + " streams");
    List<Times> first = ways.stream().map(way -> new Times(way.name())).toList();
    for (int round = -1; round < rounds; round++) {
      for (int i = 0; i < ways.size(); i++) {
        Times taken = round < 0 ? new Times("") : first.get(i);
        StreamLoad load = load(ways.get(i), taken, new Times(""));
        await(load.start(streams, STAGGER));
      }
    }
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

  /** Processor time for each event, and how late events are, with many streams at once. */
  void many(int streams) throws Exception {
    Machine.heading(streams + " streams");
    double nginx = Double.NaN;
    for (Way way : ways) {
      // The same once before, so that the compiler is done.
      await(load(way, new Times(""), new Times("")).start(streams, STAGGER));
      long before = way.pids().contains(router) ? liveHeap() : 0;
      Times delays = new Times(way.name() + ", events on their way");
      StreamLoad load = load(way, new Times(""), delays);
      CountDownLatch ended = load.start(streams, STAGGER);
      Thread.sleep(SETTLED);
      ProcessorTime begin = ProcessorTime.of(way.pids());
      long from = load.events();
      Thread.sleep(WATCHED);
      long nanos = ProcessorTime.of(way.pids()).since(begin);
      double micros = nanos / 1e3 / (load.events() - from);
      if (way.name().equals("nginx")) {
        nginx = micros;
      }
      System.out.printf(
          Locale.ROOT,
          "%-12s %6.1f us/event, %5.2f x nginx, events late by %.1f ms (median), %.1f ms (p99)",
          way.name(),
          micros,
          micros / nginx,
          delays.millis(50),
          delays.millis(99));
      if (before > 0) {
        System.out.printf(
            Locale.ROOT, ", %.1f KB of live heap a stream", (liveHeap() - before) / 1e3 / streams);
      }
      System.out.println();
      await(ended);
    }
  }

  /** How soon the upstream learns that callers left. */
  void leave(int streams) throws Exception {
    Machine.heading(streams + " callers leave");
    for (Way way : ways) {
      cancelled();
      StreamLoad load = load(way, new Times(""), new Times(""));
      CountDownLatch ended = load.start(streams, 0);
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
    if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IOException("streams did not end");
    }
  }

  private List<Long> cancelled() throws IOException, InterruptedException {
    URI address = ways.getFirst().server().resolve("/cancelled");
    try (HttpClient http = HttpClient.newHttpClient()) {
      JsonNode list =
          Registry.JSON.readTree(
              http.send(
                      HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
                  .body());
      List<Long> instants = new ArrayList<>();
      list.forEach(instant -> instants.add(instant.asLong()));
      return instants;
    }
  }

  /** Bytes of the router's live objects; collects its garbage. */
  private long liveHeap() throws IOException, InterruptedException {
    String[] lines = Profile.jcmd(router, "GC.class_histogram").strip().split("\n", -1);
    String[] total = lines[lines.length - 1].strip().split("\\s+", -1);
    return Long.parseLong(total[2]);
  }
}
