package eu.bailiwick.routing.limits;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Counts in PostgreSQL, one row per bucket, and one per slot of requests under way. A draw locks
 * its rows in the order of their ids, so that two draws of one tenant wait for each other, and
 * reads, reckons and writes in one transaction. Blocks.
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
      """
      SELECT id, state, clock_timestamp() FROM limit_bucket
      WHERE id = ANY (?) ORDER BY id FOR UPDATE
      """;
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
  private final UnderWay underWay;
  private volatile boolean prepared;

  /**
   * @param underWay what this router has under way
   */
  PostgresBuckets(DataSource source, UnderWay underWay) {
    this.source = source;
    this.underWay = underWay;
  }

  /** Counts the request as under way at this router as well, if it is drawn. */
  @Override
  public Drawing draw(CallerLimits limits, long tokens, Moment now) {
    Draw draw = new Draw(limits, tokens, now);
    try {
      return transact(draw);
    } catch (RuntimeException e) {
      draw.undo();
      throw e;
    }
  }

  /** One request, of which either all is counted or nothing. */
  private final class Draw implements Work<Drawing> {

    private final CallerLimits limits;
    private final long tokens;
    private final Moment now;
    private boolean entered;

    private Draw(CallerLimits limits, long tokens, Moment now) {
      this.limits = limits;
      this.tokens = tokens;
      this.now = now;
    }

    @Override
    public Drawing in(Connection connection) throws SQLException {
      List<String> ids = new ArrayList<>(ids(limits.drawn(), now));
      ids.addAll(ids(limits.concurrent(), now));
      Rows rows = Rows.lock(connection, ids);
      Meter[] meters = meters(rows, limits.drawn(), now, now);
      Shortage full = full(rows);
      Drawing drawing = Drawing.draw(full, limits.drawn(), meters, tokens, now);
      if (drawing.shortage() == null) {
        // Whoever tells of these slots meanwhile waits for the rows, and finds this one counted.
        underWay.enter(limits.concurrent());
        entered = true;
        write(rows, limits.drawn(), meters, now, now);
        limits.concurrent().forEach(bound -> write(rows, bound.slot()));
        rows.write(connection);
      }
      return drawing;
    }

    /** The first bound that has no room for one more request under way; null if all have. */
    private @Nullable Shortage full(Rows rows) {
      for (Bound bound : limits.concurrent()) {
        Slot slot = bound.slot();
        long others = leases(rows, slot).besides(underWay.router(), rows.time());
        if (others + underWay.count(slot) >= bound.size()) {
          return Shortage.ofPlaces(bound);
        }
      }
      return null;
    }

    private void undo() {
      if (entered) {
        underWay.leave(limits.concurrent());
      }
    }
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
          Rows rows = Rows.lock(connection, ids(counting, drawn));
          Meter[] meters = meters(rows, counting, drawn, now);
          for (Meter meter : meters) {
            meter.correct(tokens, now);
          }
          write(rows, counting, meters, drawn, now);
          rows.write(connection);
          return counting;
        });
  }

  /** Tells how many requests this router has under way. */
  void tell(Slot slot) {
    transact(
        connection -> {
          Rows rows = Rows.lock(connection, List.of(id(slot)));
          write(rows, slot);
          rows.write(connection);
          return slot;
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

  /** Rows that nobody else can read until the transaction ends, and what is to be in them. */
  private static final class Rows {

    private interface Change {
      void in(PreparedStatement statement) throws SQLException;
    }

    private final Map<String, byte[]> states = new HashMap<>();
    private final List<Change> changes = new ArrayList<>();
    private long time;

    /**
     * Adds the rows that are not there, in a transaction of its own: whoever holds some waits for
     * none that others would have to add.
     */
    static Rows lock(Connection connection, List<String> ids) throws SQLException {
      Rows rows = new Rows();
      Array array = connection.createArrayOf("text", ids.toArray());
      rows.select(connection, array);
      if (rows.states.size() < ids.size()) {
        connection.rollback();
        try (PreparedStatement statement = connection.prepareStatement(ADD)) {
          statement.setArray(1, array);
          statement.executeUpdate();
        }
        connection.commit();
        rows.select(connection, array);
      }
      return rows;
    }

    private void select(Connection connection, Array ids) throws SQLException {
      try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
        statement.setArray(1, ids);
        try (ResultSet found = statement.executeQuery()) {
          while (found.next()) {
            byte[] state = found.getBytes(2);
            states.put(found.getString(1), state == null ? new byte[0] : state);
            time = found.getTimestamp(3).getTime();
          }
        }
      }
    }

    /** What is in a row; empty if it is new. */
    byte[] state(String id) {
      return states.getOrDefault(id, new byte[0]);
    }

    /** Milliseconds since the epoch by the database's clock, which all routers share. */
    long time() {
      return time;
    }

    /**
     * What is to be in a row.
     *
     * @param until when it is as good as none, in milliseconds since the epoch
     */
    void put(String id, byte[] state, long until) {
      changes.add(
          statement -> {
            statement.setBytes(1, state);
            statement.setTimestamp(2, new Timestamp(until));
            statement.setString(3, id);
          });
    }

    void write(Connection connection) throws SQLException {
      try (PreparedStatement statement = connection.prepareStatement(WRITE)) {
        for (Change change : changes) {
          change.in(statement);
          statement.addBatch();
        }
        statement.executeBatch();
      }
    }
  }

  /** The buckets of bounds, in their order. */
  private static Meter[] meters(Rows rows, List<Bound> bounds, Moment drawn, Moment now) {
    Meter[] meters = new Meter[bounds.size()];
    for (int i = 0; i < meters.length; i++) {
      Bound bound = bounds.get(i);
      byte[] state = rows.state(id(bound.slot(), drawn));
      meters[i] = state.length == 0 ? Meter.full(bound, now) : Meter.read(state);
      meters[i].fit(bound, now);
    }
    return meters;
  }

  private static void write(
      Rows rows, List<Bound> bounds, Meter[] meters, Moment drawn, Moment now) {
    for (int i = 0; i < meters.length; i++) {
      Bound bound = bounds.get(i);
      rows.put(id(bound.slot(), drawn), meters[i].bytes(), fullAt(meters[i], bound, drawn, now));
    }
  }

  private static long fullAt(Meter meter, Bound bound, Moment drawn, Moment now) {
    return bound.slot().measure() == Measure.TOKENS_PER_MONTH
        ? drawn.month().end()
        : now.millis() + meter.resetMillis(bound, now);
  }

  private static Leases leases(Rows rows, Slot slot) {
    return Leases.read(rows.state(id(slot)));
  }

  private void write(Rows rows, Slot slot) {
    Leases.Lease own = underWay.lease(slot, rows.time());
    rows.put(id(slot), leases(rows, slot).with(own, rows.time()).bytes(), own.until());
  }

  private static List<String> ids(List<Bound> bounds, Moment drawn) {
    return bounds.stream().map(bound -> id(bound.slot(), drawn)).toList();
  }

  private static String id(Slot slot, Moment drawn) {
    return slot.measure() == Measure.TOKENS_PER_MONTH
        ? id(slot) + ':' + drawn.month().name()
        : id(slot);
  }

  private static String id(Slot slot) {
    return slot.level().word() + ':' + slot.id() + ':' + slot.measure().word();
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
