package eu.bailiwick.local.crash;

import static org.assertj.core.api.Assertions.assertThat;

import eu.bailiwick.local.platform.Platform;
import eu.bailiwick.local.platform.Ports;
import eu.bailiwick.local.platform.Progress;
import eu.bailiwick.local.platform.SampleKey;
import eu.bailiwick.local.platform.Service;
import eu.bailiwick.local.platform.Settings;
import eu.bailiwick.parts.Eventually;
import eu.bailiwick.parts.KafkaProcess;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Router, broker, database and metering are killed at random while applications ask: 20,000 times
 * in every build, 1,000,000 times with {@code -Pfaults}. What happens by chance is printed, with
 * the seed that repeats the order of the kills.
 */
class CrashIT {

  private static final int REQUESTS = Integer.getInteger("crash.requests", 20_000);

  /** How often each victim is killed; more often in a longer run, but not without end. */
  private static final int EACH = Math.clamp(REQUESTS / 50_000, 1, 10);

  /** Metering waits some time itself before it takes something for lost; it may be behind, too. */
  private static final Duration SETTLED = Duration.ofMinutes(3 + REQUESTS / 100_000);

  private static final Duration LOOKED = Duration.ofSeconds(2);

  private enum Victim {
    ROUTER,
    BROKER,
    DATABASE,
    METERING
  }

  @TempDir private static Path directory;

  @Test
  @Timeout(value = 2, unit = TimeUnit.HOURS)
  void theLedgerExplainsEverythingThatWasLostToCrashes() throws Exception {
    long seed = Long.getLong("crash.seed", System.nanoTime());
    System.out.println("crash.seed=" + seed + ", " + REQUESTS + " requests");
    try (SeenByModels models = new SeenByModels();
        KafkaProcess broker = KafkaProcess.start(directory.resolve("kafka"));
        Platform platform = platform(models, broker)) {
      platform.start();
      Set<String> refused;
      try (Applications applications =
          new Applications(platform.router(), platform.key(SampleKey.TRIAGE), REQUESTS)) {
        applications.start();
        crash(platform, broker, applications, new Random(seed));
        Eventually.await().atMost(Duration.ofMinutes(30)).until(applications::done);
        refused = applications.refused();
        System.out.println("answers: " + applications.answers());
      }
      askOnceMore(platform);
      platform.stop(Service.ROUTER); // in order: its epoch ends
      assertExplained(platform, models, refused);
    }
  }

  /** A router that was killed while nobody asked shows when its successor speaks. */
  private static void askOnceMore(Platform platform) {
    try (Applications last =
        new Applications(platform.router(), platform.key(SampleKey.TRIAGE), 1)) {
      last.start();
      Eventually.await().atMost(Duration.ofMinutes(1)).until(last::done);
    }
  }

  private static Platform platform(SeenByModels models, KafkaProcess broker) {
    Path home = Path.of(System.getProperty("bailiwick.home", "../..")).toAbsolutePath().normalize();
    Settings settings =
        new Settings(
            home,
            null,
            home.resolve("deploy/local/target/logs/crash"),
            Ports.free(),
            Map.of("scripted-chat", models.url()),
            broker.bootstrapServers(),
            true,
            false);
    return new Platform(settings, Progress.none(), Clock.systemUTC());
  }

  /** Kills in a random order, each time after a random share of the requests. */
  private static void crash(
      Platform platform, KafkaProcess broker, Applications applications, Random random)
      throws Exception {
    List<Victim> victims = new ArrayList<>();
    for (int i = 0; i < EACH; i++) {
      victims.addAll(List.of(Victim.values()));
    }
    Collections.shuffle(victims, random);
    long part = REQUESTS / (victims.size() + 1);
    long until = 0;
    for (Victim victim : victims) {
      until += part / 2 + random.nextLong(part);
      long then = Math.min(until, REQUESTS);
      Eventually.await()
          .atMost(Duration.ofMinutes(10))
          .until(() -> applications.ended() >= then || applications.done());
      System.out.println(victim + " is killed after " + applications.ended() + " requests");
      crash(platform, broker, victim);
    }
  }

  private static void crash(Platform platform, KafkaProcess broker, Victim victim)
      throws Exception {
    switch (victim) {
      case ROUTER -> {
        platform.kill(Service.ROUTER);
        platform.start(Service.ROUTER);
      }
      case METERING -> {
        platform.kill(Service.METERING);
        platform.start(Service.METERING);
      }
      case BROKER -> {
        broker.kill();
        broker.restart();
      }
      case DATABASE -> {
        platform.database().kill();
        platform.database().restart();
      }
    }
  }

  private static void assertExplained(Platform platform, SeenByModels models, Set<String> refused) {
    String database = platform.postgres("metering");
    Eventually.await()
        .atMost(SETTLED)
        .pollInterval(LOOKED) // each look reads all
        .untilAsserted(
            () -> {
              Recorded recorded = Recorded.read(database);
              assertThat(without(models.attempts(), recorded.opened()))
                  .as("attempts that a model server saw, and the ledger has not")
                  .isEmpty();
              assertThat(without(refused, recorded.denied()))
                  .as("refusals that a client saw, and the ledger has not")
                  .isEmpty();
              assertThat(recorded.unexplained())
                  .as("opened, and nobody knows what became")
                  .isEmpty();
              assertThat(recorded.unendedEpochs()).as("epochs without an end").isEmpty();
            });
    Recorded recorded = assertReadable(database);
    Set<String> opened = new HashSet<>(recorded.opened());
    assertThat(models.attempts()).as("attempts that a model server saw").isNotEmpty();
    assertThat(refused).isNotEmpty();
    assertThat(models.repeated()).as("sent twice").isEmpty();
    assertThat(recorded.opened()).as("opened twice").hasSameSizeAs(opened);
    assertThat(recorded.unfinished()).as("epochs of killed routers").hasSizeGreaterThanOrEqualTo(1);
    System.out.printf(
        "%d attempts seen, %d opened, %d abandoned, %d epochs unfinished, %d refusals%n",
        models.attempts().size(),
        recorded.opened().size(),
        recorded.abandoned().size(),
        recorded.unfinished().size(),
        refused.size());
  }

  /** What is in the one and not in the other; AssertJ would compare each with each. */
  private static Set<String> without(Set<String> all, Collection<String> known) {
    Set<String> left = new HashSet<>(all);
    left.removeAll(known instanceof Set ? known : new HashSet<>(known));
    return left;
  }

  private static Recorded assertReadable(String database) {
    try {
      return Recorded.read(database);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}
