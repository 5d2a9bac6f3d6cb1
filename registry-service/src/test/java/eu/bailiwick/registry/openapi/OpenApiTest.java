package eu.bailiwick.registry.openapi;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import eu.bailiwick.registry.RegistryApi;
import eu.bailiwick.registry.RegistryTest;
import eu.bailiwick.registry.document.Kind;
import eu.bailiwick.registry.json.CatalogueJson;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@RegistryTest
class OpenApiTest {

  @Test
  void listsEveryOperation() {
    Set<String> expected =
        Stream.concat(
                Kind.DECLARED.stream()
                    .flatMap(
                        kind ->
                            Stream.of(
                                "GET /v1/" + kind,
                                "GET /v1/" + kind + "/{id}",
                                "PUT /v1/" + kind + "/{id}",
                                "PATCH /v1/" + kind + "/{id}",
                                "DELETE /v1/" + kind + "/{id}")),
                Stream.of(
                    "GET /v1/catalogue",
                    "GET /v1/catalogue/changes",
                    "GET /v1/catalogue:export",
                    "GET /v1/models/facets",
                    "GET /v1/endpoints/facets",
                    "POST /v1/catalogue/changes:compact",
                    "PUT /v1/cells/{cell}/routers/{router}",
                    "DELETE /v1/cells/{cell}/routers/{router}",
                    "POST /v1/endpoints/{id}:revoke",
                    "POST /v1/versions/{id}:revoke",
                    "POST /v1/keys/{id}:revoke",
                    "POST /v1/approvals/{id}:revoke",
                    "GET /v1/revocations",
                    "GET /v1/revocations/{id}",
                    "POST /v1/catalogue:apply",
                    "GET /v1/sites/{id}/capacity",
                    "GET /v1/cells/{cell}/snapshot",
                    "POST /v1/imports/nim-metadata",
                    "POST /v1/imports/nim-metadata:fetch",
                    "POST /v1/imports/nim-manifest",
                    "POST /v1/imports/modelpack",
                    "GET /v1/versions/{id}/signatures",
                    "GET /v1/versions/{id}/signatures/{number}",
                    "POST /v1/versions/{id}/signatures",
                    "GET /v1/snapshots/{digest}",
                    "POST /v1/decisions:explain",
                    "GET /v1/law",
                    "PUT /v1/law",
                    "GET /v1/law/editions",
                    "POST /v1/catalogue:plan",
                    "GET /v1/catalogue:compare",
                    "GET /v1/proposals",
                    "GET /v1/proposals/{id}",
                    "POST /v1/proposals/{id}:approve",
                    "POST /v1/proposals/{id}:reject",
                    "POST /v1/proposals/{id}:withdraw",
                    "GET /v1/snapshot-keys",
                    "GET /v1/approvals",
                    "GET /v1/approvals/{id}",
                    "GET /v1/endpoints/{id}/status",
                    "GET /v1/versions/{id}/lifecycle",
                    "POST /v1/approvals",
                    "POST /v1/approvals/{id}:grant",
                    "POST /v1/approvals/{id}:reject",
                    "POST /v1/endpoints/{id}:disable",
                    "POST /v1/endpoints/{id}:drain",
                    "POST /v1/endpoints/{id}:enable",
                    "POST /v1/keys",
                    "POST /v1/versions/{id}:approve",
                    "POST /v1/versions/{id}:deprecate",
                    "POST /v1/versions/{id}:reject",
                    "POST /v1/versions/{id}:retire",
                    "POST /v1/versions/{id}:submit",
                    "PUT /v1/endpoints/{id}/status"))
            .collect(Collectors.toCollection(TreeSet::new));

    Set<String> listed = new TreeSet<>();
    document()
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        method ->
                            listed.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));

    assertThat(listed).isEqualTo(expected);
  }

  @Test
  void everyOperationHasASummaryAndMayAnswerWithAProblem() {
    operations()
        .forEach(
            operation -> {
              assertThat(operation.path("summary").asText()).isNotBlank();
              assertThat(operation.path("operationId").asText()).isNotBlank();
              assertThat(
                      operation
                          .path("responses")
                          .path("default")
                          .path("content")
                          .has("application/problem+json"))
                  .isTrue();
            });
    assertThat(operations().map(o -> o.path("operationId").asText())).doesNotHaveDuplicates();
  }

  @Test
  void whateverChangesTheCatalogueMayHaveToWait() {
    JsonNode paths = document().path("paths");

    for (String change :
        new String[] {"/v1/policies/{id}/put", "/v1/law/put", "/v1/catalogue:apply/post"}) {
      String path = change.substring(0, change.lastIndexOf('/'));
      String method = change.substring(change.lastIndexOf('/') + 1);
      assertThat(
              paths
                  .path(path)
                  .path(method)
                  .path("responses")
                  .path("202")
                  .at("/content/application~1json/schema/$ref")
                  .asText())
          .isEqualTo("#/components/schemas/ProposalDetail");
    }
    assertThat(document().at("/components/schemas").has("ProposalDetail")).isTrue();
  }

  @Test
  void everythingButTheKeysNeedsAToken() {
    JsonNode document = document();

    assertThat(document.at("/components/securitySchemes/bearer/scheme").asText())
        .isEqualTo("bearer");
    assertThat(
            operations()
                .filter(operation -> operation.path("security").isEmpty())
                .map(operation -> operation.path("operationId").asText()))
        .containsExactly("getSnapshotKeys");
  }

  @Test
  void theExamplesAreTheCatalogueThatTheyMake() {
    RegistryApi.applyExample();
    for (Kind<?> kind : Kind.DECLARED) {
      JsonNode one = document().path("paths").path("/v1/" + kind + "/{id}");
      JsonNode example = one.at("/put/requestBody/content/application~1json/example");
      JsonNode patch = one.at("/patch/requestBody/content/application~1merge-patch+json/example");

      RegistryApi.as("operator")
          .header("If-Match", "*")
          .contentType("application/json")
          .body(example.toString())
          .put("/v1/" + kind + "/" + example.path("id").asText())
          .then()
          .statusCode(200);
      assertThat(patch.size()).isEqualTo(1);
      RegistryApi.as("operator")
          .header("If-Match", "*")
          .contentType("application/merge-patch+json")
          .body(patch.toString())
          .patch("/v1/" + kind + "/" + example.path("id").asText())
          .then()
          .statusCode(200);
    }
  }

  @Test
  void everyPostTakesAnIdempotencyKey() {
    assertThat(document().path("paths").valueStream().filter(path -> path.has("post")))
        .isNotEmpty()
        .allSatisfy(
            path ->
                assertThat(path.at("/post/parameters").findValuesAsText("name"))
                    .contains("Idempotency-Key"));
  }

  @Test
  void bodiesHaveTheSchemaOfTheirKind() {
    for (Kind<?> kind : Kind.DECLARED) {
      JsonNode one = document().path("paths").path("/v1/" + kind + "/{id}");

      assertThat(one.at("/get/responses/200/content/application~1json/schema/$ref").asText())
          .isEqualTo(
              "#/components/schemas/"
                  + (kind == Kind.CELLS ? "CellView" : kind.type().getSimpleName()));
      assertThat(one.at("/put/requestBody/content/application~1json/schema/$ref").asText())
          .isEqualTo("#/components/schemas/" + kind.type().getSimpleName());
    }
  }

  @Test
  void schemasSayHowCountriesAndConstraintsLook() {
    JsonNode schemas = document().at("/components/schemas");

    assertThat(schemas.at("/Country/type").asText()).isEqualTo("string");
    assertThat(schemas.at("/Constraint/properties").has("processingWithin")).isTrue();
    assertThat(schemas.at("/CatalogueDocument/properties").size()).isEqualTo(Kind.DECLARED.size());
  }

  private static Stream<JsonNode> operations() {
    return document().path("paths").valueStream().flatMap(JsonNode::valueStream);
  }

  private static JsonNode document() {
    return CatalogueJson.parse(given().get("/q/openapi?format=json").asString());
  }
}
