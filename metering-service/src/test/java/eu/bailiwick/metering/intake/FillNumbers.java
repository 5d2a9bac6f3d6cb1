package eu.bailiwick.metering.intake;

import eu.bailiwick.metering.arrival.Arrival;
import eu.bailiwick.metering.arrival.Batch;
import eu.bailiwick.metering.arrival.ClockBounds;
import eu.bailiwick.metering.arrival.EventStore;
import eu.bailiwick.metering.arrival.Grace;
import eu.bailiwick.metering.arrival.Holding;
import eu.bailiwick.metering.arrival.Place;
import eu.bailiwick.metering.arrival.Source;
import eu.bailiwick.metering.cell.Workload;
import eu.bailiwick.metering.event.EventReader;
import eu.bailiwick.metering.event.MalformedEventException;
import eu.bailiwick.metering.ledger.Ledger;
import eu.bailiwick.metering.ledger.LogId;
import eu.bailiwick.metering.query.Database;
import eu.bailiwick.metering.storage.Transactions;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import javax.sql.DataSource;

/**
 * Fills a database with made-up events of many tenants and days, with valid logs, to measure
 * questions, proofs and sizes on it. Arguments: a directory, in which the database {@code numbers}
 * stays; the number of events, without it 10,000,000; of tenants, 100; of days, 30. See {@link
 * IntakeBenchmark} for how to run it.
 */
final class FillNumbers {

  private static final int BATCH = 10_000;
  private static final int PROOFS = 2_000;
  private static final Instant START = Instant.parse("2026-10-01T00:00:00Z");

  private FillNumbers() {}

  /** As if events were stored when they are told. */
  private static final class Following extends Clock {
    private volatile Instant now = START;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  public static void main(String[] arguments) throws Exception {
    long events = argument(arguments, 1, 10_000_000);
    int tenants = (int) argument(arguments, 2, 100);
    int days = (int) argument(arguments, 3, 30);
    try (DurablePostgres server = DurablePostgres.start(Path.of(arguments[0]));
        var database = server.newDatabase("numbers")) {
      long begun = System.nanoTime();
      fill(database, events, tenants, days);
      double seconds = (System.nanoTime() - begun) / 1e9;
      System.out.printf("%d events in %.0f s: %.0f events/s%n", events, seconds, events / seconds);
      Size.print(database, events);
      proofs(database);
    }
  }

  private static long argument(String[] arguments, int index, long otherwise) {
    return arguments.length > index ? Long.parseLong(arguments[index]) : otherwise;
  }

  private static void fill(DataSource database, long events, int tenants, int days) {
    Following clock = new Following();
    Workload workload =
        new Workload(1, tenants, START, Duration.ofDays(days).dividedBy(Math.max(1, events / 2)));
    EventStore store =
        new EventStore(
            database,
            new Grace(Duration.ofSeconds(5)),
            ClockBounds.USUAL,
            new SecureRandom(),
            clock);
    Holding holding = store.take(new Source("filled", 0));
    EventReader reader = new EventReader();
    List<Arrival> batch = new ArrayList<>();
    for (long stored = 0; stored < events; stored += batch.size()) {
      batch.clear();
      List<Workload.Made> made = new ArrayList<>();
      while (made.size() < Math.min(BATCH, events - stored)) {
        workload.request(made::add);
      }
      long first = stored;
      made.parallelStream().map(each -> arrival(reader, each, first)).forEachOrdered(batch::add);
      clock.now =
          batch.getLast() instanceof Arrival.Event last
              ? last.event().envelope().time().plusMillis(20)
              : START;
      Batch.Move move = new Batch.Move(holding, stored + batch.size());
      store.store(new Batch(List.of(move), batch));
      holding = move.done();
    }
  }

  private static Arrival arrival(EventReader reader, Workload.Made made, long offset) {
    try {
      return new Arrival.Event(
          new Place(new Source("filled", 0), offset),
          reader.read(made.value().content()),
          made.value(),
          made.salt(),
          made.value().sha256());
    } catch (MalformedEventException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Times inclusion proofs of random leaves in random logs. */
  private static void proofs(DataSource database) throws SQLException {
    Ledger ledger =
        new Ledger(new Database(database), new Transactions(database), Clock.systemUTC());
    List<LogId> logs = new ArrayList<>();
    try (var connection = database.getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT log FROM ledger WHERE log LIKE 'tenant/%'")) {
      while (rows.next()) {
        logs.add(new LogId(rows.getString("log")));
      }
    }
    SplittableRandom random = new SplittableRandom();
    List<Long> nanos = new ArrayList<>();
    for (int i = 0; i < PROOFS; i++) {
      LogId log = logs.get(random.nextInt(logs.size()));
      long size = ledger.size(log);
      long begun = System.nanoTime();
      ledger.inclusion(log, random.nextLong(size), size);
      nanos.add(System.nanoTime() - begun);
    }
    List<Long> sorted = nanos.stream().sorted().toList();
    System.out.printf(
        "inclusion proofs: median %.2f ms, 95 in 100 within %.2f ms, longest %.2f ms%n",
        sorted.get(PROOFS / 2) / 1e6, sorted.get(PROOFS * 95 / 100) / 1e6, sorted.getLast() / 1e6);
  }
}
