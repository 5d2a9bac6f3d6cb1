package eu.bailiwick.routing.limits;

import eu.bailiwick.parts.PostgresServer;
import io.agroal.api.AgroalDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A real PostgreSQL for the tests of one class. */
final class Database implements BeforeAllCallback, AfterAllCallback, LimitsSettings.Database {

  private static final String NAME = "limits";

  private @Nullable Path directory;
  private @Nullable PostgresServer server;
  private String url = "";

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    Path home = Files.createTempDirectory("limits-test");
    directory = home;
    PostgresServer started = PostgresServer.start(home);
    server = started;
    started.createDatabase(NAME);
    url = started.jdbcUrl(NAME);
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    if (server != null) {
      server.close();
    }
    if (directory != null) {
      delete(directory);
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** Connections as a router has them. */
  AgroalDataSource pool() {
    return Pool.open(this, Duration.ofSeconds(5));
  }

  /** A connection beside the pool. */
  Connection connect() throws SQLException {
    return DriverManager.getConnection(url, PostgresServer.USER, "");
  }

  @Override
  public Optional<String> url() {
    return Optional.of(url);
  }

  @Override
  public Optional<String> username() {
    return Optional.of(PostgresServer.USER);
  }

  @Override
  public Optional<String> password() {
    return Optional.of("none");
  }

  @Override
  public int connections() {
    return 4;
  }
}
