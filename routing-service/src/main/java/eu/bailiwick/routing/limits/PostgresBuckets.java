package eu.bailiwick.routing.limits;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * Counts in PostgreSQL, one row per bucket. A draw locks its rows in the order of their ids, so
 * that two draws of one tenant wait for each other, and reads, reckons and writes in one
 * transaction. Blocks.
 */
final class PostgresBuckets implements Buckets {

  private static final String TABLE =
      """
      CREATE TABLE IF NOT EXISTS limit_bucket (
        id text PRIMARY KEY,
        state bytea,
        full_at timestamptz NOT NULL
      )
      """;
  private static final String IS_THERE = "SELECT to_regclass('limit_bucket') IS NOT NULL";
  private static final String LOCK =
      "SELECT id, state FROM limit_bucket WHERE id = ANY (?) ORDER BY id FOR UPDATE";
  private static final String ADD =
      """
      INSERT INTO limit_bucket (id, full_at)
      SELECT id, now() FROM unnest(?) AS t (id) ORDER BY id
      ON CONFLICT DO NOTHING
      """;
  private static final String WRITE = "UPDATE limit_bucket SET state = ?, full_at = ? WHERE id = ?";
  private static final String SWEEP = "DELETE FROM limit_bucket WHERE full_at < ?";

  /** Routers' clocks may differ: a row is dropped only when it is full by all of them. */
  private static final long MARGIN = TimeUnit.HOURS.toMillis(1);

  /** What is done in a transaction, which is rolled back if it throws. */
  private interface Work<T> {
    T in(Connection connection) throws SQLException;
  }

  private final DataSource source;
  private volatile boolean prepared;

  PostgresBuckets(DataSource source) {
    this.source = source;
  }

  @Override
  public Drawing draw(CallerLimits limits, long tokens, Moment now) {
    List<Bound> bounds = limits.drawn();
    return transact(
        connection -> {
          Meter[] meters = lock(connection, bounds, now, now);
          Drawing drawing = Drawing.draw(bounds, meters, tokens, now);
          if (drawing.shortage() == null) {
            write(connection, bounds, meters, now, now);
          }
          return drawing;
        });
  }

  @Override
  public void correct(String tenant, List<Bound> bounds, long tokens, Moment drawn, Moment now) {
    List<Bound> counting =
        bounds.stream().filter(bound -> bound.slot().measure().countsTokens()).toList();
    if (counting.isEmpty()) {
      return;
    }
    transact(
        connection -> {
          Meter[] meters = lock(connection, counting, drawn, now);
          for (Meter meter : meters) {
            meter.correct(tokens, now);
          }
          write(connection, counting, meters, drawn, now);
          return counting;
        });
  }

  /** Drops the rows that are as good as none. */
  void sweep(Moment now) {
    transact(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(SWEEP)) {
            statement.setTimestamp(1, new Timestamp(now.millis() - MARGIN));
            return statement.executeUpdate();
          }
        });
  }

  /**
   * The buckets of bounds, in their order; nobody else can read them until the transaction ends.
   */
  private static Meter[] lock(Connection connection, List<Bound> bounds, Moment drawn, Moment now)
      throws SQLException {
    String[] ids = new String[bounds.size()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = id(bounds.get(i), drawn);
    }
    Array array = connection.createArrayOf("text", ids);
    Map<String, byte[]> states = select(connection, array);
    if (states.size() < ids.length) {
      try (PreparedStatement statement = connection.prepareStatement(ADD)) {
        statement.setArray(1, array);
        statement.executeUpdate();
      }
      states = select(connection, array);
    }
    Meter[] meters = new Meter[ids.length];
    for (int i = 0; i < ids.length; i++) {
      byte[] state = states.get(ids[i]);
      meters[i] =
          state == null || state.length == 0 ? Meter.full(bounds.get(i), now) : Meter.read(state);
      meters[i].fit(bounds.get(i), now);
    }
    return meters;
  }

  /** States by id; an empty one for a row that is new. */
  private static Map<String, byte[]> select(Connection connection, Array ids) throws SQLException {
    Map<String, byte[]> states = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
      statement.setArray(1, ids);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          byte[] state = rows.getBytes(2);
          states.put(rows.getString(1), state == null ? new byte[0] : state);
        }
      }
    }
    return states;
  }

  private static void write(
      Connection connection, List<Bound> bounds, Meter[] meters, Moment drawn, Moment now)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(WRITE)) {
      for (int i = 0; i < meters.length; i++) {
        Bound bound = bounds.get(i);
        statement.setBytes(1, meters[i].bytes());
        statement.setTimestamp(2, new Timestamp(fullAt(meters[i], bound, drawn, now)));
        statement.setString(3, id(bound, drawn));
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private static long fullAt(Meter meter, Bound bound, Moment drawn, Moment now) {
    return bound.slot().measure() == Measure.TOKENS_PER_MONTH
        ? drawn.month().end()
        : now.millis() + meter.resetMillis(bound, now);
  }

  private static String id(Bound bound, Moment drawn) {
    Slot slot = bound.slot();
    String id = slot.level().word() + ':' + slot.id() + ':' + slot.measure().word();
    return slot.measure() == Measure.TOKENS_PER_MONTH ? id + ':' + drawn.month().name() : id;
  }

  private <T> T transact(Work<T> work) {
    try (Connection connection = source.getConnection()) {
      prepare(connection);
      connection.setAutoCommit(false);
      try {
        T result = work.in(connection);
        connection.commit();
        return result;
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      } finally {
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw new StoreException(e);
    }
  }

  /** Makes the table unless it is there. */
  private void prepare(Connection connection) throws SQLException {
    if (prepared) {
      return;
    }
    try (Statement statement = connection.createStatement()) {
      boolean there;
      try (ResultSet answer = statement.executeQuery(IS_THERE)) {
        there = answer.next() && answer.getBoolean(1);
      }
      if (!there) {
        statement.execute(TABLE);
      }
    }
    prepared = true;
  }
}
