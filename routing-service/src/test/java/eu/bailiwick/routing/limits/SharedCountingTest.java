package eu.bailiwick.routing.limits;

import static eu.bailiwick.parts.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
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
  private final Moment now = Caps.at(Caps.NOVEMBER);
  private final AtomicLong nanos = new AtomicLong();

  private Vertx vertx;
  private Context eventLoop;
  private AgroalDataSource pool;
  private ExecutorService blocking;
  private PostgresBuckets shared;
  private SharedCounting counting;

  @BeforeEach
  void start() {
    vertx = Vertx.vertx();
    eventLoop = vertx.getOrCreateContext();
    pool = DATABASE.pool();
    blocking = Executors.newVirtualThreadPerTaskExecutor();
    shared = new PostgresBuckets(pool);
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

  private SharedCounting counting(Duration patience) {
    return new SharedCounting(
        shared,
        new MemoryBuckets(),
        new Gate(PAUSE, nanos::get),
        new SharedCounting.Means(vertx, blocking, patience, () -> now));
  }

  private Counting.Counted draw(long tokens) throws Exception {
    CompletableFuture<Counting.Counted> answer = new CompletableFuture<>();
    eventLoop.runOnContext(v -> counting.draw(limits, tokens, now).onSuccess(answer::complete));
    return answer.get(60, TimeUnit.SECONDS);
  }

  private void correct(Counting.Counted counted, long tokens) throws Exception {
    CompletableFuture<Void> done = new CompletableFuture<>();
    eventLoop.runOnContext(
        v -> {
          counted.correction().accept(tokens);
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
