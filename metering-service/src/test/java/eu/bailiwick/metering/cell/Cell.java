package eu.bailiwick.metering.cell;

import eu.bailiwick.metering.c2sp.SignatureType;
import eu.bailiwick.metering.c2sp.SignerKey;
import eu.bailiwick.metering.event.Bytes;
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
import java.util.Arrays;
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

  /** Signs the log of the cell. */
  public static final SignerKey LOG = key("cell.example/ledger", SignatureType.ED25519, 101);

  /** Cosigns as the witness of the cell. */
  public static final SignerKey WITNESS =
      key("cell.example/witness", SignatureType.COSIGNATURE_ED25519, 102);

  /** Signs a log of another cell, which the witness watches. */
  public static final SignerKey WITNESSED =
      key("other.cell.example/ledger", SignatureType.ED25519, 103);

  private static final String DATABASE = "metering";
  private static final RandomGenerator RANDOM = RandomGenerator.getDefault();

  private final TokenIssuer issuer = TokenIssuer.create();
  private Path directory;
  private KafkaBroker broker;
  private PostgresServer database;
  private RouterVoice voice;
  private ScriptedRegistry registry;
  private SnapshotSigner signer;

  private static SignerKey key(String name, SignatureType type, int seed) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) seed);
    return SignerKey.of(name, type, new Bytes(bytes));
  }

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
    registry.serve(signer.sign(SnapshotSigner.payload(SnapshotSigner.CELL, 1)));
    return Map.ofEntries(
        Map.entry("bailiwick.metering.cell", SnapshotSigner.CELL),
        Map.entry("bailiwick.registry.url", registry.url().toString()),
        Map.entry("bailiwick.registry.token-file", file("token", "of-metering").toString()),
        Map.entry(
            "bailiwick.registry.trusted-keys-file",
            file("trusted-keys.json", signer.trustedKeys()).toString()),
        Map.entry("bailiwick.registry.poll-interval", "PT0.1S"),
        Map.entry("bailiwick.checkpoint.origin", LOG.verifier().name()),
        Map.entry("bailiwick.checkpoint.key-file", file("log-key", LOG.secret()).toString()),
        Map.entry("bailiwick.checkpoint.interval", "PT0.1S"),
        Map.entry("bailiwick.witness.name", WITNESS.verifier().name()),
        Map.entry("bailiwick.witness.key-files", file("witness-key", WITNESS.secret()).toString()),
        Map.entry("bailiwick.witness.logs", WITNESSED.verifier().toString()),
        Map.entry("quarkus.http.test-port", "0"),
        Map.entry("quarkus.oidc.public-key", issuer.publicKey()),
        Map.entry("quarkus.oidc.token.issuer", TokenIssuer.ISSUER),
        Map.entry("quarkus.datasource.jdbc.url", database.jdbcUrl(DATABASE)),
        Map.entry("quarkus.datasource.username", PostgresServer.USER),
        Map.entry("quarkus.datasource.password", "any"),
        Map.entry("bailiwick.intake.bootstrap-servers", broker.bootstrapServers()),
        Map.entry("bailiwick.intake.grace", "PT0.5S"),
        Map.entry("bailiwick.intake.clock.behind", "P365D"), // tests tell of days long ago
        Map.entry("bailiwick.findings.interval", "PT0.2S"),
        Map.entry("bailiwick.findings.settling", "PT1S"));
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

  /** A bearer token that names a tenant. */
  public String tokenOfTenant(String tenant, String... roles) {
    return issuer.token("tom", List.of(roles), Map.of("tenant", tenant), Duration.ofHours(1));
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
    return newDatabase("latest");
  }

  /** A new database with the tables as they were at a version of the schema. */
  public DataSource newDatabase(String version) {
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
    Flyway.configure().dataSource(source).target(version).load().migrate();
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
