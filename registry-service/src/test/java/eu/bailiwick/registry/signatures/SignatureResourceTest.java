package eu.bailiwick.registry.signatures;

import static eu.bailiwick.registry.RegistryApi.apply;
import static eu.bailiwick.registry.RegistryApi.as;
import static eu.bailiwick.registry.RegistryApi.get;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bailiwick.registry.RegistryApi;
import eu.bailiwick.registry.RegistryParts;
import eu.bailiwick.registry.RegistryTest;
import eu.bailiwick.registry.json.CatalogueJson;
import io.agroal.api.AgroalDataSource;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@RegistryTest
class SignatureResourceTest {

  private static final List<String> FILES = List.of("12".repeat(32), "34".repeat(32));
  private static final String IMAGE = "sha256:" + "5".repeat(64);

  private final Signer signer = Signer.p256();

  @Inject AgroalDataSource database;

  @BeforeEach
  void something() {
    RegistryApi.applyExample();
  }

  @Test
  void weightsAndImageAreVerifiedByTheRegistryItself() {
    String version = version("both");

    record(version, byKey("OMS", signer.oms(FILES), signer))
        .statusCode(201)
        .header("Location", containsString("/v1/versions/" + version + "/signatures/"))
        .body("kind", equalTo("OMS"))
        .body("subjectDigest", equalTo(Signer.root(FILES)))
        .body("outcome.result", equalTo("VERIFIED"))
        .body("outcome.grade", equalTo("MACHINE_VERIFIED"))
        .body("outcome.verifier", equalTo("bailiwick-registry"))
        .body("outcome.identity", startsWith("sha256:"))
        .body("outcome.checkedAt", notNullValue())
        .body("recordedBy", equalTo("operator"));
    record(version, byKey("COSIGN", signer.cosign(IMAGE), signer)).statusCode(201);

    get("/v1/versions/" + version + "/signatures")
        .statusCode(200)
        .body("items.kind", contains("OMS", "COSIGN"))
        .body("items.outcome.result", contains("VERIFIED", "VERIFIED"))
        .body("items", everyItem(not(hasKey("document"))))
        .body("next", nullValue());
  }

  @Test
  void aSignatureOfAnotherKeyIsRecordedAsFailed() {
    String version = version("failed");

    record(version, byKey("OMS", signer.oms(FILES), Signer.ed25519()))
        .statusCode(201)
        .body("outcome.result", equalTo("FAILED"))
        .body("outcome.grade", equalTo("MACHINE_VERIFIED"));
  }

  @Test
  void whatSomebodySaysIsRecordedAsDeclared() {
    String version = version("declared");
    ObjectNode report = declared("OMS", signer.oms(FILES));

    String location =
        as("operator")
            .auth()
            .oauth2(RegistryParts.token("ida", "operator"))
            .contentType(ContentType.JSON)
            .body(report.toString())
            .post("/v1/versions/" + version + "/signatures")
            .then()
            .statusCode(201)
            .body("outcome.result", equalTo("NOT_CHECKED"))
            .body("outcome.grade", equalTo("DECLARED"))
            .body("outcome.verifier", equalTo("model-signing 1.1"))
            .body("outcome.identity", equalTo("key 17"))
            .body("outcome.checkedAt", equalTo("2026-11-02T09:30:00Z"))
            .body("recordedBy", equalTo("ida"))
            .extract()
            .header("Location");

    as("officer")
        .get(location)
        .then()
        .statusCode(200)
        .body("recordedBy", equalTo("ida"))
        .body(
            "document.dsseEnvelope.payload",
            equalTo(report.at("/document/dsseEnvelope/payload").asText()));
  }

  @Test
  void theExampleOfTheDocumentationIsRecorded() {
    String example =
        CatalogueJson.parse(get("/q/openapi?format=json").extract().asString())
            .path("paths")
            .path("/v1/versions/{id}/signatures")
            .at("/post/requestBody/content/application~1json/example")
            .toString();

    record("example-chat-8b-1", example).statusCode(201).body("outcome.grade", equalTo("DECLARED"));
  }

