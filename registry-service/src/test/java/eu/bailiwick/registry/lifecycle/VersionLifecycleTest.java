package eu.bailiwick.registry.lifecycle;

import static eu.bailiwick.registry.RegistryApi.as;
import static eu.bailiwick.registry.RegistryApi.asPerson;
import static eu.bailiwick.registry.RegistryApi.get;
import static eu.bailiwick.registry.RegistryApi.put;
import static eu.bailiwick.registry.RegistryApi.revision;
import static eu.bailiwick.registry.RegistryApi.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import eu.bailiwick.registry.RegistryApi;
import eu.bailiwick.registry.RegistryTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@RegistryTest
class VersionLifecycleTest {

  private static int count;

  private String version = "";

  @BeforeEach
  void aVersion() {
    RegistryApi.applyExample();
    version = "life-" + ++count;
    put(
            "/v1/versions/" + version,
            """
            {"id":"%s","model":"example/chat-8b","imageDigest":"sha256:%s",
             "weightsDigest":"sha256:%s","profile":"p"}
            """
                .formatted(version, "a".repeat(64), "b".repeat(64)))
        .statusCode(201);
  }

  @Test
  void aNewVersionIsADraft() {
    state("DRAFT").body("submittedBy", nullValue());
  }

  @Test
  void goesFromDraftToRetirementStepByStep() {
    take("operator", "submit").statusCode(200).body("submittedBy", equalTo("operator"));
    take("approver", "approve").statusCode(200).body("approvedBy", equalTo("approver"));
    state("APPROVED");
    take("operator", "deprecate").statusCode(200);
    take("operator", "retire").statusCode(200);
    state("RETIRED");
  }

  @Test
  void whoSubmittedDoesNotApprove() {
    String path = "/v1/versions/" + version;
    step(asPerson("eve", "operator"), path + ":submit").statusCode(200);
    long before = revision();

    step(asPerson("eve", "approver"), path + ":approve")
        .statusCode(403)
        .body("code", equalTo("four_eyes"))
        .body("detail", containsString("\"eve\" submitted it"));

    assertThat(revision()).isEqualTo(before);
    step(asPerson("adam", "approver"), path + ":approve").statusCode(200);
  }

  @Test
  void rejectionSendsItBackToDraft() {
    take("operator", "submit").statusCode(200);
    take("approver", "reject").statusCode(200).body("state", equalTo("DRAFT"));
    take("operator", "submit").statusCode(200);
  }

  @ParameterizedTest
  @CsvSource({
    "approver, approve, APPROVED",
    "approver, reject, DRAFT",
    "operator, deprecate, DEPRECATED",
    "operator, retire, RETIRED"
  })
  void aStepThatItsStateDoesNotAllowIsRefused(String role, String step, String wanted) {
    long before = revision();
    take(role, step)
        .statusCode(409)
        .body("code", equalTo("wrong_state"))
        .body(
            "detail",
            equalTo(
                "it is DRAFT, from which "
                    + wanted
                    + " cannot be reached; next may come [IN_REVIEW, REVOKED]"));
    assertThat(revision()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"reason\":\" \"}", "{\"reason\":null}", "{\"why\":\"so\"}"})
  void everyStepNeedsAReason(String body) {
    as("operator")
        .contentType("application/json")
        .body(body)
        .post("/v1/versions/" + version + ":submit")
        .then()
        .statusCode(422)
        .body("code", equalTo("invalid_request"));
    state("DRAFT");
  }

  @Test
  void theHistoryNamesActorAndReason() {
    take("operator", "submit").statusCode(200);
    get("/v1/catalogue/changes?since=" + (revision() - 1))
        .statusCode(200)
        .body("items[0].actor", equalTo("operator"))
        .body("items[0].reason", equalTo("because submit"))
        .body("items[0].items[0].kind", equalTo("lifecycles"))
        .body("items[0].items[0].id", equalTo(version))
        .body("items[0].items[0].after.state", equalTo("IN_REVIEW"));
  }

  @Test
  void deprecationNamesASuccessorThatExists() {
    take("operator", "submit").statusCode(200);
    take("approver", "approve").statusCode(200);
    deprecate("nothing")
        .statusCode(422)
        .body("violations[0].path", equalTo("successor"))
        .body("violations[0].message", containsString("nothing"));
    deprecate("example-chat-8b-1")
        .statusCode(200)
        .body("successor", equalTo("example-chat-8b-1"))
        .body("removal", equalTo("2027-06-01T00:00:00Z"));
  }

  @Test
  void documentsCannotSetIt() {
    RegistryApi.apply("lifecycles: [{version: " + version + ", state: APPROVED}]")
        .statusCode(422)
        .body("violations[0].path", equalTo("lifecycles"));
    RegistryApi.apply("approvals: []").statusCode(422);
    RegistryApi.apply("revocations: []").statusCode(422);
  }

  @Test
  void aVersionThatIsNotThereHasNone() {
    get("/v1/versions/none/lifecycle").statusCode(404);
    step(as("operator"), "/v1/versions/none:submit").statusCode(404);
  }

  @Test
  void operatorsDoNotApproveAndApproversDoNotSubmit() {
    take("approver", "submit").statusCode(403);
    take("operator", "submit").statusCode(200);
    take("operator", "approve").statusCode(403);
    take("officer", "approve").statusCode(403);
  }

  private ValidatableResponse deprecate(String successor) {
    return as("operator")
        .contentType("application/json")
        .body(
            """
            {"reason":"a better one","successor":"%s","removal":"2027-06-01T00:00:00Z"}"""
                .formatted(successor))
        .post("/v1/versions/" + version + ":deprecate")
        .then();
  }

  private ValidatableResponse take(String role, String step) {
    return as(role)
        .contentType("application/json")
        .body("{\"reason\":\"because " + step + "\"}")
        .post("/v1/versions/" + version + ":" + step)
        .then();
  }

  private ValidatableResponse state(String state) {
    return get("/v1/versions/" + version + "/lifecycle")
        .statusCode(200)
        .body("state", equalTo(state));
  }
}
