package eu.bailiwick.parts;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * One PostgreSQL server on loopback, as a child process. It trusts local connections and does not
 * wait for the disk: fit for trying and testing, not for claims about durability.
 */
public final class PostgresServer implements AutoCloseable {

  public static final String USER = "postgres";

  private final EmbeddedPostgres server;

  private PostgresServer(EmbeddedPostgres server) {
    this.server = server;
  }

  /**
   * Starts a server.
   *
   * @param directory where it keeps binaries and data; made if it is not yet there
   * @param port for clients
   * @throws IOException if it does not start
   */
  public static PostgresServer start(Path directory, int port) throws IOException {
    return start(directory, directory.resolve("binaries"), port);
  }

  /**
   * Starts a server whose binaries lie elsewhere, so that they are unpacked only once.
   *
   * @param directory where it keeps data; made if it is not yet there
   * @param binaries where its binaries are, or are unpacked to
   * @param port for clients
   * @throws IOException if it does not start
   */
  public static PostgresServer start(Path directory, Path binaries, int port) throws IOException {
    Files.createDirectories(directory);
    // Otherwise an empty folder of its own stays behind in the temporary one.
    System.setProperty("ot.epg.working-dir", binaries.toString());
    return new PostgresServer(
        EmbeddedPostgres.builder()
            .setPort(port)
            .setOverrideWorkingDirectory(binaries.toFile())
            .setDataDirectory(directory.resolve("data"))
            .setCleanDataDirectory(false)
            .setRegisterShutdownHook(false)
            .setPGStartupWait(Duration.ofSeconds(30))
            .start());
  }

  /** Starts a server on a free port. */
  public static PostgresServer start(Path directory) throws IOException {
    return start(directory, FreePorts.any());
  }

  public int port() {
    return server.getPort();
  }

  /** JDBC URL of a database, for user {@link #USER} with any password. */
  public String jdbcUrl(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port() + "/" + database;
  }

  /**
   * Creates a database unless it is there.
   *
   * @param name lower-case letters only
   */
  public void createDatabase(String name) throws SQLException {
    if (!name.matches("[a-z]+")) {
      throw new IllegalArgumentException("database name \"" + name + "\"");
    }
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      boolean exists;
      try (var found =
          statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + name + "'")) {
        exists = found.next();
      }
      if (!exists) {
        statement.execute("CREATE DATABASE " + name);
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
