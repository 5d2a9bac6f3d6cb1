package eu.bailiwick.routing.limits;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Makes the limiter by its settings, and drops what it no longer needs to keep. */
@Singleton
final class LimitsWiring {

  private static final long SWEEP_MILLIS = Duration.ofMinutes(1).toMillis();
  private static final long SHARED_SWEEP_MILLIS = Duration.ofHours(1).toMillis();

  /** For the last of what the shared store is to know. */
  private static final Duration TO_TELL = Duration.ofSeconds(2);

  /** Times that a lease is renewed before it would run out. */
  private static final int RENEWALS = 3;

  private final LimitsSettings settings;
  private final Vertx vertx;
  private final Calendar calendar;
  private final LimitsMetrics metrics;
  private final MemoryBuckets own = new MemoryBuckets();
  private @Nullable AgroalDataSource database;
  private @Nullable SharedCounting shared;

  @Inject
  LimitsWiring(LimitsSettings settings, Vertx vertx, Clock clock, MeterRegistry registry) {
    settings.check();
    this.settings = settings;
    this.vertx = vertx;
    this.calendar = new Calendar(clock);
    this.metrics = new LimitsMetrics(registry);
  }

  @Produces
  @Singleton
  Limiter limiter(Counting counting) {
    metrics.watch(own);
    vertx.setPeriodic(SWEEP_MILLIS, timer -> own.sweep(calendar.get()));
    return new Limiter(counting, calendar, metrics);
  }

  @Produces
  @Singleton
  Estimate estimate() {
    return new Estimate(settings.defaultAnswerTokens());
  }

  /** Whether the shared store answers; null if there is none. */
  @Nullable Boolean sharedAnswers() {
    return shared == null ? null : shared.answers();
  }

  @Produces
  @Singleton
  Counting counting() {
    return switch (settings.store()) {
      case MEMORY -> new OwnCounting(own, calendar);
      case POSTGRESQL -> sharedCounting();
    };
  }

  private SharedCounting sharedCounting() {
    AgroalDataSource source = Pool.open(settings.postgresql(), settings.storeTimeout());
    // Not the router's name: what it had under way before a restart is not what it has now.
    UnderWay underWay = new UnderWay(UUID.randomUUID().toString(), settings.storeLease());
    PostgresBuckets buckets = new PostgresBuckets(source, underWay);
    Executor blocking =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("limits-", 0).factory());
    SharedCounting counting =
        new SharedCounting(
            buckets,
            underWay,
            own,
            new Gate(settings.storePause(), System::nanoTime),
            new SharedCounting.Means(vertx, blocking, settings.storeTimeout(), calendar));
    vertx.setPeriodic(SHARED_SWEEP_MILLIS, timer -> blocking.execute(() -> sweep(buckets)));
    vertx.setPeriodic(
        settings.storeLease().dividedBy(RENEWALS).toMillis(), timer -> counting.renew());
    metrics.watch(counting);
    database = source;
    shared = counting;
    return counting;
  }

  /** What is not dropped now is dropped an hour later. */
  private void sweep(PostgresBuckets buckets) {
    try {
      buckets.sweep(calendar.get());
    } catch (StoreException e) {
      // A request that needs the store notices, and says so.
    }
  }

  void stop(@Observes ShutdownEvent event) {
    if (shared != null) {
      shared.stop(TO_TELL);
    }
    if (database != null) {
      database.close();
    }
  }
}
