package eu.bailiwick.routing.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agroal.api.AgroalDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two routers with one database. */
class PostgresBucketsTest extends BucketsContract {

  @RegisterExtension static final Database DATABASE = new Database();

  private static AgroalDataSource pool;
  private static AgroalDataSource othersPool;
  private static final UnderWay UNDER_WAY = underWay();
  private static PostgresBuckets buckets;
  private static PostgresBuckets others;

  @BeforeAll
  static void connect() {
    pool = DATABASE.pool();
    othersPool = DATABASE.pool();
    buckets = new PostgresBuckets(pool, UNDER_WAY);
    others = new PostgresBuckets(othersPool, underWay());
  }

  @AfterAll
  static void disconnect() {
    pool.close();
    othersPool.close();
  }

  private static UnderWay underWay() {
    return new UnderWay(UUID.randomUUID().toString(), Duration.ofMinutes(1));
  }

  @Override
  Buckets buckets() {
    return buckets;
  }

  @Override
  Buckets othersView() {
    return others;
  }

  @Test
  void dropsRowsThatAreFullAgainByAllClocks() throws Exception {
    Caps caps = new Caps("swept");
    Moment now = Caps.at("2031-05-05T12:00:00Z");
    buckets.draw(
        caps.limits(
            caps.ofTenant(Measure.TOKENS_PER_MINUTE, 60),
            caps.ofTenant(Measure.TOKENS_PER_MONTH, 60)),
        60,
        now);
    buckets.sweep(Caps.after(now, 3_600_000));
    assertThat(rows("swept")).isEqualTo(2);
    buckets.sweep(Caps.after(now, 3_600_000 + 61_000));
    assertThat(rows("swept")).isEqualTo(1);
    buckets.sweep(Caps.at("2031-06-01T01:00:01Z"));
    assertThat(rows("swept")).isZero();
  }

  @Test
  void requestsUnderWayAreThoseOfAllRouters() {
    Caps caps = new Caps("places");
    CallerLimits limits = caps.limits(caps.ofTenant(Measure.CONCURRENT_REQUESTS, 3));
    Moment now = Caps.at(Caps.NOVEMBER);
    assertThat(buckets.draw(limits, 1, now).shortage()).isNull();
    assertThat(buckets.draw(limits, 1, now).shortage()).isNull();
    assertThat(others.draw(limits, 1, now).shortage()).isNull();
    assertThat(others.draw(limits, 1, now).shortage())
        .isEqualTo(Shortage.ofPlaces(limits.concurrent().getFirst()));
    assertThat(buckets.draw(limits, 1, now).shortage()).isNotNull();
    UNDER_WAY.leave(limits.concurrent());
    assertThat(others.draw(limits, 1, now).shortage()).isNotNull();
    UNDER_WAY.tell(buckets::tell);
    assertThat(others.draw(limits, 1, now).shortage()).isNull();
    assertThat(others.draw(limits, 1, now).shortage()).isNotNull();
  }

  @Test
  void takesFromNoBucketIfThereIsNoPlaceAndNoPlaceIfABucketHasNoRoom() {
    Caps caps = new Caps("both");
    Bound places = caps.ofTenant(Measure.CONCURRENT_REQUESTS, 1);
    CallerLimits limits = caps.limits(places, caps.ofTenant(Measure.TOKENS_PER_MINUTE, 100));
    Moment now = Caps.at(Caps.NOVEMBER);
    assertThat(others.draw(limits, 101, now).shortage()).isNotNull();
    assertThat(others.draw(limits, 60, now).shortage()).isNull();
    Drawing refused = buckets.draw(limits, 30, now);
    assertThat(refused.shortage()).isEqualTo(Shortage.ofPlaces(places));
    assertThat(refused.standings()).extracting(Standing::remaining).containsExactly(40L);
  }

  @Test
  void aRouterThatIsGoneGivesItsPlacesBackWhenItsLeaseRunsOutUnlessItRenewsIt() throws Exception {
    UnderWay gone = underWay();
    PostgresBuckets goneBuckets = new PostgresBuckets(othersPool, gone);
    Caps caps = new Caps("gone");
    CallerLimits limits = caps.limits(caps.ofTenant(Measure.CONCURRENT_REQUESTS, 1));
    Moment now = Caps.at(Caps.NOVEMBER);
    assertThat(goneBuckets.draw(limits, 1, now).shortage()).isNull();
    assertThat(buckets.draw(limits, 1, now).shortage()).isNotNull();
    letLeasesRunOut("gone");
    gone.renew();
    gone.tell(goneBuckets::tell);
    assertThat(buckets.draw(limits, 1, now).shortage()).isNotNull();
    letLeasesRunOut("gone");
    assertThat(buckets.draw(limits, 1, now).shortage()).isNull();
  }

