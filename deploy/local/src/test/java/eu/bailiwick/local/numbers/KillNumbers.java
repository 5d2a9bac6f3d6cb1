package eu.bailiwick.local.numbers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bailiwick.local.platform.RegistryAlone;
import eu.bailiwick.local.platform.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * Kills the registry at random instants while writers apply documents, and starts it again. A
 * document is there whole or not at all, what was acknowledged is there, no revision is lost or
 * doubled, and a follower of the stream ends where the registry does.
 *
 * <p>Arguments: how often to kill, and the seed of the instants. It ends after six minutes at the
 * latest, and says how often it has killed.
 */
final class KillNumbers {

  private static final int WRITERS = 2;
  private static final int RESOURCES = 60;
  private static final Duration LONGEST = Duration.ofMinutes(6);
  private static final Duration LONGEST_LIFE = Duration.ofMillis(1200);
  private static final String CELL = "eea";

  private final RegistryAlone alone;
  private final Registry registry;
  private final Findings findings;
  private final int kills;
  private final Random random;
  private final List<Writer> writers = new ArrayList<>();
  private final Times restart = new Times("from the start of the process until it is ready");
  private final Times apply = new Times("an acknowledged document of " + RESOURCES + " resources");
  private final Map<String, Long> snapshots = new TreeMap<>();
  private int killed;
  private int underWay;
  private int tookEffect;

  private KillNumbers(
      RegistryAlone alone, Registry registry, Findings findings, int kills, long seed) {
    this.alone = alone;
    this.registry = registry;
    this.findings = findings;
    this.kills = kills;
    this.random = new Random(seed);
  }

  /** Prints durations, and what should not have happened. */
  public static void main(String[] arguments) throws Exception {
    int kills = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100;
    long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : System.nanoTime();
    Machine.heading(kills + " kills of the registry, seed " + seed);
    Findings findings = new Findings();
    try (RegistryAlone alone = RegistryAlone.start(Machine.home(), List.of(), true);
        Registry registry =
            new Registry(alone.url(), alone.token(Role.OPERATOR), alone.token(Role.APPROVER))) {
      alone.prepareFasterStarts();
      new KillNumbers(alone, registry, findings, kills, seed).run();
    }
    System.exit(findings.print());
  }

  private void run() throws Exception {
    registry.apply(base()).expect(200);
    for (int i = 0; i < WRITERS; i++) {
      writers.add(new Writer("w" + i));
    }
    try (Follower follower = new Follower(registry, 0, findings)) {
      long end = System.nanoTime() + LONGEST.toNanos();
      while (killed < kills && System.nanoTime() < end) {
        killOnce();
        killed++;
      }
      long last = registry.get("/v1/catalogue").expect(200).json().path("revision").asLong();
      follower.await(last);
      JsonNode catalogue = registry.get("/v1/catalogue").expect(200).json();
      follower.compareWith(catalogue);
      checkHistory(last);
      checkSnapshots(last);
      report(last, follower);
    }
  }

  /** Writes until a random instant, kills, starts again, and looks at what is there. */
  private void killOnce() throws Exception {
    List<Thread> threads = new ArrayList<>();
    for (Writer writer : writers) {
      threads.add(Thread.ofVirtual().start(writer::write));
    }
    Thread.sleep(random.nextLong(LONGEST_LIFE.toMillis()));
    alone.kill();
    for (Thread thread : threads) {
      thread.join();
    }
    restart.time(alone::start);
    JsonNode catalogue = registry.get("/v1/catalogue").expect(200).json();
    for (Writer writer : writers) {
      writer.look(catalogue);
    }
    takeSnapshot(catalogue.path("revision").asLong());
  }

  private void takeSnapshot(long revision) throws Exception {
    String digest = registry.get("/v1/cells/" + CELL + "/snapshot").expect(200).etag();
    for (Map.Entry<String, Long> before : snapshots.entrySet()) {
      findings.expect(
          before.getValue() <= revision,
          "a snapshot of revision " + before.getValue() + " is lost");
    }
    snapshots.put(digest.replace("\"", ""), revision);
  }

  private void checkSnapshots(long last) throws Exception {
    for (Map.Entry<String, Long> snapshot : snapshots.entrySet()) {
      Registry.Answer kept = registry.get("/v1/snapshots/" + snapshot.getKey());
      findings.expect(
          kept.status() == 200 && kept.etag().contains(snapshot.getKey()),
          "the snapshot of revision " + snapshot.getValue() + " is gone");
    }
    findings.expect(snapshots.containsValue(last), "no snapshot of revision " + last);
  }

