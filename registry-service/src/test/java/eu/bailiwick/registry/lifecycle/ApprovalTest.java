package eu.bailiwick.registry.lifecycle;

import static eu.bailiwick.registry.RegistryApi.as;
import static eu.bailiwick.registry.RegistryApi.asPerson;
import static eu.bailiwick.registry.RegistryApi.get;
import static eu.bailiwick.registry.RegistryApi.revision;
import static eu.bailiwick.registry.RegistryApi.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import eu.bailiwick.registry.RegistryApi;
import eu.bailiwick.registry.RegistryTest;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@RegistryTest
class ApprovalTest {

  private final String nextYear = Instant.now().plus(Duration.ofDays(365)).toString();

  @BeforeEach
  void something() {
    RegistryApi.applyExample();
  }

  @Test
  void onePersonAsksAndAnotherGrants() {
    String id = asked();
    get("/v1/approvals/" + id)
        .statusCode(200)
        .body("state", equalTo("REQUESTED"))
        .body("requestedBy", equalTo("operator"))
        .body("decidedBy", nullValue());

    step(as("approver"), "/v1/approvals/" + id + ":grant")
        .statusCode(200)
        .body("state", equalTo("GRANTED"))
        .body("decidedBy", equalTo("approver"));

    get("/v1/approvals?limit=1000").statusCode(200).body("items.id", hasItem(id));
  }

  @Test
  void whoAskedDoesNotGrant() {
    String id =
        request(asPerson("eve", "operator"), "example-chat-8b-1", "EEA", "health", nextYear)
            .statusCode(201)
            .extract()
            .path("id");
    step(asPerson("eve", "approver"), "/v1/approvals/" + id + ":grant")
        .statusCode(403)
        .body("code", equalTo("four_eyes"));
    get("/v1/approvals/" + id).body("state", equalTo("REQUESTED"));
  }

  @Test
  void isDecidedOnce() {
    String id = asked();
    step(as("approver"), "/v1/approvals/" + id + ":reject")
        .statusCode(200)
        .body("state", equalTo("REJECTED"));
    step(as("approver"), "/v1/approvals/" + id + ":grant")
        .statusCode(409)
        .body("code", equalTo("wrong_state"));
  }

  @ParameterizedTest
  @CsvSource({
    "nothing, EEA, health, 2027-01-01T00:00:00Z, version",
    "example-chat-8b-1, EUROPE, health, 2027-01-01T00:00:00Z, jurisdiction",
    "example-chat-8b-1, EEA, secret, 2027-01-01T00:00:00Z, dataClass",
    "example-chat-8b-1, EEA, health, 2020-01-01T00:00:00Z, validUntil",
    "example-chat-8b-1, EEA, health, 2099-01-01T00:00:00Z, validUntil",
    "example-chat-8b-1, EEA, health, tomorrow, validUntil"
  })
  void badRequestsAreRefusedWithThePathOfTheField(
      String version, String area, String dataClass, String until, String path) {
    long before = revision();
    request(as("operator"), version, area, dataClass, until)
        .statusCode(422)
        .body("violations.path", hasItem(path));
    assertThat(revision()).isEqualTo(before);
  }

  @Test
  void neverLastsForEver() {
    as("operator")
        .contentType("application/json")
        .body(
            """
            {"version":"example-chat-8b-1","jurisdiction":"EEA","dataClass":"health",
             "reason":"we need it"}
            """)
        .post("/v1/approvals")
        .then()
        .statusCode(422)
        .body("violations[0].path", equalTo("validUntil"));
  }

  @Test
  void operatorsDoNotGrant() {
    String id = asked();
    step(as("operator"), "/v1/approvals/" + id + ":grant").statusCode(403);
    step(as("officer"), "/v1/approvals/" + id + ":grant").statusCode(403);
    step(as("approver"), "/v1/approvals/none:grant").statusCode(404);
  }

  private String asked() {
    return request(as("operator"), "example-chat-8b-1", "EEA", "health", nextYear)
        .statusCode(201)
        .extract()
        .path("id");
  }

  private static ValidatableResponse request(
      io.restassured.specification.RequestSpecification who,
      String version,
      String area,
      String dataClass,
      String until) {
    return who.contentType("application/json")
        .body(
            """
            {"version":"%s","jurisdiction":"%s","dataClass":"%s","validUntil":"%s",
             "reason":"we need it"}
            """
                .formatted(version, area, dataClass, until))
        .post("/v1/approvals")
        .then();
  }
}
