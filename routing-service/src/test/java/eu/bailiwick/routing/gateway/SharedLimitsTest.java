package eu.bailiwick.routing.gateway;

import static eu.bailiwick.parts.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import eu.bailiwick.parts.PostgresServer;
import eu.bailiwick.routing.limits.LimitsDatabase;
import eu.bailiwick.routing.scripted.Surroundings;
import eu.bailiwick.sovereignty.catalogue.Limits;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** A router that counts in PostgreSQL, together with others, and what becomes of it without. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
@QuarkusTestResource(value = LimitsDatabase.class, restrictToAnnotatedClass = true)
class SharedLimitsTest extends LimitsContract {

  @SuppressWarnings("NullAway.Init") // injected by LimitsDatabase
  @LimitsDatabase.Server
  PostgresServer database;

  @Test
  void aStoreThatIsDownKeepsNobodyOutAndIsToldAfterwards() throws Exception {
    limit(new Limits(null, null, null, 1000L));
    paris.script((request, wire) -> wire.json(200, ANSWER));
    assertThat(chat(secret, HUNDRED).statusCode()).isEqualTo(200);
    awaitTokensLeft(993);
    assertThat(storeAnswers()).isTrue();

    flush();
    database.kill();
    HttpResponse<String> alone = chat(secret, HUNDRED);
    HttpResponse<String> tooMuch = chat(secret, HUNDRED.replace("85", "999"));

    assertThat(alone.statusCode()).isEqualTo(200);
    assertThat(header(alone, "x-ratelimit-remaining-tokens")).isEqualTo("893");
    assertThat(outcomes(alone, 2)).containsExactly("opened", "completed");
    assertThat(tooMuch.statusCode()).isEqualTo(429);
    assertThat(outcomes(tooMuch, 1)).containsExactly("denied insufficient_quota");
    assertThat(paris.received()).hasSize(2);
    assertThat(storeAnswers()).isFalse();

    database.restart();
    await()
        .until(
            () -> {
              chat(secret, HUNDRED.replace("85", "999"));
              return storeAnswers();
            });
    awaitTokensLeft(986);
  }

  /**
   * Otherwise the last counts could be lost with the server, as routers do not wait for its disk.
   */
  private void flush() throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                database.jdbcUrl(LimitsDatabase.NAME), PostgresServer.USER, "");
        Statement statement = connection.createStatement()) {
      statement.execute("CHECKPOINT");
    }
  }

  /** As readiness says, which does not depend on it. */
  private boolean storeAnswers() throws Exception {
    HttpResponse<String> ready = get("/q/health/ready", "none");
    assertThat(ready.statusCode()).isEqualTo(200);
    for (JsonNode check : json(ready).path("checks")) {
      if (check.path("name").asText().equals("limits")) {
        assertThat(check.path("data").path("store").asText()).isEqualTo("postgresql");
        return check.path("data").path("answers").asBoolean();
      }
    }
    throw new AssertionError(ready.body());
  }
}
