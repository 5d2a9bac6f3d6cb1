package eu.bailiwick.registry.lifecycle;

import static eu.bailiwick.registry.RegistryApi.as;
import static eu.bailiwick.registry.RegistryApi.get;
import static eu.bailiwick.registry.RegistryApi.put;
import static eu.bailiwick.registry.RegistryApi.revision;
import static eu.bailiwick.registry.RegistryApi.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import eu.bailiwick.registry.RegistryApi;
import eu.bailiwick.registry.RegistryTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@RegistryTest
class EndpointStatusTest {

  private static int count;

  private String path = "";

  @BeforeEach
  void anEndpoint() {
    RegistryApi.applyExample();
    String id = "seen-" + ++count;
    path = "/v1/endpoints/" + id;
    put(
            path,
            """
            {"id":"%s","version":"example-chat-8b-1","site":"example-paris","servedModel":"m",
             "state":"DISABLED"}
            """
                .formatted(id))
        .statusCode(201);
  }

  @Test
  void isApartFromTheSpec() {
    long before = revision();
    String etag = get(path).extract().header("ETag");

    report("{'phase':'READY','model':'m','observedAt':'2026-11-25T12:00:00Z'}", null)
        .then()
        .statusCode(200)
        .body("phase", equalTo("READY"))
        .body("reporter", equalTo("agent"))
        .body("drift", empty());

    assertThat(revision()).isEqualTo(before);
    assertThat(get(path).extract().header("ETag")).isEqualTo(etag);
    get(path + "/status").statusCode(200).body("model", equalTo("m"));
  }

  @Test
  void showsWhatIsNotAsRegistered() {
    String other = "sha256:" + "9".repeat(64);
    report(
            "{'phase':'READY','model':'m','imageDigest':'"
                + other
                + "','profile':'else','observedAt':'2026-11-25T12:00:00Z'}",
            null)
        .then()
        .statusCode(200)
        .body("drift", contains("imageDigest", "profile"));
  }

  @Test
  void reportsAreConditional() {
    String first = "{'phase':'STARTING','observedAt':'2026-11-25T12:00:00Z'}";
    String etag = report(first, null).header("ETag");
    report(first, null).then().statusCode(428);
    report(first, "\"77\"").then().statusCode(412);
    report(first, etag).then().statusCode(200);
    as("agent").header("If-None-Match", etag).get(path + "/status").then().statusCode(200);
  }

  @Test
  void nothingSeenIsNotFound() {
    get(path + "/status").statusCode(404).body("code", equalTo("not_found"));
    get("/v1/endpoints/none/status").statusCode(404);
  }

  @Test
  void onlyAgentsReport() {
    as("operator")
        .contentType("application/json")
        .body("{\"phase\":\"READY\",\"observedAt\":\"2026-11-25T12:00:00Z\"}")
        .put(path + "/status")
        .then()
        .statusCode(403);
    as("agent").get("/v1/endpoints").then().statusCode(403);
  }

  @Test
  void malformedReportsAreRefused() {
    report("{'phase':'FINE','imageDigest':'latest','observedAt':'2026-11-25T12:00:00Z'}", null)
        .then()
        .statusCode(422)
        .body("violations[0].path", equalTo("phase"));
  }

  @Test
  void operatorsTakeEndpointsInAndOutOfUse() {
    step(as("operator"), path + ":enable").statusCode(200).body("state", equalTo("ENABLED"));
    step(as("operator"), path + ":drain").statusCode(200).body("state", equalTo("DRAINING"));
    long before = revision();
    step(as("operator"), path + ":drain").statusCode(200);
    assertThat(revision()).isEqualTo(before);
    step(as("operator"), path + ":disable").statusCode(200).body("state", equalTo("DISABLED"));
    step(as("approver"), path + ":enable").statusCode(403);
    step(as("operator"), "/v1/endpoints/none:enable").statusCode(404);
  }

  private Response report(String json, @Nullable String ifMatch) {
    RequestSpecification request =
        as("agent").contentType("application/json").body(json.replace('\'', '"'));
    if (ifMatch != null) {
      request.header("If-Match", ifMatch);
    }
    return request.put(path + "/status");
  }
}
