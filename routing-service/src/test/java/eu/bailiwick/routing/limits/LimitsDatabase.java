package eu.bailiwick.routing.limits;

import eu.bailiwick.parts.PostgresServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A real PostgreSQL in which a running router counts; tests get it to kill it. */
public final class LimitsDatabase implements QuarkusTestResourceLifecycleManager {

  /** Name of the database. */
  public static final String NAME = "limits";

  /** Marks a field for the server. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.FIELD)
  public @interface Server {}

  private @Nullable Path directory;
  private @Nullable PostgresServer server;

  @Override
  public Map<String, String> start() {
    try {
      Path home = Files.createTempDirectory("limits-test");
      directory = home;
      PostgresServer started = PostgresServer.start(home);
      server = started;
      started.createDatabase(NAME);
      return Map.of(
          "bailiwick.limits.store", "postgresql",
          "bailiwick.limits.store-timeout", "PT5S",
          "bailiwick.limits.store-pause", "PT0.1S",
          "bailiwick.limits.store-lease", "PT3S",
          "bailiwick.limits.postgresql.url", started.jdbcUrl(NAME),
          "bailiwick.limits.postgresql.username", PostgresServer.USER,
          "bailiwick.limits.postgresql.password", "none");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(
        Objects.requireNonNull(server),
        new TestInjector.AnnotatedAndMatchesType(Server.class, PostgresServer.class));
  }

  @Override
  public void stop() {
    try {
      if (server != null) {
        server.close();
      }
      if (directory != null) {
        delete(directory);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