  @Test
  void aSignatureOfSomethingElseIsRefused() {
    String version = version("else");

    record(version, byKey("OMS", signer.oms(FILES.reversed()), signer))
        .statusCode(422)
        .body("code", equalTo("wrong_subject"))
        .body("detail", containsString("weightsDigest is " + Signer.root(FILES)));
    record(version, declared("COSIGN", signer.cosign("sha256:" + "6".repeat(64))).toString())
        .statusCode(422)
        .body("code", equalTo("wrong_subject"))
        .body("detail", containsString("imageDigest is " + IMAGE));
    get("/v1/versions/" + version + "/signatures").body("items", hasSize(0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kind      | null",
        "kind      | \"PGP\"",
        "document  | null",
        "document  | \"text\"",
        "verifier  | null",
        "identity  | \" \"",
        "checkedAt | null",
        "checkedAt | \"yesterday\"",
        "checkedAt | \"2999-01-01T00:00:00Z\"",
        "result    | null",
        "result    | \"GOOD\"",
        "publicKey | \"PEM\"",
        "extra     | 1"
      })
  void aReportThatIsNotWholeIsRefusedWithTheField(String field, String value) {
    ObjectNode report = declared("OMS", signer.oms(FILES));
    report.set(field, CatalogueJson.parse(value));

    record(version("partial"), report.toString())
        .statusCode(422)
        .body("code", equalTo("invalid_request"))
        .body("violations.path", contains(field));
  }

  @Test
  void aKeyNeedsASignatureToVerify() {
    record(version("none"), byKey("COSIGN", Signer.simpleSigning(IMAGE), signer))
        .statusCode(422)
        .body("violations.path", contains("document"));
  }

  @Test
  void longListsComeInPages() {
    String version = version("pages");
    for (int i = 0; i < 3; i++) {
      record(version, byKey("OMS", signer.oms(FILES), signer)).statusCode(201);
    }
    String path = "/v1/versions/" + version + "/signatures?limit=2";

    String next = get(path).body("items", hasSize(2)).extract().path("next");

    get(path + "&after=" + next).body("items", hasSize(1)).body("next", nullValue());
  }

  @Test
  void whatWasRecordedStays() throws SQLException {
    record(version("stays"), byKey("OMS", signer.oms(FILES), signer)).statusCode(201);

    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql :
          List.of(
              "update signature_check set result = 'FAILED'",
              "delete from signature_check",
              "truncate signature_check")) {
        assertThatThrownBy(() -> statement.executeUpdate(sql))
            .hasMessageContaining("signature_check is append-only");
      }
    }
  }

  @Test
  void whatIsNotThereIsNotFound() {
    record("nothing", "{}").statusCode(404);
    get("/v1/versions/nothing/signatures").statusCode(404);
    get("/v1/versions/example-chat-8b-1/signatures/999999").statusCode(404);
    get("/v1/versions/example-chat-8b-1/signatures/first").statusCode(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"approver", "officer"})
  void othersReadAndDoNotRecord(String role) {
    String path = "/v1/versions/example-chat-8b-1/signatures";

    as(role).get(path).then().statusCode(200);
    as(role).contentType(ContentType.JSON).body("{}").post(path).then().statusCode(403);
  }

  @Test
  void routersHaveNoBusinessHere() {
    as("router").get("/v1/versions/example-chat-8b-1/signatures").then().statusCode(403);
  }

  /** A version whose digests are those that the tests sign. */
  private static String version(String name) {
    String id = "signed-" + name;
    apply(
            "versions: [{id: %s, model: example/chat-8b, imageDigest: '%s', weightsDigest: '%s', profile: p}]"
                .formatted(id, IMAGE, Signer.root(FILES)))
        .statusCode(200);
    return id;
  }

  private static ValidatableResponse record(String version, String report) {
    return as("operator")
        .contentType(ContentType.JSON)
        .body(report)
        .post("/v1/versions/" + version + "/signatures")
        .then();
  }

  private static String byKey(String kind, ObjectNode document, Signer key) {
    ObjectNode report = Signer.object().put("kind", kind).put("publicKey", key.pem());
    report.set("document", document);
    return report.toString();
  }

  private static ObjectNode declared(String kind, ObjectNode document) {
    ObjectNode report =
        Signer.object()
            .put("kind", kind)
            .put("verifier", "model-signing 1.1")
            .put("identity", "key 17")
            .put("checkedAt", "2026-11-02T09:30:00Z")
            .put("result", "NOT_CHECKED");
    report.set("document", document);
    return report;
  }
}
