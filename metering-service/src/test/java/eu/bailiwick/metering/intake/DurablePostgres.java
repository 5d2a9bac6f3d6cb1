package eu.bailiwick.metering.intake;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.flywaydb.core.Flyway;

/** A PostgreSQL server that waits for the disk at every commit, for measurements. */
final class DurablePostgres implements AutoCloseable {

  private final EmbeddedPostgres server;

  private DurablePostgres(EmbeddedPostgres server) {
    this.server = server;
  }

  static DurablePostgres start(Path directory) throws IOException {
    Files.createDirectories(directory);
    return new DurablePostgres(
        EmbeddedPostgres.builder()
            .setOverrideWorkingDirectory(directory.resolve("binaries").toFile())
            .setDataDirectory(directory.resolve("data"))
            .setCleanDataDirectory(false)
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("full_page_writes", "on")
            .setServerConfig("shared_buffers", "512MB")
            .setServerConfig("max_wal_size", "4GB")
            .setPGStartupWait(Duration.ofMinutes(1))
            .start());
  }

  /** A new database with all tables. */
  AgroalDataSource newDatabase(String name) throws SQLException {
    try (var connection = server.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    }
    AgroalDataSource database =
        AgroalDataSource.from(
            new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(
                    pool ->
                        pool.maxSize(4)
                            .connectionFactoryConfiguration(
                                factory ->
                                    factory
                                        .jdbcUrl(
                                            server.getJdbcUrl("postgres", name)
                                                + "&reWriteBatchedInserts=true")
                                        .principal(new NamePrincipal("postgres")))));
    Flyway.configure().dataSource(database).load().migrate();
    return database;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