  private static void letLeasesRunOut(String tenant) throws Exception {
    execute(
        "UPDATE limit_bucket SET state = convert_to("
            + "regexp_replace(convert_from(state, 'UTF8'), '[0-9]+\n', '1\n', 'g'), 'UTF8')"
            + " WHERE id LIKE '%:"
            + tenant
            + ":%'");
  }

  @Test
  void aPlaceIsFreeAgainIfTheRestCannotBeWritten() throws Exception {
    UnderWay mine = underWay();
    PostgresBuckets failing = new PostgresBuckets(pool, mine);
    Caps caps = new Caps("unwritten");
    CallerLimits limits = caps.limits(caps.ofTenant(Measure.CONCURRENT_REQUESTS, 1));
    Moment now = Caps.at(Caps.NOVEMBER);
    execute(
        "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS"
            + " 'BEGIN RAISE ''no''; END'");
    execute(
        "CREATE TRIGGER refuse BEFORE UPDATE ON limit_bucket FOR EACH ROW"
            + " WHEN (old.id LIKE '%unwritten%') EXECUTE FUNCTION refuse()");
    try {
      assertThatThrownBy(() -> failing.draw(limits, 1, now)).isInstanceOf(StoreException.class);
    } finally {
      execute("DROP TRIGGER refuse ON limit_bucket");
      execute("DROP FUNCTION refuse");
    }
    assertThat(failing.draw(limits, 1, now).shortage()).isNull();
  }

  @Test
  void parallelRequestsOfManyRoutersNeverHaveMoreThanTheBoundUnderWay() throws Exception {
    Caps caps = new Caps("crowd");
    CallerLimits limits = caps.limits(caps.ofTenant(Measure.CONCURRENT_REQUESTS, 5));
    Moment now = Caps.at(Caps.NOVEMBER);
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    AtomicInteger admitted = new AtomicInteger();
    List<Callable<Void>> callers = new ArrayList<>();
    for (int router = 0; router < 2; router++) {
      UnderWay underWay = underWay();
      PostgresBuckets view = new PostgresBuckets(router == 0 ? pool : othersPool, underWay);
      for (int caller = 0; caller < 4; caller++) {
        callers.add(
            () -> {
              for (int i = 0; i < 50; i++) {
                if (view.draw(limits, 1, now).shortage() == null) {
                  most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                  admitted.incrementAndGet();
                  Thread.sleep(1);
                  inside.decrementAndGet();
                  underWay.leave(limits.concurrent());
                  underWay.tell(view::tell);
                }
              }
              return null;
            });
      }
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(callers.size())) {
      for (Future<Void> caller : threads.invokeAll(callers)) {
        caller.get();
      }
    }
    assertThat(most.get()).isBetween(2, 5);
    assertThat(admitted.get()).isGreaterThan(50);
    for (int i = 0; i < 5; i++) {
      assertThat(others.draw(limits, 1, now).shortage()).isNull();
    }
  }

  @Test
  void aRefusalForWantOfPlacesTellsWhatIsLeftByNow() {
    Caps caps = new Caps("refilled");
    CallerLimits limits =
        caps.limits(
            caps.ofTenant(Measure.CONCURRENT_REQUESTS, 1),
            caps.ofTenant(Measure.TOKENS_PER_MINUTE, 60));
    Moment now = Caps.at(Caps.NOVEMBER);
    others.draw(limits, 60, now);
    Drawing refused = buckets.draw(limits, 1, Caps.after(now, 30_000));
    assertThat(refused.shortage()).isNotNull();
    assertThat(refused.standings()).extracting(Standing::remaining).containsExactly(30L);
  }

  @Test
  void saysThatTheDatabaseIsOutOfReach() {
    AgroalDataSource closed = DATABASE.pool();
    closed.close();
    Caps caps = new Caps("nowhere");
    CallerLimits limits = caps.limits(caps.ofTenant(Measure.TOKENS_PER_MINUTE, 60));
    Buckets nowhere = new PostgresBuckets(closed, underWay());
    assertThatThrownBy(() -> nowhere.draw(limits, 1, Caps.at(Caps.NOVEMBER)))
        .isInstanceOf(StoreException.class);
  }

  private static void execute(String sql) throws Exception {
    try (Connection connection = DATABASE.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static int rows(String tenant) throws Exception {
    try (Connection connection = DATABASE.connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT count(*) FROM limit_bucket WHERE id LIKE 'tenant:" + tenant + ":%'")) {
      rows.next();
      return rows.getInt(1);
    }
  }
}
