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
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
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

  @Test
  void aRequestUnderWayAtAnotherRouterTakesAPlaceUntilThatRoutersLeaseRunsOut() throws Exception {
    limit(new Limits(1, null, null, null));
    paris.script((request, wire) -> wire.json(200, ANSWER));
    assertThat(chat(secret, HUNDRED).statusCode()).isEqualTo(200);

    anotherRouterHasOneUntil("now() + interval '1 hour'");
    HttpResponse<String> refused = chat(secret, HUNDRED);
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(error(refused).path("message").asText()).contains("1 concurrent requests");
    assertThat(outcomes(refused, 1)).containsExactly("denied rate_limit_exceeded");
    assertThat(paris.received()).hasSize(1);

    anotherRouterHasOneUntil("now()");
    assertThat(chat(secret, HUNDRED).statusCode()).isEqualTo(200);
  }

  @Test
  void aRequestUnderWayIsInTheStoreForLongerThanALeaseAndNoLongerThanItself() throws Exception {
    limit(new Limits(2, null, null, null));
    CountDownLatch enough = new CountDownLatch(1);
    paris.script(
        (request, wire) -> {
          enough.await();
          wire.json(200, ANSWER);
        });
    CompletableFuture<HttpResponse<String>> pending = send();
    await().until(() -> places().matches("\\S+ 1 [0-9]+\n"));
    String first = places();
    await().until(() -> places().matches("\\S+ 1 [0-9]+\n") && !places().equals(first));
    enough.countDown();
    assertThat(pending.get().statusCode()).isEqualTo(200);
    await().until(() -> places().isEmpty());
  }

  /** What the store knows of requests under way for this test's key. */
  private String places() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT convert_from(coalesce(state, ''), 'UTF8') FROM limit_bucket WHERE id = '"
                    + placesId()
                    + "'")) {
      return row.next() ? row.getString(1) : "";
    }
  }

  private void anotherRouterHasOneUntil(String instant) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      int rows =
          statement.executeUpdate(
              "UPDATE limit_bucket SET state = convert_to('another 1 '"
                  + " || (extract(epoch FROM "
                  + instant
                  + ") * 1000)::bigint || E'\\n', 'UTF8') WHERE id = '"
                  + placesId()
                  + "'");
      assertThat(rows).isEqualTo(1);
    }
  }

  private String placesId() {
    return "key:" + secret.substring("bw-".length()) + ":concurrent_requests";
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(
        database.jdbcUrl(LimitsDatabase.NAME), PostgresServer.USER, "");
  }

  /**
   * Otherwise the last counts could be lost with the server, as routers do not wait for its disk.
   */
  private void flush() throws SQLException {
    try (Connection connection = connect();
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
