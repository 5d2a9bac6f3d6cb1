package eu.bailiwick.registry.cell;

import static eu.bailiwick.registry.RegistryApi.as;
import static eu.bailiwick.registry.RegistryApi.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.nullValue;

import eu.bailiwick.registry.MovableClock;
import eu.bailiwick.registry.RegistryApi;
import eu.bailiwick.registry.RegistryParts;
import eu.bailiwick.registry.RegistryTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@RegistryTest
class CellsTest {

  private static final String CELL = "/v1/cells/example-eea";

  @Inject MovableClock clock;

  @BeforeEach
  void aCell() {
    RegistryApi.applyExample();
  }

  @Test
  void aCellShowsWhatItsRoutersServe() {
    Response snapshot = snapshot();
    report("router-a", snapshot).statusCode(200).body("id", equalTo("router-a"));

    get(CELL)
        .statusCode(200)
        .body("id", equalTo("example-eea"))
        .body("area", equalTo("EEA"))
        .body(router("router-a") + ".digest", equalTo(digest(snapshot)))
        .body(router("router-a") + ".revision", equalTo((int) RegistryApi.revision()))
        .body(router("router-a") + ".silent", equalTo(false))
        .body(router("router-a") + ".ageSeconds", lessThan(1800));
    get("/v1/cells").body("items.find{it.id=='example-eea'}.routers.id", hasItems("router-a"));
  }

  @Test
  void aSilentRouterIsShownUntilAnOperatorRemovesIt() {
    report("router-b", snapshot()).statusCode(200);
    clock.advance(Duration.ofMinutes(5));
    get(CELL).body(router("router-b") + ".silent", equalTo(true));

    as("officer").delete(CELL + "/routers/router-b").then().statusCode(403);
    as("operator").delete(CELL + "/routers/router-b").then().statusCode(204);

    get(CELL).body(router("router-b"), nullValue());
    as("operator").delete(CELL + "/routers/router-b").then().statusCode(404);
    report("router-b", snapshot()).statusCode(200);
    get(CELL).body(router("router-b") + ".silent", equalTo(false));
  }

  @Test
  void onlyWhatWasIssuedCanBeServed() {
    String now = clock.instant().toString();
    as("router")
        .contentType("application/json")
        .body(
            "{\"revision\":1,\"digest\":\"sha256:00\",\"servingSince\":\"%s\",\"startedAt\":\"%s\",\"masked\":[]}"
                .formatted(now, now))
        .put(CELL + "/routers/liar")
        .then()
        .statusCode(422)
        .body("violations.path", equalTo(List.of("digest")));
    as("router")
        .contentType("application/json")
        .body("{\"revision\":1}")
        .put(CELL + "/routers/liar")
        .then()
        .statusCode(422);
    report("/v1/cells/nowhere", "lost", snapshot(), RegistryParts.token("router")).statusCode(404);
    get(CELL).body(router("liar"), nullValue());
  }

  @Test
  void onlyRoutersReport() {
    for (String role : List.of("operator", "approver", "officer", "metering")) {
      report(CELL, "intruder", snapshot(), RegistryParts.token(role)).statusCode(403);
    }
  }

  @Test
  void aTokenThatIsBoundToACellOpensNoOther() {
    String bound = RegistryParts.token("router", "router", "example-eea");
    String other = RegistryParts.token("router", "router", "elsewhere");
    Response snapshot = snapshot();

    report(CELL, "bound", snapshot, bound).statusCode(200);
    given().auth().oauth2(bound).get(CELL + "/snapshot").then().statusCode(200);
    given().auth().oauth2(bound).get("/v1/snapshots/" + digest(snapshot)).then().statusCode(200);

    report(CELL, "bound", snapshot, other)
        .statusCode(403)
        .body("detail", containsString("elsewhere"));
    given().auth().oauth2(other).get(CELL + "/snapshot").then().statusCode(403);
    given().auth().oauth2(other).get("/v1/snapshots/" + digest(snapshot)).then().statusCode(403);
  }

  @Test
  void meteringReadsSnapshots() {
    Response snapshot = as("metering").get(CELL + "/snapshot");
    assertThat(snapshot.statusCode()).isEqualTo(200);
    as("metering").get("/v1/snapshots/" + digest(snapshot)).then().statusCode(200);
    as("metering").get("/v1/entities").then().statusCode(403);
  }

  private static Response snapshot() {
    return as("router").get(CELL + "/snapshot").then().statusCode(200).extract().response();
  }

  private static String digest(Response snapshot) {
    return snapshot.header("ETag").replace("\"", "");
  }

  private ValidatableResponse report(String router, Response snapshot) {
    return report(CELL, router, snapshot, RegistryParts.token("router"));
  }

  private ValidatableResponse report(String cell, String router, Response snapshot, String token) {
    String now = clock.instant().toString();
    return given()
        .auth()
        .oauth2(token)
        .contentType("application/json")
        .body(
            "{\"revision\":%d,\"digest\":\"%s\",\"servingSince\":\"%s\",\"startedAt\":\"%s\",\"masked\":[]}"
                .formatted(RegistryApi.revision(), digest(snapshot), now, now))
        .put(cell + "/routers/" + router)
        .then();
  }

  private static String router(String id) {
    return "routers.find{it.id=='" + id + "'}";
  }
}
