package eu.bailiwick.registry;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/** Calls the registry as people do. */
public final class RegistryApi {

  private RegistryApi() {}

  /** A request with the token of {@code role}. */
  public static RequestSpecification as(String role) {
    return given().auth().oauth2(RegistryParts.token(role)).urlEncodingEnabled(false);
  }

  /** A request of somebody with a role. */
  public static RequestSpecification asPerson(String name, String role) {
    return given().auth().oauth2(RegistryParts.token(name, role)).urlEncodingEnabled(false);
  }

  /** Takes a step, such as {@code /v1/versions/v:submit}, for a reason. */
  public static ValidatableResponse step(RequestSpecification who, String path) {
    return who.contentType(ContentType.JSON).body("{\"reason\":\"a test\"}").post(path).then();
  }

  /** Approves a version, and for every class of data in the EEA. */
  public static void approve(String version) {
    String path = "/v1/versions/" + version;
    if (get(path + "/lifecycle").extract().path("state").equals("DRAFT")) {
      step(as("operator"), path + ":submit").statusCode(200);
      step(as("approver"), path + ":approve").statusCode(200);
      String id =
          as("operator")
              .contentType(ContentType.JSON)
              .body(
                  """
                  {"version":"%s","jurisdiction":"EEA","dataClass":"health","reason":"a test",
                   "validUntil":"%s"}
                  """
                      .formatted(version, Instant.now().plus(Duration.ofDays(365))))
              .post("/v1/approvals")
              .then()
              .statusCode(201)
              .extract()
              .path("id");
      step(as("approver"), "/v1/approvals/" + id + ":grant").statusCode(200);
    }
  }

  /** Applies a YAML document as operator. */
  public static ValidatableResponse apply(String yaml) {
    return as("operator")
        .contentType("application/yaml")
        .body(yaml.getBytes(StandardCharsets.UTF_8))
        .post("/v1/catalogue:apply")
        .then();
  }

  /**
   * Lets a proposal in: to applications without a policy any policy for everybody opens something.
   */
  private static void letIn(String location) {
    as("approver")
        .header("Bailiwick-Reason", "the example")
        .post(location.substring(location.indexOf("/v1/")) + ":approve")
        .then()
        .statusCode(200);
  }

  /** Applies the example document, which makes the catalogue what it says, again and again. */
  public static ValidatableResponse applyExample() {
    try (InputStream in =
        Objects.requireNonNull(RegistryApi.class.getResourceAsStream("/examples/catalogue.yaml"))) {
      String example = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      ValidatableResponse answer = apply(example);
      if (answer.extract().statusCode() == 202) {
        letIn(answer.extract().header("Location"));
        return apply(example).statusCode(200);
      }
      return answer.statusCode(200);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A PUT of a JSON body as operator, without preconditions. */
  public static ValidatableResponse put(String path, String json) {
    return as("operator").contentType(ContentType.JSON).body(json).put(path).then();
  }

  /** A GET as operator. */
  public static ValidatableResponse get(String path) {
    return as("operator").get(path).then();
  }

  /** The catalogue's revision now. */
  public static long revision() {
    return get("/v1/cells?limit=1").statusCode(200).extract().jsonPath().getLong("revision");
  }
}
