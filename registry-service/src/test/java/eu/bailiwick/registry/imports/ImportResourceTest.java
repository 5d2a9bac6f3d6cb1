package eu.bailiwick.registry.imports;

import static eu.bailiwick.registry.RegistryApi.as;
import static eu.bailiwick.registry.RegistryApi.revision;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import eu.bailiwick.registry.RegistryApi;
import eu.bailiwick.registry.RegistryTest;
import eu.bailiwick.registry.json.CatalogueJson;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@RegistryTest
class ImportResourceTest {

  private static final String IMAGE = "sha256:" + "1".repeat(64);
  private static final String WEIGHTS = "sha256:" + "2".repeat(64);
  private static final String DIGESTS = "&imageDigest=" + IMAGE + "&weightsDigest=" + WEIGHTS;

  @BeforeEach
  void something() {
    RegistryApi.applyExample();
  }

  @ParameterizedTest
  @CsvSource({
    "nim-metadata, application/json, 4f904d571fe60ff24695b5ee2aa42da58cb460787a968f1e8a09f5a7e862728d",
    "nim-manifest, application/yaml, 4f904d571fe60ff24695b5ee2aa42da58cb460787a968f1e8a09f5a7e862728d",
    "modelpack, application/vnd.cncf.model.config.v1+json, vllm-bf16-tp1"
  })
  void theExampleBecomesADocumentThatTheCatalogueAccepts(
      String kind, String mediaType, String profile) {
    long before = revision();
    String query =
        "?model=example/imported&name=Imported&operation=CHAT&operation=EMBEDDINGS&profile="
            + profile
            + DIGESTS;

    JsonNode answer =
        CatalogueJson.parse(
            send(kind + query, mediaType, example(kind, mediaType))
                .statusCode(200)
                .body("missing", hasSize(0))
                .body("profiles[0].id", equalTo(profile))
                .body("profiles[0].engine.precision", equalTo("bf16"))
                .extract()
                .asString());

    as("operator")
        .contentType(ContentType.JSON)
        .body(answer.path("document").toString())
        .post("/v1/catalogue:apply?dryRun=true")
        .then()
        .statusCode(200)
        .body("created", hasSize(2));
    assertThat(revision()).isEqualTo(before);
  }

  @Test
  void whatIsNotKnownIsLeftOutOfTheAnswer() {
    send(
            "nim-metadata?model=example/chat-8b",
            "application/json",
            "{\"profiles\":[{\"profile_id\":\"p\"}]}")
        .statusCode(200)
        .body("document.models", hasSize(0))
        .body("document.versions", hasSize(0))
        .body("profiles[0]", not(hasKey("version")))
        .body("profiles[0].hardware", not(hasKey("gpus")))
        .body("missing.path", contains("profiles[0].imageDigest", "profiles[0].weightsDigest"));
  }

  @Test
  void theAnswerSaysWhichBytesWereRead() {
    send("nim-manifest?model=example/chat-8b", "application/yaml", "p: {tags: {tp: '1'}}\n")
        .statusCode(200)
        .body(
            "source",
            equalTo("sha256:ca497987d8d9a6ccc2ef1af7b20d471aea430f9ccd2e372ba0e6c5b760764152"));
  }

  @Test
  void theTagComesFromTheImageThatAManifestNames() {
    send(
            "nim-manifest?model=example/chat-8b" + DIGESTS,
            "application/yaml",
            "p: {container_url: 'registry.example/nim/chat:1.7.0', tags: {}}")
        .statusCode(200)
        .body("document.versions[0].tag", equalTo("1.7.0"));
  }

  @Test
  void theErrorOfTheSourceIsAProblem() {
    send(
            "nim-metadata?model=m",
            "application/json",
            "{\"requestStatus\": {\"statusCode\": \"NOT_FOUND\", \"requestId\": \"1\"}}")
        .statusCode(422)
        .contentType("application/problem+json")
        .body("code", equalTo("unusable_document"))
        .body("detail", containsString("NOT_FOUND"));
  }

  @Test
  void aProblemNamesTheField() {
    send("nim-manifest?model=m", "application/yaml", "p: {tags: {tp: many}}")
        .statusCode(422)
        .body("violations.path", contains("p.tags.tp"));
  }

  @Test
  void whatCannotBeParsedIsRefused() {
    send("nim-manifest?model=m", "application/yaml", "a: &a [x]\nb: *a")
        .statusCode(400)
        .body("detail", containsString("aliases"));
    send("nim-metadata?model=m", "text/plain", "{}").statusCode(415);
    send("nim-metadata?model=m&modle=x", "application/json", "{}")
        .statusCode(400)
        .body("code", equalTo("unknown_parameter"));
    send("nim-metadata", "application/json", "{}")
        .statusCode(400)
        .body("detail", containsString("model:"));
  }

  @Test
  void nothingIsFetchedUnlessAHostIsListed() {
    as("operator")
        .post(
            "/v1/imports/nim-metadata:fetch?model=m&url=https://api.ngc.nvidia.com/v2/nim/metadata")
        .then()
        .statusCode(403)
        .contentType("application/problem+json")
        .body("code", equalTo("fetch_not_allowed"))
        .body("detail", containsString("bailiwick.imports.allowed-hosts"));
  }

  @Test
  void theParametersAreDocumented() {
    assertThat(
            openApi("/v1/imports/nim-metadata")
                .path("parameters")
                .valueStream()
                .map(parameter -> parameter.path("name").asText()))
        .containsExactlyInAnyOrder(
            "model",
            "name",
            "operation",
            "profile",
            "imageDigest",
            "weightsDigest",
            "tag",
            "version",
            "Idempotency-Key");
    assertThat(
            openApi("/v1/imports/nim-metadata")
                .at("/responses/200/content/application~1json/schema/$ref")
                .asText())
        .endsWith("/ImportAnswer");
  }

  @ParameterizedTest
  @ValueSource(strings = {"approver", "officer", "router"})
  void onlyOperatorsImport(String role) {
    as(role)
        .contentType(ContentType.JSON)
        .body("{}")
        .post("/v1/imports/nim-metadata?model=m")
        .then()
        .statusCode(403);
  }

  /** The example of the OpenAPI document. */
  private static String example(String kind, String mediaType) {
    JsonNode body =
        openApi("/v1/imports/" + kind)
            .path("requestBody")
            .path("content")
            .path(mediaType)
            .path("example");
    assertThat(body.isObject()).isTrue();
    return body.toString(); // JSON is YAML as well
  }

  private static JsonNode openApi(String path) {
    return CatalogueJson.parse(RegistryApi.get("/q/openapi?format=json").extract().asString())
        .path("paths")
        .path(path)
        .path("post");
  }

  private static ValidatableResponse send(String path, String mediaType, String body) {
    return as("operator")
        .contentType(mediaType)
        .body(body.getBytes(StandardCharsets.UTF_8))
        .post("/v1/imports/" + path)
        .then();
  }
}
