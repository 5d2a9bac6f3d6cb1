package eu.bailiwick.parts;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

/**
 * One PostgreSQL server on loopback, as a child process. It trusts local connections and leaves
 * what is committed to the operating system, so that it survives a crash of the server but not of
 * the machine: fit for trying and testing, not for claims about durability.
 */
public final class PostgresServer implements AutoCloseable {

  public static final String USER = "postgres";

  private final Path directory;
  private final Path binaries;
  private EmbeddedPostgres server;

  private PostgresServer(Path directory, Path binaries, EmbeddedPostgres server) {
    this.directory = directory;
    this.binaries = binaries;
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
    return new PostgresServer(directory, binaries, run(directory, binaries, port));
  }

  private static EmbeddedPostgres run(Path directory, Path binaries, int port) throws IOException {
    return EmbeddedPostgres.builder()
        .setPort(port)
        .setOverrideWorkingDirectory(binaries.toFile())
        .setDataDirectory(directory.resolve("data"))
        .setCleanDataDirectory(false)
        .setRegisterShutdownHook(false)
        .setPGStartupWait(Duration.ofSeconds(30))
        .setServerConfig("synchronous_commit", "on")
        .start();
  }

  /** Ends it and all who serve its clients at once, as a crash would. */
  public void kill() throws IOException, InterruptedException {
    List<ProcessHandle> all = processes();
    all.forEach(ProcessHandle::destroyForcibly);
    for (ProcessHandle each : all) {
      try {
        var _ = each.onExit().get();
      } catch (ExecutionException e) {
        throw new IOException(e);
      }
    }
  }

  private List<ProcessHandle> processes() throws IOException {
    Path file = directory.resolve("data/postmaster.pid");
    long pid = Long.parseLong(Files.readAllLines(file).getFirst().strip());
    return ProcessHandle.of(pid).stream()
        .flatMap(server -> Stream.concat(Stream.of(server), server.descendants()))
        .toList();
  }

  /** Starts it again on the same directory and port, after {@link #kill}. */
  public void restart() throws IOException {
    server.close(); // finds nothing to stop, and lets go of the directory
    server = run(directory, binaries, server.getPort());
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
