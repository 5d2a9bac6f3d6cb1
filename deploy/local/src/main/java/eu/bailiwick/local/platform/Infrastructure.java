package eu.bailiwick.local.platform;

import eu.bailiwick.parts.KafkaBroker;
import eu.bailiwick.parts.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What stands around the services: PostgreSQL with a database for each service that needs one,
 * Kafka with the topic of the usage events, and the model servers.
 *
 * @param bootstrapServers of Kafka
 * @param kafka the broker, if it is the platform's own
 */
record Infrastructure(
    PostgresServer postgres,
    String bootstrapServers,
    Optional<KafkaBroker> kafka,
    ModelServers models) {

  static final String TOPIC = "bailiwick.usage.v1";
  private static final int PARTITIONS = 3;

  /**
   * Starts everything at once.
   *
   * @param data where it keeps its data
   * @param started takes each part as soon as it runs, even if another one fails
   * @throws StartException if a part does not start
   */
  static Infrastructure start(
      Settings settings,
      Path data,
      Map<String, Upstream> upstreams,
      Started started,
      Progress progress,
      Clock clock)
      throws StartException, InterruptedException {
    Ports ports = settings.ports();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<PostgresServer> postgres =
          threads.submit(
              () -> {
                PostgresServer server =
                    started.add(
                        PostgresServer.start(
                            data.resolve("postgres"),
                            unpacked(settings, "postgres"),
                            ports.postgres()));
                createDatabases(server);
                progress.step("PostgreSQL is ready on port " + ports.postgres());
                return server;
              });
      Future<Optional<KafkaBroker>> kafka =
          threads.submit(
              () -> {
                if (settings.kafka() != null) {
                  KafkaBroker.createTopic(settings.kafka(), TOPIC, PARTITIONS);
                  return Optional.empty();
                }
                KafkaBroker broker =
                    started.add(
                        KafkaBroker.start(
                            data.resolve("kafka"), ports.kafka(), ports.kafkaController()));
                broker.createTopic(TOPIC, PARTITIONS);
                progress.step("Kafka is ready on port " + ports.kafka());
                return Optional.of(broker);
              });
      Future<ModelServers> models =
          threads.submit(
              () -> {
                ModelServers servers =
                    started.add(
                        ModelServers.start(ports, upstreams, unpacked(settings, "natives"), clock));
                progress.step("The model servers are ready");
                return servers;
              });
      Optional<KafkaBroker> own = done("Kafka", kafka);
      return new Infrastructure(
          done("PostgreSQL", postgres),
          own.map(KafkaBroker::bootstrapServers)
              .orElseGet(() -> Objects.requireNonNull(settings.kafka())),
          own,
          done("A model server", models));
    }
  }

  /** Unpacked once for all runs; they are the same for everybody. */
  private static Path unpacked(Settings settings, String name) {
    return settings.home().resolve("deploy/local/target/unpacked").resolve(name);
  }

  private static void createDatabases(PostgresServer server) throws SQLException {
    server.createDatabase("registry");
    server.createDatabase("metering");
  }

  private static <T> T done(String name, Future<T> part)
      throws StartException, InterruptedException {
    try {
      return part.get();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      String why = cause instanceof IOException ? cause.getMessage() : cause.toString();
      throw new StartException(name + " did not start: " + why, cause);
    }
  }
}
