package eu.bailiwick.routing.limits;

import static eu.bailiwick.parts.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agroal.api.AgroalDataSource;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.AbstractList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A router that counts in a real database, which another session holds up where a test says so. */
class SharedCountingTest {

  @RegisterExtension static final Database DATABASE = new Database();

  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final Caps caps = new Caps("tenant-" + UUID.randomUUID());
  private final CallerLimits limits = caps.limits(caps.ofTenant(Measure.TOKENS_PER_MONTH, 100));
  private final CallerLimits places = caps.limits(caps.ofTenant(Measure.CONCURRENT_REQUESTS, 1));
  private final Moment now = Caps.at(Caps.NOVEMBER);
  private final AtomicLong nanos = new AtomicLong();

  private Vertx vertx;
  private Context eventLoop;
  private AgroalDataSource pool;
  private ExecutorService blocking;
  private UnderWay underWay;
  private PostgresBuckets shared;

  /** Another router. */
  private PostgresBuckets others;

  private SharedCounting counting;

  @BeforeEach
  void start() {
    vertx = Vertx.vertx();
    eventLoop = vertx.getOrCreateContext();
    pool = DATABASE.pool();
    blocking = Executors.newVirtualThreadPerTaskExecutor();
    underWay = new UnderWay(UUID.randomUUID().toString(), Duration.ofMinutes(1));
    shared = new PostgresBuckets(pool, underWay);
    others = new PostgresBuckets(pool, new UnderWay("another", Duration.ofMinutes(1)));
    shared.draw(limits, 0, now);
    counting = counting(Duration.ofSeconds(30));
  }

