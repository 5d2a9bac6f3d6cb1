package eu.bailiwick.local;

import static eu.bailiwick.parts.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import eu.bailiwick.local.platform.Platform;
import eu.bailiwick.local.platform.Role;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** From the word of an operator to the statement that a router stopped. */
@ExtendWith(SharedPlatform.class)
class RevocationIT {

  private static final String KEY = "bw-doomed";

  private final Platform platform;
  private final Callers callers;

  RevocationIT(Platform platform) {
    this.platform = platform;
    this.callers = new Callers(platform);
  }

  @Test
  void whatIsRevokedIsOutAndTheStatementSaysSinceWhen() throws Exception {
    callers.apply(
        "keys: [{id: doomed, application: infodesk, status: ACTIVE, hash: '%s'}]"
            .formatted(Callers.hash(KEY)));
    ask(200);

    callers
        .operator()
        .urlEncodingEnabled(false)
        .contentType("application/json")
        .body("{\"reason\":\"leaked\"}")
        .post("/v1/keys/doomed:revoke")
        .then()
        .statusCode(201);
    await().until(() -> statement().getString("stoppedEverywhereAt") != null);

    ask(401);
    JsonPath statement = statement();
    String router = "cells.find{it.cell=='eea'}.routers.find{it.router=='router-fr-1'}";
    assertThat(statement.getString(router + ".state")).isEqualTo("STOPPED");
    assertThat(
            Duration.between(
                Instant.parse(statement.getString("at")),
                Instant.parse(statement.getString("stoppedEverywhereAt"))))
        .isPositive();
    callers
        .registry(Role.OFFICER)
        .get("/v1/cells/eea")
        .then()
        .statusCode(200)
        .body("routers.find{it.id=='router-fr-1'}.silent", equalTo(false));
  }

  private JsonPath statement() throws Exception {
    return callers
        .registry(Role.OFFICER)
        .accept("application/json")
        .get("/v1/revocations/key.doomed")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  private void ask(int status) {
    RestAssured.given()
        .baseUri(platform.router().toString())
        .contentType("application/json")
        .header("Authorization", "Bearer " + KEY)
        .body(Callers.chatBody("scripted-chat", "hello"))
        .post("/v1/chat/completions")
        .then()
        .statusCode(status);
  }
}
