package eu.bailiwick.metering.whatif;

import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bailiwick.metering.body.Body;
import eu.bailiwick.metering.cell.OwnStore;
import eu.bailiwick.metering.cell.World;
import eu.bailiwick.metering.event.Bytes;
import eu.bailiwick.metering.motion.SystemLogStore;
import eu.bailiwick.metering.replay.ConsistencyNumbers;
import eu.bailiwick.metering.snapshots.SnapshotArchive;
import eu.bailiwick.metering.snapshots.SnapshotStore;
import eu.bailiwick.metering.whatif.WhatIfStore.Row;
import eu.bailiwick.parts.PostgresServer;
import java.io.ByteArrayInputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * How many decisions a second are made once more: by a what-if job, from PostgreSQL to its list of
 * changed requests, and by the consistency check. Processor time is that of the one thread that
 * works; what PostgreSQL needs beside it shows in the elapsed time. Arguments: an empty directory,
 * and the number of requests.
 *
 * <pre>
 * mvn -f metering-service/pom.xml test-compile dependency:build-classpath -Dmdep.outputFile=target/cp
 * java -cp metering-service/target/classes:metering-service/target/test-classes:$(cat metering-service/target/cp) \
 *   eu.bailiwick.metering.whatif.ReplayNumbers /tmp/replay 200000
 * </pre>
 *
 * Run it in {@code metering-service}, where the examples of the contract are found.
 */
final class ReplayNumbers {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-24T09:00:00Z"), ZoneOffset.UTC);
  private static final Instant FROM = Instant.parse("2026-11-23T00:00:00Z");
  private static final Instant TO = Instant.parse("2026-11-24T00:00:00Z");
  private static final int BATCH = 1_000;
  private static final int WARM_UP = 20_000;

  private final World world = new World("tenant-of-numbers");
  private final OwnStore own;
  private final String digest;
  private final SnapshotArchive archive;
  private final WhatIfStore store;

  private ReplayNumbers(OwnStore own) {
    this.own = own;
    this.digest = own.archive(world.permitting(42));
    this.archive = new SnapshotArchive(new SnapshotStore(own.transactions(), CLOCK));
    this.store =
        new WhatIfStore(
            own.transactions(),
            new SystemLogStore(own.transactions(), new SecureRandom(), CLOCK),
            CLOCK);
  }

  public static void main(String[] arguments) throws Exception {
    int requests = Integer.parseInt(arguments[1]);
    try (PostgresServer server = PostgresServer.start(Path.of(arguments[0]).resolve("postgres"))) {
      server.createDatabase("metering");
      PGSimpleDataSource database = new PGSimpleDataSource();
      database.setUrl(server.jdbcUrl("metering"));
      database.setUser(PostgresServer.USER);
      Flyway.configure().dataSource(database).load().migrate();
      ReplayNumbers numbers = new ReplayNumbers(new OwnStore(database, CLOCK));
      numbers.store(requests);
      numbers.decideInMemory(requests);
      numbers.job("first, compiler cold", numbers.strictPolicy());
      numbers.job("second", numbers.strictPolicy());
      numbers.job("third", numbers.strictPolicy());
      numbers.job("one that turns none", numbers.sameLaw());
      numbers.job("once more", numbers.sameLaw());
      ConsistencyNumbers.measure(numbers.own, CLOCK, ReplayNumbers::report);
    }
  }

  /** Permits, denials and, of each permit, the end: what a job reads and what it passes by. */
  private void store(int requests) {
    for (int done = 0; done < requests; done += BATCH) {
      List<ObjectNode> events = new ArrayList<>();
      for (int i = done; i < Math.min(requests, done + BATCH); i++) {
        List<ObjectNode> ofRequest = i % 4 == 3 ? refused() : served();
        String time = FROM.plusMillis(i).toString();
        ofRequest.forEach(event -> event.put("time", time));
        events.addAll(ofRequest);
      }
      own.store(events.toArray(ObjectNode[]::new));
    }
    own.execute("ANALYZE event_row, event_shape, event_origin, named_snapshot");
  }

  private List<ObjectNode> refused() {
    return List.of(world.deniedWithinIreland(digest, event -> {}));
  }

  private List<ObjectNode> served() {
    ObjectNode opened = world.opened(digest, event -> {});
    return List.of(opened, world.closed(opened));
  }

  /** Reading an event and looking its answer up, without PostgreSQL and its driver. */
  private void decideInMemory(int requests) {
    List<Row> rows = store.rows(null, FROM, TO, null, WARM_UP);
    Alternative alternative = new Alternative(strictPolicy(), archive, FROM, TO);
    Working.go(alternative, rows, WARM_UP);
    Working.go(alternative, rows, WARM_UP);
    Measure measure = new Measure();
    int rounds = Math.max(1, requests / rows.size());
    for (int round = 0; round < rounds; round++) {
      Working.go(alternative, rows, WARM_UP);
    }
    measure.report("in memory: read the event, look up, compare", (long) rounds * rows.size());
    List<Optional<Asked>> asked =
        rows.stream().map(row -> AskedReader.read(content(row).content())).toList();
    Measure table = new Measure();
    for (int round = 0; round < rounds; round++) {
      asked.forEach(each -> each.ifPresent(alternative::turn));
    }
    table.report("in memory: look up and compare only", (long) rounds * rows.size());
  }

  private static Bytes content(Row row) {
    return Optional.ofNullable(row.value()).orElseThrow();
  }

  private void job(String which, Change change) {
    Job job = store.ask(null, FROM, TO, change, "numbers", "numbers");
    Measure measure = new Measure();
    new Working(store, archive, Long.MAX_VALUE).work(() -> true);
    Job done = store.find(job.id());
    measure.report("job (" + which + "), " + done.changed() + " requests listed", done.examined());
  }

  private Change strictPolicy() {
    ObjectNode json = SystemLogStore.content();
    json.withObject("/put").putArray("policies").add(world.strictPolicy());
    return change(json);
  }

  private Change sameLaw() {
    ObjectNode json = SystemLogStore.content();
    json.set("law", world.permitting(42).at("/catalogue/law"));
    return change(json);
  }

  private static Change change(ObjectNode json) {
    return Change.read(
        Body.parse(new ByteArrayInputStream(json.toString().getBytes(StandardCharsets.UTF_8))));
  }

  private static void report(String what, long decisions, double cpuSeconds, double seconds) {
    System.out.printf(
        Locale.ROOT,
        "%s: %d decisions, %.0f/s of processor time, %.0f/s elapsed%n",
        what,
        decisions,
        decisions / cpuSeconds,
        decisions / seconds);
  }

  /** Takes the time of this thread from its making on. */
  private static final class Measure {
    private final long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    private final long begun = System.nanoTime();

    void report(String what, long decisions) {
      double seconds = (System.nanoTime() - begun) / 1e9;
      double used = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu) / 1e9;
      ReplayNumbers.report(what, decisions, used, seconds);
    }
  }
}
