package eu.bailiwick.metering.intake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bailiwick.metering.arrival.Batch;
import eu.bailiwick.metering.arrival.EventStore;
import eu.bailiwick.metering.arrival.Grace;
import eu.bailiwick.metering.arrival.Holding;
import eu.bailiwick.metering.arrival.Source;
import eu.bailiwick.metering.arrival.Tally;
import eu.bailiwick.metering.cell.Cell;
import eu.bailiwick.metering.cell.Contract;
import eu.bailiwick.metering.cell.RouterVoice;
import eu.bailiwick.metering.event.EventReader;
import eu.bailiwick.parts.KafkaBroker;
import eu.bailiwick.parts.PostgresServer;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.flywaydb.core.Flyway;

/**
 * How many events a second intake stores: puts events on a topic, then lets intake catch up.
 * Broker, database and intake share the machine; the database does not wait for the disk.
 * Arguments: an empty directory, the number of attempts (each is two events), the number of
 * tenants.
 *
 * <pre>
 * mvn -f metering-service/pom.xml test-compile dependency:build-classpath -Dmdep.outputFile=target/cp
 * java -cp metering-service/target/classes:metering-service/target/test-classes:$(cat metering-service/target/cp) \
 *   eu.bailiwick.metering.intake.IntakeBenchmark /tmp/bench 200000 50
 * </pre>
 *
 * Run it in {@code metering-service}, where the examples of the contract are found.
 */
final class IntakeBenchmark {

  private IntakeBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    Path directory = Path.of(arguments[0]);
    int attempts = Integer.parseInt(arguments[1]);
    int tenants = Integer.parseInt(arguments[2]);
    try (KafkaBroker broker = KafkaBroker.start(directory.resolve("kafka"));
        PostgresServer server = PostgresServer.start(directory.resolve("postgres"))) {
      broker.createTopic(Cell.TOPIC, Cell.PARTITIONS);
      server.createDatabase("metering");
      produce(broker.bootstrapServers(), attempts, tenants);
      try (AgroalDataSource database = pool(server.jdbcUrl("metering"))) {
        Flyway.configure().dataSource(database).load().migrate();
        measure(broker.bootstrapServers(), database, 2L * attempts);
      }
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the callback sees failures
  private static void produce(String bootstrapServers, int attempts, int tenants) {
    ObjectNode opened = Contract.example("opened");
    ObjectNode closed = Contract.example("closed");
    String epoch = UUID.randomUUID().toString();
    long[] next = new long[tenants];
    try (var producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers, "linger.ms", "20"),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int i = 0; i < attempts; i++) {
        int tenant = i % tenants;
        String request = UUID.randomUUID().toString();
        for (ObjectNode event : List.of(opened, closed)) {
          event.put("epoch", epoch).put("request", request).put("tenant", "tenant-" + tenant);
          event.put("sequence", next[tenant]++);
          producer.send(
              record("tenant-" + tenant, event),
              (place, failure) -> {
                if (failure != null) {
                  throw new IllegalStateException(failure);
                }
              });
        }
      }
    }
  }

  private static ProducerRecord<byte[], byte[]> record(String tenant, ObjectNode event) {
    List<Header> headers = List.of(new RecordHeader("bailiwick-salt", RouterVoice.salt()));
    byte[] key = tenant.getBytes(StandardCharsets.UTF_8);
    return new ProducerRecord<>(Cell.TOPIC, null, key, Contract.bytes(event), headers);
  }

  private static AgroalDataSource pool(String url) throws Exception {
    return AgroalDataSource.from(
        new AgroalDataSourceConfigurationSupplier()
            .connectionPoolConfiguration(
                pool ->
                    pool.maxSize(4)
                        .connectionFactoryConfiguration(
                            factory ->
                                factory
                                    .jdbcUrl(url + "?reWriteBatchedInserts=true")
                                    .principal(new NamePrincipal(PostgresServer.USER)))));
  }

  private static void measure(String bootstrapServers, AgroalDataSource database, long events)
      throws InterruptedException {
    EventStore store =
        new EventStore(database, new Grace(Duration.ofSeconds(5)), Clock.systemUTC());
    AtomicLong stored = new AtomicLong();
    AtomicLong begun = new AtomicLong();
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
              done.countDown();
            }
            return tally;
          }
        };
    Intake intake =
        new Intake(
            new Consumers(TopicSettings.of(bootstrapServers, Cell.TOPIC), Map.of()),
            Cell.TOPIC,
            new RecordReader(new EventReader()),
            counting,
            new IntakeState(),
            IntakeTraces.off());
    intake.start();
    done.await();
    double seconds = (System.nanoTime() - begun.get()) / 1e9;
    System.out.printf("%d events in %.1f s: %.0f events/s%n", events, seconds, events / seconds);
    System.out.printf(
        "processor time of intake's thread: %.0f us/event%n", intakeSeconds() * 1e6 / events);
    intake.stop();
  }

  private static double intakeSeconds() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return LongStream.of(threads.getAllThreadIds())
            .filter(id -> threads.getThreadInfo(id).getThreadName().equals("intake"))
            .map(threads::getThreadCpuTime)
            .sum()
        / 1e9;
  }
}
