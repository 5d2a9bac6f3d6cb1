package eu.bailiwick.routing.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agroal.api.AgroalDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two routers with one database. */
class PostgresBucketsTest extends BucketsContract {

  @RegisterExtension static final Database DATABASE = new Database();

  private static AgroalDataSource pool;
  private static AgroalDataSource othersPool;
  private static PostgresBuckets buckets;
  private static PostgresBuckets others;

  @BeforeAll
  static void connect() {
    pool = DATABASE.pool();
    othersPool = DATABASE.pool();
    buckets = new PostgresBuckets(pool);
    others = new PostgresBuckets(othersPool);
  }

  @AfterAll
  static void disconnect() {
    pool.close();
    othersPool.close();
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
  void saysThatTheDatabaseIsOutOfReach() {
    AgroalDataSource closed = DATABASE.pool();
    closed.close();
    Caps caps = new Caps("nowhere");
    CallerLimits limits = caps.limits(caps.ofTenant(Measure.TOKENS_PER_MINUTE, 60));
    Buckets nowhere = new PostgresBuckets(closed);
    assertThatThrownBy(() -> nowhere.draw(limits, 1, Caps.at(Caps.NOVEMBER)))
        .isInstanceOf(StoreException.class);
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