  @AfterEach
  void stop() {
    blocking.close();
    pool.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void countsWhereOthersSeeIt() throws Exception {
    Counting.Counted counted = draw(60);
    assertThat(counted.drawing().shortage()).isNull();
    assertThat(left()).isEqualTo(40);
    correct(counted, -50);
    await().untilAsserted(() -> assertThat(left()).isEqualTo(90));
    assertThat(counting.answers()).isTrue();
    assertThat(counting.decidedAlone()).isZero();
  }

  @Test
  void goesOnAloneFromWhereTheSharedCountStood() throws Exception {
    shared.draw(limits, 50, now);
    draw(10);
    execute("ALTER TABLE limit_bucket RENAME TO away");
    try {
      assertThat(draw(41).drawing().shortage()).isNotNull();
      assertThat(draw(40).drawing().shortage()).isNull();
      assertThat(counting.answers()).isFalse();
      assertThat(counting.decidedAlone()).isEqualTo(2);
    } finally {
      execute("ALTER TABLE away RENAME TO limit_bucket");
    }
  }

  @Test
  void tellsTheStoreAfterwardsWhatAMonthIsDue() throws Exception {
    execute("ALTER TABLE limit_bucket RENAME TO away");
    Counting.Counted alone;
    try {
      alone = draw(40);
    } finally {
      execute("ALTER TABLE away RENAME TO limit_bucket");
    }
    correct(alone, -10);
    assertThat(draw(1).drawing().shortage()).isNull();
    assertThat(left()).isEqualTo(100);
    nanos.addAndGet(PAUSE.toNanos());
    assertThat(draw(5).drawing().shortage()).isNull();
    assertThat(counting.answers()).isTrue();
    await().untilAsserted(() -> assertThat(left()).isEqualTo(100 - 30 - 1 - 5));
  }

  @Test
  void waitsForTheStoreOnlySoLongAndGivesBackWhatItDrewTooLate() throws Exception {
    counting = counting(Duration.ofMillis(200));
    try (Connection other = DATABASE.connect();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("LOCK TABLE limit_bucket IN ACCESS EXCLUSIVE MODE");
      assertThat(draw(40).drawing().shortage()).isNull();
      assertThat(counting.decidedAlone()).isEqualTo(1);
      other.rollback();
    }
    await().untilAsserted(() -> assertThat(left()).isEqualTo(60));
    nanos.addAndGet(PAUSE.toNanos());
    draw(0);
    draw(0);
    await().untilAsserted(() -> assertThat(left()).isEqualTo(60));
  }

  @Test
  void aPlaceIsFreeForOthersWhenItsRequestIsOver() throws Exception {
    Counting.Counted counted = draw(places, 1);
    assertThat(others.draw(places, 1, now).shortage()).isNotNull();
    leave(counted);
    await().untilAsserted(() -> assertThat(others.draw(places, 1, now).shortage()).isNull());
    assertThat(draw(places, 1).drawing().shortage()).isNotNull();
  }

  @Test
  void othersLearnAfterwardsWhatIsStillUnderWayHere() throws Exception {
    execute("ALTER TABLE limit_bucket RENAME TO away");
    try {
      assertThat(draw(places, 1).drawing().shortage()).isNull();
      assertThat(counting.answers()).isFalse();
    } finally {
      execute("ALTER TABLE away RENAME TO limit_bucket");
    }
    nanos.addAndGet(PAUSE.toNanos());
    draw(limits, 0);
    await().untilAsserted(() -> assertThat(underWay.isTold()).isTrue());
    assertThat(others.draw(places, 1, now).shortage()).isNotNull();
  }

  @Test
  void aPlaceThatWasTakenTooLateIsGivenBack() throws Exception {
    counting = counting(Duration.ofMillis(200));
    Counting.Counted alone;
    try (Connection other = DATABASE.connect();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("LOCK TABLE limit_bucket IN ACCESS EXCLUSIVE MODE");
      alone = draw(places, 1);
      other.rollback();
    }
    Slot slot = places.concurrent().getFirst().slot();
    await().untilAsserted(() -> assertThat(underWay.count(slot)).isEqualTo(1));
    leave(alone);
    await()
        .untilAsserted(
            () -> {
              nanos.addAndGet(PAUSE.toNanos());
              draw(limits, 0);
              assertThat(others.draw(places, 1, now).shortage()).isNull();
            });
  }

  @Test
  void aRouterWithoutRequestsTriesAStoreThatFailedWhenItRenewsItsLeases() throws Exception {
    execute("ALTER TABLE limit_bucket RENAME TO away");
    try {
      draw(places, 1);
    } finally {
      execute("ALTER TABLE away RENAME TO limit_bucket");
    }
    onEventLoop(counting::renew);
    assertThat(counting.answers()).isFalse();
    nanos.addAndGet(PAUSE.toNanos());
    onEventLoop(counting::renew);
    await().untilAsserted(() -> assertThat(counting.answers()).isTrue());
    assertThat(others.draw(places, 1, now).shortage()).isNotNull();
  }

  @Test
  void aRouterThatStopsTellsTheStoreBefore() throws Exception {
    draw(places, 1);
    underWay.leave(places.concurrent());
    counting.stop(Duration.ofSeconds(30));
    assertThat(others.draw(places, 1, now).shortage()).isNull();
  }

  @Test
  void whateverIsThrownInsteadOfACountIsAnAnswer() {
    List<Bound> broken =
        new AbstractList<>() {
          @Override
          public Bound get(int index) {
            throw new IllegalStateException("broken by a test");
          }

          @Override
          public int size() {
            return 1;
          }
        };
    CallerLimits limits = new CallerLimits("tenant", List.of(), broken);
    assertThatThrownBy(() -> draw(limits, 1)).hasStackTraceContaining("broken by a test");
  }

  private SharedCounting counting(Duration patience) {
    return new SharedCounting(
        shared,
        underWay,
        new MemoryBuckets(),
        new Gate(PAUSE, nanos::get),
        new SharedCounting.Means(vertx, blocking, patience, () -> now));
  }

  private Counting.Counted draw(long tokens) throws Exception {
    return draw(limits, tokens);
  }

  private Counting.Counted draw(CallerLimits limits, long tokens) throws Exception {
    CompletableFuture<Counting.Counted> answer = new CompletableFuture<>();
    eventLoop.runOnContext(
        v ->
            counting
                .draw(limits, tokens, now)
                .onSuccess(answer::complete)
                .onFailure(answer::completeExceptionally));
    return answer.get(60, TimeUnit.SECONDS);
  }

  private void correct(Counting.Counted counted, long tokens) throws Exception {
    onEventLoop(() -> counted.correction().accept(tokens));
  }

  private void leave(Counting.Counted counted) throws Exception {
    onEventLoop(counted.leaving());
  }

  private void onEventLoop(Runnable step) throws Exception {
    CompletableFuture<Void> done = new CompletableFuture<>();
    eventLoop.runOnContext(
        v -> {
          step.run();
          done.complete(null);
        });
    done.get(60, TimeUnit.SECONDS);
  }

  /** What is left by the shared count. */
  private long left() {
    return shared.draw(limits, 0, now).standings().getFirst().remaining();
  }

  private static void execute(String sql) throws Exception {
    try (Connection connection = DATABASE.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
