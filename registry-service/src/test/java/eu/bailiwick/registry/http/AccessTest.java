package eu.bailiwick.registry.http;

import static eu.bailiwick.registry.RegistryApi.as;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import eu.bailiwick.registry.RegistryApi;
import eu.bailiwick.registry.RegistryParts;
import eu.bailiwick.registry.RegistryTest;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@RegistryTest
class AccessTest {

  @BeforeEach
  void something() {
    RegistryApi.applyExample();
  }

  @ParameterizedTest
  @CsvSource({
    "operator, 200, 200, 200, 200",
    "approver, 200, 200, 403, 403",
    "officer,  200, 200, 403, 403",
    "router,   403, 403, 200, 403",
    "metering, 403, 200, 200, 403",
    "cook,     403, 403, 403, 403"
  })
  void eachRoleHasItsDoors(String role, int list, int changes, int snapshot, int apply) {
    as(role).get("/v1/entities").then().statusCode(list);
    as(role).get("/v1/catalogue/changes").then().statusCode(changes);
    as(role).get("/v1/cells/example-eea/snapshot").then().statusCode(snapshot);
    as(role)
        .contentType("application/json")
        .body("{}")
        .post("/v1/catalogue:apply")
        .then()
        .statusCode(apply);
  }

  @ParameterizedTest
  @ValueSource(strings = {"approver", "officer", "router"})
  void onlyOperatorsWrite(String role) {
    as(role)
        .contentType("application/json")
        .body("{\"id\":\"mine\",\"name\":\"M\"}")
        .put("/v1/tenants/mine")
        .then()
        .statusCode(403)
        .contentType("application/problem+json")
        .body("code", equalTo("forbidden"))
        .body("status", equalTo(403))
        .body("type", startsWith("urn:"));
  }

  @Test
  void withoutAValidTokenNobodyGetsIn() {
    unauthenticated(given());
    unauthenticated(given().auth().oauth2("no.token.atall"));
    unauthenticated(given().auth().oauth2(RegistryParts.expiredToken()));
    unauthenticated(given().auth().oauth2(RegistryParts.foreignToken()));
    unauthenticated(given().auth().preemptive().basic("operator", "operator"));
  }

  @Test
  void healthMetricsAndDocumentationAreOpen() {
    given().get("/q/health/ready").then().statusCode(200).body("status", equalTo("UP"));
    given().get("/q/health/live").then().statusCode(200);
    given().get("/q/swagger-ui/").then().statusCode(200);
    given()
        .get("/q/metrics")
        .then()
        .statusCode(200)
        .body(containsString("bailiwick_catalogue_revision"))
        .body(not(containsString("bailiwick_catalogue_revision 0.0")));
  }

  @Test
  void verificationKeysAreOpenToAll() {
    given()
        .get("/v1/snapshot-keys")
        .then()
        .statusCode(200)
        .body("keys", hasSize(1))
        .body("keys[0].kid", equalTo("test-key"))
        .body("keys[0]", not(hasKey("d")));
  }

  private static void unauthenticated(RequestSpecification request) {
    request
        .get("/v1/entities")
        .then()
        .statusCode(401)
        .header("WWW-Authenticate", startsWith("Bearer"))
        .contentType("application/problem+json")
        .body("code", equalTo("unauthenticated"));
  }
}
