package eu.bailiwick.registry.lifecycle;

import static eu.bailiwick.registry.RegistryApi.as;
import static eu.bailiwick.registry.RegistryApi.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import eu.bailiwick.registry.RegistryApi;
import eu.bailiwick.registry.RegistryTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@RegistryTest
class KeyMakingTest {

  @BeforeEach
  void something() {
    RegistryApi.applyExample();
  }

  @Test
  void theKeyIsShownOnceAndItsHashIsKept() {
    JsonPath made =
        as("operator")
            .contentType("application/json")
            .body(
                "{\"application\":\"example-letters\",\"limits\":{\"requestsPerMinute\":60},"
                    + "\"reason\":\"a new program\"}")
            .post("/v1/keys")
            .then()
            .statusCode(201)
            .header("Cache-Control", "no-store")
            .extract()
            .jsonPath();
    String key = made.getString("key");

    get("/v1/keys/" + made.getString("id"))
        .statusCode(200)
        .body("status", equalTo("ACTIVE"))
        .body("limits.requestsPerMinute", equalTo(60))
        .body("hash", equalTo(Secrets.hash(key)));
    get("/v1/catalogue").body(not(containsString(key)));
    get("/v1/catalogue/changes?limit=1000").body(not(containsString(key)));
  }

  @Test
  void askedAgainItIsNotMadeAgainNorShownAgain() {
    JsonPath made = makeWithKey().header("Idempotency-Replayed", nullValue()).extract().jsonPath();
    String key = made.getString("key");

    makeWithKey()
        .header("Idempotency-Replayed", "true")
        .header("Location", endsWith("/v1/keys/" + made.getString("id")))
        .body("id", equalTo(made.getString("id")))
        .body(not(containsString(key)))
        .body("$", not(hasKey("key")));
  }

  private static ValidatableResponse makeWithKey() {
    return as("operator")
        .header("Idempotency-Key", "make-one-key")
        .contentType("application/json")
        .body("{\"application\":\"example-letters\",\"reason\":\"asked twice\"}")
        .post("/v1/keys")
        .then()
        .statusCode(201);
  }

  @Test
  void anApplicationThatIsNotThereGetsNone() {
    as("operator")
        .contentType("application/json")
        .body("{\"application\":\"nobody\",\"reason\":\"a new program\"}")
        .post("/v1/keys")
        .then()
        .statusCode(422)
        .body("violations[0].path", equalTo("application"));
  }

  @Test
  void keysAreLongAndDiffer() {
    Secrets secrets = new Secrets(new Random(1));
    String key = secrets.next();
    assertThat(key).startsWith("bw-").hasSize(46);
    assertThat(secrets.next()).isNotEqualTo(key);
  }
}
