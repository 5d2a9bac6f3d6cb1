package eu.bailiwick.local;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import eu.bailiwick.local.platform.Platform;
import eu.bailiwick.local.platform.Platform.AddedRouter;
import eu.bailiwick.parts.PostgresServer;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two routers that count together in PostgreSQL. */
@ExtendWith(SharedPlatform.class)
class SharedLimitsIT {

  private static final String KEY = "bw-counted";

  private final Platform platform;
  private final Callers callers;

  SharedLimitsIT(Platform platform) {
    this.platform = platform;
    this.callers = new Callers(platform);
  }

  @Test
  void whatOneRouterAdmittedCountsAtTheOther() throws Exception {
    platform.awaitRevision(makeKey());
    AddedRouter one = platform.addRouter("router-fr-counting-1", store());
    AddedRouter other = platform.addRouter("router-fr-counting-2", store());

    assertThat(remaining(ask(one, 200))).isEqualTo(2);
    assertThat(remaining(ask(other, 200))).isEqualTo(1);
    assertThat(remaining(ask(one, 200))).isZero();
    assertThat(ask(other, 429).jsonPath().getString("error.code")).isEqualTo("rate_limit_exceeded");
  }

  private Map<String, String> store() {
    return Map.of(
        "bailiwick.limits.store",
        "postgresql",
        "bailiwick.limits.store-timeout",
        "PT5S",
        "bailiwick.limits.postgresql.url",
        platform.postgres("metering"),
        "bailiwick.limits.postgresql.username",
        PostgresServer.USER,
        "bailiwick.limits.postgresql.password",
        PostgresServer.USER);
  }

  private static Response ask(AddedRouter router, int status) {
    return given()
        .baseUri(router.address().toString())
        .contentType("application/json")
        .header("Authorization", "Bearer " + KEY)
        .body(Callers.chatBody("scripted-chat", "hello"))
        .post("/v1/chat/completions")
        .then()
        .statusCode(status)
        .extract()
        .response();
  }

  private static int remaining(Response answer) {
    return Integer.parseInt(answer.header("x-ratelimit-remaining-requests"));
  }

  /** One that may ask three times at once, and then once in 20 seconds. Returns the revision. */
  private long makeKey() throws Exception {
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(KEY.getBytes(StandardCharsets.UTF_8));
    return callers
        .operator()
        .urlEncodingEnabled(false)
        .contentType("application/yaml")
        .body(
            ("keys: [{id: counted, application: infodesk, status: ACTIVE, limits: {requestsPerMinute: 3},"
                    + " hash: 'sha256:"
                    + HexFormat.of().formatHex(hash)
                    + "'}]")
                .getBytes(StandardCharsets.UTF_8))
        .post("/v1/catalogue:apply")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath()
        .getLong("revision");
  }
}
