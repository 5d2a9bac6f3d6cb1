package eu.bailiwick.registry.changes;

import static eu.bailiwick.parts.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import eu.bailiwick.registry.http.RefusedException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Streams over changes that another process makes. */
class WatchTest {

  private final ScriptedSource source = new ScriptedSource();
  private final ChangeFeed feed = new ChangeFeed(source, Duration.ofMillis(1));
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Future<Watch.Ending>> running = new ArrayList<>();
  private final ChangesSettings settings = new Settings();

  @AfterEach
  void close() {
    feed.close();
    threads.close();
  }

  @Test
  void everyWatcherGetsEachChangeOnceAndInOrder() {
    source.revision = 25;
    List<ScriptedWatcher> watchers = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      ScriptedWatcher watcher = new ScriptedWatcher();
      watchers.add(watcher);
      start(i, View.CHANGES, watcher);
    }

    for (int i = 26; i <= 500; i++) {
      source.revision = i;
    }

    for (int i = 0; i < 20; i++) {
      List<Long> expected = LongStream.rangeClosed(i + 1, 500).boxed().toList();
      ScriptedWatcher watcher = watchers.get(i);
      await().until(() -> watcher.changes().size() >= expected.size());
      assertThat(watcher.changes()).isEqualTo(expected);
    }
  }

  @Test
  void aRevocationStandsRightAfterItsChangeAndAgainForWhoeverResumesThere() {
    source.revision = 6;
    ScriptedWatcher watcher = new ScriptedWatcher();
    start(4, View.CHANGES, watcher);
    await().until(() -> watcher.taken.size() >= 3);
    assertThat(watcher.names()).startsWith("change 5", "revocation 5", "change 6");

    ScriptedWatcher resumed = new ScriptedWatcher();
    start(5, View.CHANGES, resumed);
    await().until(() -> resumed.taken.size() >= 2);
    assertThat(resumed.names()).startsWith("revocation 5", "change 6");
  }

  @Test
  void aRouterGetsRevocationsAndHowFarTheCatalogueIs() {
    source.revision = 6;
    ScriptedWatcher watcher = new ScriptedWatcher();
    start(3, View.REVOCATIONS, watcher);

    await().until(() -> watcher.taken.size() >= 2);
    assertThat(watcher.names()).startsWith("revocation 5", "bookmark 6");
    assertThat(watcher.changes()).isEmpty();
  }

  @Test
  void aWatcherThatTakesNothingIsCutAndHoldsUpNobody() throws Exception {
    source.revision = 10;
    ScriptedWatcher slow = new ScriptedWatcher();
    slow.takes = 3;
    ScriptedWatcher quick = new ScriptedWatcher();

    Future<Watch.Ending> ending = watch(0, View.CHANGES, slow);
    start(0, View.CHANGES, quick);

    await().until(() -> quick.changes().size() == 10);
    assertThat(ending.get()).isEqualTo(Watch.Ending.SLOW);
    assertThat(slow.cut).isTrue();
    assertThat(slow.taken).hasSize(3);
    assertThat(feed.watchers()).isEqualTo(1);
  }

  @Test
  void aStreamEndsWithTheTokenTheWatcherAndTheService() throws Exception {
    ScriptedWatcher expired = new ScriptedWatcher();
    assertThat(
            new Watch(feed, settings, Clock.systemUTC(), View.CHANGES, Instant.EPOCH)
                .run(0, expired))
        .isEqualTo(Watch.Ending.EXPIRED);
    assertThat(expired.ended).isTrue();

    ScriptedWatcher left = new ScriptedWatcher();
    Future<Watch.Ending> leaving = watch(0, View.CHANGES, left);
    await().until(() -> !left.taken.isEmpty());
    left.gone = true;
    assertThat(leaving.get()).isEqualTo(Watch.Ending.LEFT);

    Future<Watch.Ending> closing = watch(0, View.CHANGES, new ScriptedWatcher());
    await().until(() -> feed.watchers() == 1);
    feed.close();
    assertThat(closing.get()).isEqualTo(Watch.Ending.CLOSED);
  }

  @Test
  void compactedChangesAreRefusedBeforeAnythingIsSent() {
    source.revision = 20;
    source.oldest = 10;
    ScriptedWatcher watcher = new ScriptedWatcher();

    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(
            () ->
                new Watch(feed, settings, Clock.systemUTC(), View.CHANGES, Instant.MAX)
                    .run(9, watcher))
        .satisfies(e -> assertThat(e.oldest()).isEqualTo(10));
    assertThat(watcher.taken).isEmpty();
    assertThat(feed.watchers()).isZero();
  }

  @Test
  void whileTheDatabaseIsAwayWatchersWait() {
    source.failing = true;
    ScriptedWatcher watcher = new ScriptedWatcher();
    start(0, View.CHANGES, watcher);
    await().until(() -> source.looks.get() > 1);
    source.revision = 2;
    source.failing = false;

    await().until(() -> watcher.changes().size() == 2);
    assertThat(watcher.changes()).containsExactly(1L, 2L);
  }

  @Test
  void manyWatchersReadEachNewChangeOnce() {
    List<ScriptedWatcher> watchers = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      ScriptedWatcher watcher = new ScriptedWatcher();
      watchers.add(watcher);
      start(0, View.CHANGES, watcher);
    }
    watchers.forEach(w -> await().until(() -> !w.taken.isEmpty()));
    await().until(() -> source.looks.get() > 1);
    int before = source.reads.get();

    source.revision = 1;

    watchers.forEach(w -> await().until(() -> w.changes().size() == 1));
    assertThat(source.reads.get() - before).isEqualTo(1);
  }

  private void start(long since, View view, ScriptedWatcher watcher) {
    running.add(watch(since, view, watcher));
  }

  private Future<Watch.Ending> watch(long since, View view, ScriptedWatcher watcher) {
    Callable<Watch.Ending> task =
        () -> new Watch(feed, settings, Clock.systemUTC(), view, Instant.MAX).run(since, watcher);
    return threads.submit(task);
  }

  private static final class Settings implements ChangesSettings {

    @Override
    public Duration keep() {
      return Duration.ofDays(1);
    }

    @Override
    public Duration pollInterval() {
      return Duration.ofMillis(1);
    }

    @Override
    public Duration bookmarkInterval() {
      return Duration.ofMillis(20);
    }

    @Override
    public Duration sendTimeout() {
      return Duration.ofMillis(200);
    }
  }
}
