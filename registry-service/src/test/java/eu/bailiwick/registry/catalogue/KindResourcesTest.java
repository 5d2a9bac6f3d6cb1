package eu.bailiwick.registry.catalogue;

import static eu.bailiwick.registry.RegistryApi.as;
import static eu.bailiwick.registry.RegistryApi.get;
import static eu.bailiwick.registry.RegistryApi.put;
import static eu.bailiwick.registry.RegistryApi.revision;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import eu.bailiwick.registry.RegistryApi;
import eu.bailiwick.registry.RegistryTest;
import eu.bailiwick.registry.json.CatalogueJson;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

@RegistryTest
class KindResourcesTest {

  static final List<KindSample> KINDS = KindSample.ALL;

  @BeforeEach
  void whatTheSamplesReferTo() {
    RegistryApi.applyExample();
  }

  @ParameterizedTest
  @FieldSource("KINDS")
  void aResourceIsCreatedReadChangedAndListed(KindSample sample) {
    long before = revision();
    String etag =
        as("operator")
            .header("If-None-Match", "*")
            .contentType(ContentType.JSON)
            .body(sample.before())
            .put(sample.path())
            .then()
            .statusCode(201)
            .header("ETag", "\"" + (before + 1) + "\"")
            .header("Location", endsWith(sample.path()))
            .extract()
            .header("ETag");

    String read =
        get(sample.path()).statusCode(200).header("ETag", etag).extract().body().asString();
    assertThat(CatalogueJson.parse(read)).isEqualTo(CatalogueJson.parse(sample.before()));

    String changed =
        as("operator")
            .header("If-Match", etag)
            .contentType(ContentType.JSON)
            .body(sample.after())
            .put(sample.path())
            .then()
            .statusCode(200)
            .header("ETag", "\"" + (before + 2) + "\"")
            .extract()
            .body()
            .asString();
    assertThat(CatalogueJson.parse(changed)).isEqualTo(CatalogueJson.parse(sample.after()));

    get("/v1/" + sample.kind() + "?limit=1000")
        .statusCode(200)
        .body("revision", equalTo((int) before + 2))
        .body("items.id", hasItem(sample.id()));
  }

  @ParameterizedTest
  @FieldSource("KINDS")
  void anUnknownFieldIsRefusedWithItsPath(KindSample sample) {
    put(sample.path(), sample.before().replaceFirst("\\{", "{\"surprise\": 1, "))
        .statusCode(422)
        .contentType("application/problem+json")
        .body("code", equalTo("invalid_catalogue"))
        .body("violations.path", equalTo(List.of("surprise")));
  }

  @Test
  void conditionsDecideWhoMayChange() {
    String path = "/v1/entities/conditional";
    String etag = put(path, entity("conditional", "A")).statusCode(201).extract().header("ETag");
    long before = revision();

    put(path, entity("conditional", "B"))
        .statusCode(428)
        .body("code", equalTo("precondition_required"));
    putIf("If-Match", "\"0\"", path, entity("conditional", "B"))
        .statusCode(412)
        .body("code", equalTo("precondition_failed"));
    putIf("If-None-Match", "*", path, entity("conditional", "B")).statusCode(412);
    putIf("If-Match", "*", "/v1/entities/absent", entity("absent", "B")).statusCode(412);
    assertThat(revision()).isEqualTo(before);

    putIf("If-Match", etag, path, entity("conditional", "B")).statusCode(200);
    putIf("If-Match", etag, path, entity("conditional", "C")).statusCode(412);
    putIf("If-Match", "*", path, entity("conditional", "C")).statusCode(200);
    assertThat(revision()).isEqualTo(before + 2);
  }

  @Test
  void whatIsSoAlreadyMakesNoRevision() {
    String path = "/v1/entities/same";
    String etag = put(path, entity("same", "A")).statusCode(201).extract().header("ETag");
    long before = revision();

    putIf("If-Match", etag, path, entity("same", "A")).statusCode(200).header("ETag", etag);

    assertThat(revision()).isEqualTo(before);
  }

  @Test
  void readersAreToldWhatTheyHave() {
    String etag =
        put("/v1/entities/read", entity("read", "A")).statusCode(201).extract().header("ETag");

    as("officer")
        .header("If-None-Match", etag)
        .get("/v1/entities/read")
        .then()
        .statusCode(304)
        .header("ETag", etag)
        .body(emptyString());
    as("officer").header("If-None-Match", "\"0\"").get("/v1/entities/read").then().statusCode(200);
  }

  @Test
  void theIdOfThePathIsTheOneOfTheBody() {
    put("/v1/entities/this", entity("that", "A"))
        .statusCode(422)
        .body("violations.path", equalTo(List.of("id")));
  }

  @Test
  void referencesToNothingAreRefused() {
    put(
            "/v1/applications/lost",
            "{\"id\":\"lost\",\"tenant\":\"nobody\",\"name\":\"L\",\"dataClass\":\"secret\"}")
        .statusCode(422)
        .body("violations.path", equalTo(List.of("tenant", "dataClass")));
  }

  @Test
  void whatAChangeWouldBreakElsewhereIsNamedByKindAndId() {
    String site = get("/v1/sites/example-paris").extract().body().asString();

    putIf("If-Match", "*", "/v1/sites/example-paris", site.replace("\"FR\"", "\"US\""))
        .statusCode(422)
        .body("violations.path", hasItem("cells[\"example-eea\"].sites[0]"));
  }

