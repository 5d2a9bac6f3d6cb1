package eu.bailiwick.parts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartsTest {

  @TempDir Path directory;

  @Test
  void brokerKeepsTopicsOverARestart() throws Exception {
    try (KafkaBroker broker = KafkaBroker.start(directory)) {
      broker.createTopic("events", 3);
      broker.createTopic("events", 3);
      broker.stop();
      broker.restart();
      try (Admin admin =
          Admin.create(Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()))) {
        assertThat(admin.listTopics().names().get()).isEqualTo(Set.of("events"));
      }
    }
  }

  @Test
  void postgresKeepsDataOverARestart() throws Exception {
    try (PostgresServer server = PostgresServer.start(directory)) {
      server.createDatabase("registry");
      server.createDatabase("registry");
      execute(server, "CREATE TABLE kept (n int)");
    }
    try (PostgresServer server = PostgresServer.start(directory)) {
      execute(server, "INSERT INTO kept VALUES (1)");
    }
  }

  private static void execute(PostgresServer server, String sql) throws Exception {
    try (var connection =
            DriverManager.getConnection(server.jdbcUrl("registry"), PostgresServer.USER, "");
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void tokenNamesItsRoles() {
    String token = TokenIssuer.create().token("ada", List.of("operator"), Duration.ofHours(1));
    byte[] claims =
        Base64.getUrlDecoder()
            .decode(token.substring(token.indexOf('.') + 1, token.lastIndexOf('.')));
    assertThat(new String(claims, StandardCharsets.UTF_8)).contains("\"groups\":[\"operator\"]");
  }

  @Test
  void keptIssuerHasTheSameKeyAgain() throws Exception {
    Path file = directory.resolve("issuer.key");
    String first = TokenIssuer.kept(file).publicKey();
    assertThat(TokenIssuer.kept(file).publicKey()).isEqualTo(first);
  }
}