  /** Every revision is there once and holds one whole document; acknowledged ones among them. */
  private void checkHistory(long last) throws Exception {
    long expected = 0;
    Map<Long, String> documents = new HashMap<>();
    Set<String> once = new HashSet<>();
    while (expected < last) {
      JsonNode page =
          registry.get("/v1/catalogue/changes?limit=200&since=" + expected).expect(200).json();
      for (JsonNode change : page.path("items")) {
        long revision = change.path("revision").asLong();
        findings.expect(
            revision == ++expected, "revision " + revision + " where " + expected + " was due");
        if (revision > 1) {
          String document = document(change);
          findings.expect(once.add(document), document + " was written twice");
          documents.put(revision, document);
        }
      }
      if (page.path("items").isEmpty()) {
        findings.expect(false, "the history ends at " + expected + ", not at " + last);
        break;
      }
    }
    for (Writer writer : writers) {
      writer.acknowledged.forEach(
          (revision, document) ->
              findings.expect(
                  document.equals(documents.get(revision)),
                  document + " was acknowledged as revision " + revision));
    }
  }

  private String document(JsonNode change) {
    Set<String> names = new HashSet<>();
    change.path("items").forEach(i -> names.add(i.path("after").path("name").asText()));
    findings.expect(
        names.size() == 1 && change.path("items").size() == RESOURCES,
        "revision " + change.path("revision") + " holds " + names);
    return names.isEmpty() ? "" : names.iterator().next();
  }

  private void report(long last, Follower follower) {
    int acknowledged = writers.stream().mapToInt(w -> w.acknowledged.size()).sum();
    System.out.printf(
        "%d kills, %d documents acknowledged; %d were under way when killed, %d of them took"
            + " effect; revision %d; the follower opened %d streams%n",
        killed, acknowledged, underWay, tookEffect, last, follower.streams());
    Times.heading();
    restart.print();
    apply.print();
    Machine.heading("at the end");
  }

  /** Applies one document after another, each with other names for the same resources. */
  private final class Writer {

    private final String id;
    private final Map<Long, String> acknowledged = new TreeMap<>();
    private int number;
    private String there = "";
    private boolean open;

    private Writer(String id) {
      this.id = id;
    }

    /** Until the registry does not answer. */
    private void write() {
      try {
        while (true) {
          number++;
          open = true;
          byte[] body = Registry.JSON.writeValueAsBytes(document());
          long begin = System.nanoTime();
          long revision = registry.apply(body).expect(200).json().path("revision").asLong();
          apply.add(System.nanoTime() - begin);
          open = false;
          there = name();
          acknowledged.put(revision, there);
        }
      } catch (IOException e) {
        // Killed.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    /** What is there is what was acknowledged, or what was under way, and all of it. */
    private void look(JsonNode catalogue) {
      Set<String> names = new HashSet<>();
      int count = 0;
      for (JsonNode tenant : catalogue.path("tenants")) {
        if (tenant.path("id").asText().startsWith(id + "-")) {
          names.add(tenant.path("name").asText());
          count++;
        }
      }
      String is = names.size() == 1 ? names.iterator().next() : "";
      findings.expect(
          names.isEmpty() ? there.isEmpty() : names.size() == 1 && count == RESOURCES,
          "half a document: " + count + " resources of " + names);
      findings.expect(
          is.equals(there) || (open && is.equals(name())),
          "\"" + is + "\" is there, \"" + there + "\" was acknowledged, open: " + open);
      if (open) {
        underWay++;
        if (is.equals(name())) {
          tookEffect++;
        }
      }
      there = is;
    }

    private String name() {
      return id + " document " + number;
    }

    private ObjectNode document() {
      ObjectNode document = Registry.JSON.createObjectNode();
      ArrayNode tenants = document.putArray("tenants");
      for (int i = 0; i < RESOURCES; i++) {
        tenants.addObject().put("id", id + "-" + i).put("name", name());
      }
      return document;
    }
  }

  private static byte[] base() {
    return """
    {"entities": [{"id": "operator", "name": "Operator",
       "subjectTo": {"value": ["FR"], "grade": "DECLARED", "source": "a measurement"},
       "controllers": {"value": [], "grade": "DECLARED", "source": "a measurement"}}],
     "sites": [{"id": "paris", "name": "Paris", "country": "FR", "operator": "operator",
       "status": "OPERATIONAL", "addressRanges": ["127.0.0.0/8"]}],
     "cells": [{"id": "eea", "area": "EEA", "sites": ["paris"]}]}
    """
        .getBytes(StandardCharsets.UTF_8);
  }
}