  @Test
  void aVersionIsImmutableButForItsTag() {
    String path = "/v1/versions/example-chat-8b-1";
    String version = get(path).extract().body().asString();

    putIf("If-Match", "*", path, version.replace("sha256:0f", "sha256:ff"))
        .statusCode(422)
        .body("violations.path", equalTo(List.of("imageDigest")));
    putIf("If-Match", "*", path, version.replace("1.8.4", "1.8.5")).statusCode(200);
  }

  @Test
  void pagesOfAListShowOneRevision() {
    for (int i = 0; i < 5; i++) {
      put("/v1/tenants/page-" + i, tenant("page-" + i)).statusCode(201);
    }
    List<String> all = new ArrayList<>(get("/v1/tenants?limit=1000").extract().path("items.id"));
    long revision = revision();

    List<String> paged = new ArrayList<>();
    JsonPath page = get("/v1/tenants?limit=2").statusCode(200).extract().jsonPath();
    put("/v1/tenants/page-00", tenant("page-00")).statusCode(201);
    while (true) {
      assertThat(page.getList("items")).hasSizeLessThanOrEqualTo(2);
      assertThat(page.getLong("revision")).isEqualTo(revision);
      paged.addAll(page.getList("items.id"));
      if (page.get("next") == null) {
        break;
      }
      page = get("/v1/tenants?limit=2&after=" + page.getString("next")).extract().jsonPath();
    }

    assertThat(paged).isEqualTo(all).isSorted().doesNotHaveDuplicates().doesNotContain("page-00");
  }

  @ParameterizedTest
  @ValueSource(strings = {"limit=0", "limit=1001", "limit=-1", "limit=x", "after=x"})
  void parametersThatMakeNoSenseAreRefused(String query) {
    get("/v1/entities?" + query)
        .statusCode(400)
        .contentType("application/problem+json")
        .body("code", equalTo("invalid_parameter"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/entities?name=x",
        "/v1/entities/example-calcul?at=1",
        "/v1/endpoints?licence=MIT",
        "/v1/models/facets?limit=1",
        "/v1/catalogue?limit=1",
        "/v1/catalogue/changes?after=1",
        "/v1/cells/example-eea/snapshot?x",
        "/v1/snapshot-keys?x=1"
      })
  void unknownParametersAreRefused(String path) {
    get(path).statusCode(400).body("code", equalTo("unknown_parameter"));
  }

  @Test
  void whatIsNotThereIsNotFound() {
    get("/v1/entities/nobody").statusCode(404).body("code", equalTo("not_found"));
    get("/v1/models/no/such/model").statusCode(404).body("code", equalTo("not_found"));
    get("/v1/nothing")
        .statusCode(404)
        .body("code", equalTo("not_found"))
        .body("detail", equalTo("Nothing is served at /v1/nothing; /q/openapi says what is."));
  }

  @Test
  void otherMethodsAndMediaTypesAreRefused() {
    as("operator")
        .post("/v1/entities/example-calcul")
        .then()
        .statusCode(405)
        .body("code", equalTo("method_not_allowed"))
        .body("detail", startsWith("POST is not served at /v1/entities/example-calcul; "));
    as("operator")
        .contentType("text/plain")
        .body("x")
        .put("/v1/entities/x")
        .then()
        .statusCode(415)
        .body("code", equalTo("unsupported_media_type"))
        .body("detail", startsWith("The body came as text/plain"))
        .body("detail", containsString("; application/json is taken"));
    as("operator")
        .contentType("application/json")
        .body("{}")
        .patch("/v1/entities/x")
        .then()
        .statusCode(415)
        .body("detail", containsString("; application/merge-patch+json is taken"));
    as("operator")
        .accept("text/csv")
        .get("/v1/entities")
        .then()
        .statusCode(406)
        .body("code", equalTo("not_acceptable"))
        .body("detail", startsWith("This is not available as text/csv; "));
  }

  /** As refusals of other types say. */
  @Test
  void everyBodyMayBeJsonAndEveryPatchAMergePatch() throws Exception {
    String api = as("operator").get("/q/openapi?format=json").asString();
    List<String> bodies = new ArrayList<>();
    for (JsonNode path : new ObjectMapper().readTree(api).path("paths")) {
      for (Map.Entry<String, JsonNode> operation : path.properties()) {
        JsonNode content = operation.getValue().path("requestBody").path("content");
        if (!content.isMissingNode()) {
          bodies.add(operation.getKey());
          assertThat(content.properties())
              .as("%s of %s", operation.getKey(), operation.getValue())
              .extracting(Map.Entry::getKey)
              .contains(
                  operation.getKey().equals("patch")
                      ? "application/merge-patch+json"
                      : "application/json");
        }
      }
    }
    assertThat(bodies).contains("post", "put", "patch");
  }

  @Test
  void brokenBodiesAreRefusedWithTheirPlace() {
    put("/v1/entities/broken", "{\"id\": ")
        .statusCode(400)
        .body("code", equalTo("malformed_document"));
    put("/v1/entities/broken", "").statusCode(400).body("code", equalTo("malformed_document"));
  }

  private static ValidatableResponse putIf(String header, String value, String path, String json) {
    return as("operator")
        .header(header, value)
        .contentType(ContentType.JSON)
        .body(json)
        .put(path)
        .then();
  }

  private static String entity(String id, String name) {
    return "{\"id\":\"" + id + "\",\"name\":\"" + name + "\"}";
  }

  private static String tenant(String id) {
    return "{\"id\":\"" + id + "\",\"name\":\"T\"}";
  }
}
