package eu.bailiwick.metering.arrival;

import eu.bailiwick.metering.storage.StorageUnavailableException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * Stores batches: everything that a batch brings and the offsets where intake goes on, in one
 * transaction or not at all. Storing the same records again changes nothing. One batch at a time.
 */
public final class EventStore {

  /** The reason of a dead letter that PostgreSQL would not take. */
  static final String UNSTORABLE = "unstorable";

  /** For so long a record may be on the topic before the consumer learns of it. */
  private static final Duration UNNOTICED = Duration.ofSeconds(1);

  private final DataSource database;
  private final DayPartitions partitions;
  private final Tolerance tolerance;
  private final SecureRandom random;
  private final Clock clock;

  /** Takes any time that an event may have. */
  public EventStore(DataSource database, Grace grace, Clock clock) {
    this(database, grace, ClockBounds.NONE, new SecureRandom(), clock);
  }

  public EventStore(
      DataSource database, Grace grace, ClockBounds clocks, SecureRandom random, Clock clock) {
    this.database = database;
    this.partitions = new DayPartitions(database);
    this.tolerance = new Tolerance(grace, clocks);
    this.random = random;
    this.clock = clock;
  }

  /**
   * Takes a source over from whoever held it.
   *
   * @throws StorageUnavailableException if PostgreSQL does not answer
   */
  public Holding take(Source source) {
    try (Connection connection = database.getConnection()) {
      return IntakeOffsets.take(connection, source);
    } catch (SQLException e) {
      throw new StorageUnavailableException(source + " could not be taken", e);
    }
  }

  /**
   * Takes note that there is nothing behind the offsets of these sources right now.
   *
   * @param holdings those that are no longer held are passed over
   * @throws StorageUnavailableException if PostgreSQL does not answer
   */
  public void readToTheEnd(Collection<Holding> holdings) {
    try (Connection connection = database.getConnection()) {
      IntakeOffsets.readUntil(connection, holdings, clock.instant().minus(UNNOTICED));
    } catch (SQLException e) {
      throw new StorageUnavailableException("progress could not be recorded", e);
    }
  }

  /**
   * Stores a batch.
   *
   * @return what became of its records
   * @throws FencedException if one of its sources is no longer held
   * @throws StorageUnavailableException if PostgreSQL does not answer; whether the batch is stored
   *     is then unknown, and its sources have to be taken again
   */
  public Tally store(Batch batch) {
    try {
      partitions.ensure(days(batch.arrivals()));
      try {
        return commit(batch);
      } catch (SQLException e) {
        if (!isAboutData(e)) {
          throw e;
        }
        return commit(batch.with(sift(batch, batch.arrivals())));
      }
    } catch (SQLException e) {
      partitions.forget();
      throw new StorageUnavailableException("a batch could not be stored", e);
    }
  }

  private Tally commit(Batch batch) throws SQLException {
    return inTransaction(
        connection -> {
          Tally tally = write(connection, batch);
          connection.commit();
          return tally;
        });
  }

  /** Finds the records that PostgreSQL would not take by trying ever smaller parts. */
  private List<Arrival> sift(Batch batch, List<Arrival> arrivals) throws SQLException {
    if (isStorable(batch.part(arrivals))) {
      return arrivals;
    }
    if (arrivals.size() == 1) {
      return List.of(refused(arrivals.getFirst()));
    }
    int middle = arrivals.size() / 2;
    List<Arrival> sifted = new ArrayList<>(sift(batch, arrivals.subList(0, middle)));
    sifted.addAll(sift(batch, arrivals.subList(middle, arrivals.size())));
    return sifted;
  }

  private boolean isStorable(Batch part) throws SQLException {
    try {
      inTransaction(
          connection -> {
            Tally tally = write(connection, part);
            connection.rollback();
            return tally;
          });
      return true;
    } catch (SQLException e) {
      if (isAboutData(e)) {
        return false;
      }
      throw e;
    }
  }

  private static Arrival refused(Arrival arrival) {
    return switch (arrival) {
      case Arrival.Event event ->
          new Arrival.DeadLetter(
              event.place(),
              UNSTORABLE,
              "PostgreSQL does not take its fields",
              null,
              event.salt(),
              event.value());
      case Arrival.DeadLetter letter -> letter;
    };
  }

  /**
   * Data exception, or program limit exceeded: the record will not do, however often it is tried.
   */
  private static boolean isAboutData(SQLException e) {
    String state = e.getSQLState();
    return state != null && (state.startsWith("22") || state.startsWith("54"));
  }

  private interface Work<T> {
    T with(Connection connection) throws SQLException;
  }

  private <T> T inTransaction(Work<T> work) throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try {
        return work.with(connection);
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      }
    }
  }

  private Tally write(Connection connection, Batch batch) throws SQLException {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    IntakeOffsets.advance(connection, batch.moves());
    return new Writing(connection, tolerance, random, now)
        .write(batch.arrivals(), batch.prepared());
  }

  private static Set<LocalDate> days(List<Arrival> arrivals) {
    return arrivals.stream()
        .flatMap(a -> a instanceof Arrival.Event event ? Stream.of(event) : Stream.empty())
        .map(event -> DayPartitions.day(event.event().envelope().time()))
        .collect(Collectors.toSet());
  }
}
