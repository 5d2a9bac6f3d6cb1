package eu.bailiwick.metering.intake;

import eu.bailiwick.metering.arrival.Batch;
import eu.bailiwick.metering.arrival.ClockBounds;
import eu.bailiwick.metering.arrival.EventStore;
import eu.bailiwick.metering.arrival.Grace;
import eu.bailiwick.metering.arrival.Holding;
import eu.bailiwick.metering.arrival.Source;
import eu.bailiwick.metering.arrival.Tally;
import eu.bailiwick.metering.cell.Cell;
import eu.bailiwick.metering.cell.Workload;
import eu.bailiwick.metering.event.EventReader;
import eu.bailiwick.parts.KafkaBroker;
import io.agroal.api.AgroalDataSource;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * How many events a second intake stores, beside the least that anybody would do with the same
 * rows: {@link PlainInsert}. Both in turns, several rounds, each in a database of its own. Broker
 * and database are processes' parts on this machine, and the database waits for the disk; the
 * broker runs in this process. Arguments: an empty directory, the number of requests (each about
 * two events), the number of tenants, the number of rounds.
 *
 * <pre>
 * mvn -f metering-service/pom.xml test-compile dependency:build-classpath -Dmdep.outputFile=target/cp
 * java -cp metering-service/target/classes:metering-service/target/test-classes:$(cat metering-service/target/cp) \
 *   eu.bailiwick.metering.intake.IntakeBenchmark /tmp/bench 100000 50 5
 * </pre>
 *
 * Run it in {@code metering-service}, where the examples of the contract are found.
 */
final class IntakeBenchmark {

  private static final ThreadCpu CPU = new ThreadCpu();

  private IntakeBenchmark() {}

  /** Events a second of both sides, and microseconds of processor time of one event in intake. */
  private record Round(double intake, double plain, double micros) {}

  public static void main(String[] arguments) throws Exception {
    Path directory = Path.of(arguments[0]);
    int requests = Integer.parseInt(arguments[1]);
    int tenants = Integer.parseInt(arguments[2]);
    int rounds = Integer.parseInt(arguments[3]);
    List<Round> results = new ArrayList<>();
    try (KafkaBroker broker = KafkaBroker.start(directory.resolve("kafka"));
        DurablePostgres server = DurablePostgres.start(directory.resolve("postgres"))) {
      broker.createTopic(Cell.TOPIC, Cell.PARTITIONS);
      long events = produce(broker.bootstrapServers(), requests, tenants);
      for (int round = 0; round <= rounds; round++) {
        Round result = round(broker, server, round, events);
        System.out.printf(
            "round %d: intake %.0f events/s (%.0f us of processor time), plain %.0f, ratio %.2f; load %s%n",
            round,
            result.intake(),
            result.micros(),
            result.plain(),
            result.intake() / result.plain(),
            load());
        if (round > 0) {
          results.add(result); // the first one warms up
        }
      }
    }
    System.out.printf(
        "median of %d rounds: intake %.0f events/s (%.0f us), plain %.0f events/s, ratio %.2f%n",
        rounds,
        median(results.stream().map(Round::intake).toList()),
        median(results.stream().map(Round::micros).toList()),
        median(results.stream().map(Round::plain).toList()),
        median(results.stream().map(round -> round.intake() / round.plain()).toList()));
  }

  private static Round round(KafkaBroker broker, DurablePostgres server, int round, long events)
      throws Exception {
    try (AgroalDataSource filled = server.newDatabase("intake" + round);
        AgroalDataSource other = server.newDatabase("plain" + round)) {
      Taken taken = intake(broker.bootstrapServers(), filled, events, round);
      Size.print(filled, events);
      PlainInsert plain = PlainInsert.ofRows(filled);
      plain.makePlace(filled, other);
      return new Round(
          events / taken.seconds(),
          plain.events() / plain.run(other),
          taken.processorSeconds() * 1e6 / events);
    }
  }

  private static double median(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return sorted.get(sorted.size() / 2);
  }

  private static String load() throws IOException {
    return Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0];
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the callback sees failures
  private static long produce(String bootstrapServers, int requests, int tenants) {
    AtomicLong events = new AtomicLong();
    Workload workload =
        new Workload(
            System.nanoTime(),
            tenants,
            Instant.now().minus(Duration.ofMinutes(10)),
            Duration.ofMillis(3));
    try (var producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers, "linger.ms", "20"),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int i = 0; i < requests; i++) {
        workload.request(
            made -> {
              events.incrementAndGet();
              producer.send(
                  record(made),
                  (place, failure) -> {
                    if (failure != null) {
                      throw new IllegalStateException(failure);
                    }
                  });
            });
      }
    }
    return events.get();
  }

  private static ProducerRecord<byte[], byte[]> record(Workload.Made made) {
    return new ProducerRecord<>(
        Cell.TOPIC,
        null,
        made.tenant().getBytes(StandardCharsets.UTF_8),
        made.value().content(),
        List.of(new RecordHeader("bailiwick-salt", made.salt().content())));
  }

  /** How long something took, and how much of the processors. */
  private record Taken(double seconds, double processorSeconds) {}

  /** Lets intake catch up with the topic. */
  private static Taken intake(
      String bootstrapServers, AgroalDataSource database, long events, int round)
      throws InterruptedException {
    EventStore store =
        new EventStore(
            database,
            new Grace(Duration.ofSeconds(5)),
            ClockBounds.USUAL,
            new SecureRandom(),
            Clock.systemUTC());
    AtomicLong stored = new AtomicLong();
    AtomicLong begun = new AtomicLong();
    AtomicLong ended = new AtomicLong();
    CountDownLatch done = new CountDownLatch(1);
    Consumption.Storage counting =
        new Consumption.Storage() {
          @Override
          public void prepare() {}

          @Override
          public Holding take(Source source) {
            return store.take(source);
          }

          @Override
          public Tally store(Batch batch) {
            begun.compareAndSet(0, System.nanoTime());
            Tally tally = store.store(batch);
            if (stored.addAndGet(tally.stored()) >= events) {
              ended.compareAndSet(0, System.nanoTime());
              done.countDown();
            }
            return tally;
          }
        };
    TopicSettings settings =
        new TopicSettings(bootstrapServers, Cell.TOPIC, "bench-" + round, Duration.ofSeconds(5));
    Intake intake =
        new Intake(
            new Consumers(settings, Map.of()),
            Cell.TOPIC,
            new RecordReader(new EventReader()),
            counting,
            new IntakeState(),
            IntakeTraces.off());
    double before = CPU.seconds();
    intake.start();
    boolean isDone = done.await(10, TimeUnit.MINUTES);
    double processor = CPU.seconds() - before;
    intake.stop();
    if (!isDone) {
      throw new IllegalStateException("only " + stored.get() + " of " + events + " came");
    }
    return new Taken((ended.get() - begun.get()) / 1e9, processor);
  }

  /** Processor time of the threads that intake works with; those of the broker have other names. */
  private static final class ThreadCpu {

    double seconds() {
      var threads = ManagementFactory.getThreadMXBean();
      double seconds = 0;
      for (long id : threads.getAllThreadIds()) {
        var info = threads.getThreadInfo(id);
        if (info != null
            && (info.getThreadName().startsWith("intake")
                || info.getThreadName().startsWith("ForkJoinPool.commonPool"))) {
          seconds += threads.getThreadCpuTime(id) / 1e9;
        }
      }
      return seconds;
    }
  }
}
