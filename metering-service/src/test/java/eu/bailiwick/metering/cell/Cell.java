package eu.bailiwick.metering.cell;

import eu.bailiwick.parts.FreePorts;
import eu.bailiwick.parts.KafkaBroker;
import eu.bailiwick.parts.PostgresServer;
import eu.bailiwick.parts.TokenIssuer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;

/** Starts Kafka and PostgreSQL once for all tests, and can stop and start them meanwhile. */
@SuppressWarnings("NullAway.Init")
public final class Cell implements QuarkusTestResourceLifecycleManager {

  public static final String TOPIC = "bailiwick.usage.v1";
  public static final int PARTITIONS = 4;
  private static final String DATABASE = "metering";
  private static final RandomGenerator RANDOM = RandomGenerator.getDefault();

  private final TokenIssuer issuer = TokenIssuer.create();
  private Path directory;
  private KafkaBroker broker;
  private PostgresServer database;
  private RouterVoice voice;
  private ScriptedRegistry registry;
  private SnapshotSigner signer;

  @Override
  public Map<String, String> start() {
    try {
      directory = Files.createTempDirectory("cell");
      broker = KafkaBroker.start(directory.resolve("kafka"));
      broker.createTopic(TOPIC, PARTITIONS);
      startDatabase(FreePorts.any());
      database.createDatabase(DATABASE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    voice = new RouterVoice(broker.bootstrapServers(), TOPIC);
    registry = ScriptedRegistry.start();
    signer = new SnapshotSigner();
    return Map.ofEntries(
        Map.entry("bailiwick.metering.cell", SnapshotSigner.CELL),
        Map.entry("bailiwick.registry.url", registry.url().toString()),
        Map.entry("bailiwick.registry.token-file", file("token", "of-metering").toString()),
        Map.entry(
            "bailiwick.registry.trusted-keys-file",
            file("trusted-keys.json", signer.trustedKeys()).toString()),
        Map.entry("bailiwick.registry.poll-interval", "PT0.1S"),
        Map.entry("quarkus.http.test-port", "0"),
        Map.entry("quarkus.oidc.public-key", issuer.publicKey()),
        Map.entry("quarkus.oidc.token.issuer", TokenIssuer.ISSUER),
        Map.entry("quarkus.datasource.jdbc.url", database.jdbcUrl(DATABASE)),
        Map.entry("quarkus.datasource.username", PostgresServer.USER),
        Map.entry("quarkus.datasource.password", "any"),
        Map.entry("bailiwick.intake.bootstrap-servers", broker.bootstrapServers()),
        Map.entry("bailiwick.intake.grace", "PT0.5S"));
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(this, new TestInjector.MatchesType(Cell.class));
  }

  @Override
  public void stop() {
    voice.close();
    registry.close();
    broker.close();
    stopDatabase();
    delete();
  }

  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  /** Somebody who emits events as a router does, for a tenant of its own. */
  public TenantEvents newTenant() {
    return new TenantEvents(voice);
  }

  public RouterVoice voice() {
    return voice;
  }

  /** A bearer token. */
  public String token(String... roles) {
    return issuer.token("ada", List.of(roles), Duration.ofHours(1));
  }

  /** A bearer token of somebody else. */
  public String tokenOf(String name, String... roles) {
    return issuer.token(name, List.of(roles), Duration.ofHours(1));
  }

  /** The registry that the service follows. */
  public ScriptedRegistry registry() {
    return registry;
  }

  /** Signs what the service trusts. */
  public SnapshotSigner signer() {
    return signer;
  }

  /** A new database with all tables. */
  public DataSource newDatabase() {
    String name =
        RANDOM
            .ints('a', 'z' + 1)
            .limit(12)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    PGSimpleDataSource source = new PGSimpleDataSource();
    try {
      database.createDatabase(name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    source.setUrl(database.jdbcUrl(name));
    source.setUser(PostgresServer.USER);
    Flyway.configure().dataSource(source).load().migrate();
    return source;
  }

  private Path file(String name, String content) {
    try {
      return Files.writeString(directory.resolve(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public KafkaBroker broker() {
    return broker;
  }

  public void stopDatabase() {
    try {
      database.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void restartDatabase() {
    startDatabase(database.port());
  }

  private void startDatabase(int port) {
    try {
      database = PostgresServer.start(directory.resolve("postgres"), port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void delete() {
    try (var files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
