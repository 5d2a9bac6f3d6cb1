package eu.bailiwick.registry.catalogue;

import static eu.bailiwick.registry.RegistryApi.as;
import static eu.bailiwick.registry.RegistryApi.get;
import static eu.bailiwick.registry.RegistryApi.put;
import static eu.bailiwick.registry.RegistryApi.revision;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bailiwick.registry.RegistryApi;
import eu.bailiwick.registry.RegistryTest;
import eu.bailiwick.registry.json.CatalogueJson;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

@RegistryTest
class EditingTest {

  static final List<KindSample> KINDS = KindSample.ALL;

  @BeforeEach
  void whatTheSamplesReferTo() {
    RegistryApi.applyExample();
  }

  /** The whole life of a resource, and how it looks from afterwards. */
  @ParameterizedTest
  @FieldSource("KINDS")
  void aResourceIsCreatedPatchedRemovedSeenAsItWasAndCreatedAgain(KindSample sample) {
    String id = sample.id().replaceFirst("^k", "p");
    String path = "/v1/" + sample.kind() + "/" + id;
    String before =
        sample
            .before()
            .replace("\"k-", "\"p-")
            .replace("\"k/", "\"p/")
            .replace("sha256:c", "sha256:d");
    String after =
        sample
            .after()
            .replace("\"k-", "\"p-")
            .replace("\"k/", "\"p/")
            .replace("sha256:c", "sha256:d");
    long r = revision();

    put(path, before).statusCode(201).header("Bailiwick-Revision", String.valueOf(r + 1));
    patch(path, null, difference(before, after)).statusCode(428);
    patch(path, "\"0\"", difference(before, after))
        .statusCode(412)
        .body("code", equalTo("precondition_failed"))
        .body("etag", equalTo("\"" + (r + 1) + "\""));
    String patched =
        patch(path, "\"" + (r + 1) + "\"", difference(before, after))
            .statusCode(200)
            .header("ETag", "\"" + (r + 2) + "\"")
            .header("Bailiwick-Revision", String.valueOf(r + 2))
            .extract()
            .asString();
    assertThat(CatalogueJson.parse(patched)).isEqualTo(CatalogueJson.parse(after));

    delete(path, null).statusCode(428).body("code", equalTo("precondition_required"));
    delete(path, "\"" + (r + 1) + "\"")
        .statusCode(412)
        .body("etag", equalTo("\"" + (r + 2) + "\""));
    delete(path, "\"" + (r + 2) + "\"")
        .statusCode(204)
        .header("Bailiwick-Revision", String.valueOf(r + 3))
        .body(emptyString());
    get(path).statusCode(404);
    delete(path, "*").statusCode(404);
    patch(path, "*", "{}").statusCode(404);

    seen(path, r + 1, r + 1, before);
    seen(path, r + 2, r + 2, after);
    get(path + "?asOf=" + r).statusCode(404);
    get(path + "?asOf=" + (r + 3)).statusCode(404);
    listed(sample, r, false);
    listed(sample, r + 1, true);
    listed(sample, r + 2, true);
    listed(sample, r + 3, false);
    get("/v1/catalogue/changes?since=" + (r + 2))
        .header("Bailiwick-Revision", String.valueOf(r + 3))
        .body("items[0].items[0].id", equalTo(id))
        .body("items[0].items[0].before.size()", not(equalTo(0)))
        .body("items[0].items[0].after", nullValue());

    put(path, before).statusCode(201).header("ETag", "\"" + (r + 4) + "\"");
    seen(path, r + 2, r + 2, after);
    delete(path, "*").statusCode(204);
  }

  @Test
  void nullRemovesAMember() {
    put(
            "/v1/models/patched",
            model("patched", "'publisher':'example-cloud','licence':" + fact("'MIT'")))
        .statusCode(201);

    patch("/v1/models/patched", "*", "{\"publisher\": null, \"licence\": {\"value\": \"ISC\"}}")
        .statusCode(200)
        .body("$", not(hasKey("publisher")))
        .body("licence.value", equalTo("ISC"))
        .body("licence.source", equalTo("s"));
    patch("/v1/models/patched", "*", "{\"name\": null}")
        .statusCode(422)
        .body("violations.path", contains("name"));
  }

  @Test
  void whatNeverChangesIsRefusedByName() {
    patch("/v1/entities/example-calcul", "*", "{\"id\": \"other\"}")
        .statusCode(422)
        .body("violations.path", contains("id"));
    patch(
            "/v1/versions/example-chat-8b-1",
            "*",
            "{\"model\": \"example/other\", \"profile\": \"p\", \"imageDigest\": \"sha256:%1$s\","
                    .formatted("e".repeat(64))
                + " \"weightsDigest\": \"sha256:%1$s\"}".formatted("e".repeat(64)))
        .statusCode(422)
        .body("violations.path", hasItems("model", "profile", "imageDigest", "weightsDigest"));
    patch("/v1/versions/example-chat-8b-1", "*", "{\"imageDigest\": \"1.8.4\"}")
        .statusCode(422)
        .body("violations.path", contains("imageDigest"))
        .body("violations[0].message", containsString("no tag"));
  }

  @Test
  void aPatchMustLeaveTheCatalogueSound() {
    patch("/v1/sites/example-paris", "*", "{\"country\": \"US\"}")
        .statusCode(422)
        .body("violations.path", hasItem("cells[\"example-eea\"].sites[0]"));
    patch("/v1/sites/example-paris", "*", "{\"status\": \"OPEN\", \"sise\": 1}")
        .statusCode(422)
        .body("violations.path", hasItems("status", "sise"));
    patch("/v1/sites/example-paris", "*", "[]").statusCode(422);
    as("operator")
        .header("If-Match", "*")
        .contentType(ContentType.JSON)
        .body("{}")
        .patch("/v1/sites/example-paris")
        .then()
        .statusCode(415);
  }

  @Test
  void aPatchThatChangesNothingMakesNoRevision() {
    long before = revision();

    patch("/v1/sites/example-paris", "*", "{\"country\": \"FR\"}").statusCode(200);

    assertThat(revision()).isEqualTo(before);
  }

  @Test
  void whatIsReferredToIsNotRemoved() {
    long before = revision();

    delete("/v1/sites/example-paris", "*")
        .statusCode(409)
        .contentType("application/problem+json")
        .body("code", equalTo("still_referred_to"))
        .body(
            "violations.path",
            hasItems("cells[\"example-eea\"].sites[0]", "endpoints[\"example-chat-paris\"].site"));
    delete("/v1/models/example/chat-8b", "*")
        .statusCode(409)
        .body("violations.path", contains("versions[\"example-chat-8b-1\"].model"));
    delete("/v1/tenants/example-clinic", "*")
        .statusCode(409)
        .body("violations.path", hasItem("applications[\"example-letters\"].tenant"));
    assertThat(revision()).isEqualTo(before);
  }

  @Test
  void anEndpointThatAnExampleNamesIsNotRemoved() {
    put("/v1/endpoints/named", endpoint("named")).statusCode(201);
    put(
            "/v1/policies/naming",
            """
            {"id": "naming", "scope": {"level": "APPLICATION", "application": "example-letters"},
             "constraints": [{"processingWithin": {"areas": ["EEA"]}}],
             "examples": [{"endpoint": "named", "expect": "DENY"}]}
            """)
        .statusCode(201);

    delete("/v1/endpoints/named", "*")
        .statusCode(409)
        .body("violations.path", contains("policies[\"naming\"].examples[0].endpoint"));
    delete("/v1/policies/naming", "*").statusCode(204);
    delete("/v1/endpoints/named", "*").statusCode(204);
  }

  @Test
  void anInsecureAddressIsRefusedHoweverItComes() {
    put("/v1/endpoints/insecure", endpoint("insecure")).statusCode(201);

    patch("/v1/endpoints/insecure", "*", "{\"baseUrl\": \"http://chat.example\"}")
        .statusCode(422)
        .body("violations.path", contains("baseUrl"))
        .body("violations[0].message", containsString("bailiwick.endpoints.allow-insecure"));
    put(
            "/v1/endpoints/insecure-2",
            endpoint("insecure-2").replace("}", ",\"baseUrl\":\"https://10.0.0.1\"}"))
        .statusCode(422)
        .body("violations.path", contains("baseUrl"));
    RegistryApi.apply(
            "endpoints: [{id: insecure, version: example-chat-8b-1, site: example-paris,"
                + " servedModel: m, state: ENABLED, baseUrl: 'https://user:pw@chat.example'}]")
        .statusCode(422)
        .body("violations.path", contains("endpoints[0].baseUrl"));
    RegistryApi.apply(
            "endpoints: [{id: insecure, version: example-chat-8b-1, site: example-paris,"
                + " servedModel: m, state: ENABLED, baseUrl: 'https://[::1]:8000'}]")
        .statusCode(422)
        .body("violations.path", contains("endpoints[0].baseUrl"));
    delete("/v1/endpoints/insecure", "*").statusCode(204);
  }

  @Test
  void whatIsWrongWithNetworksAndPeersIsRefusedByItsPath() {
    patch("/v1/sites/example-paris", "*", "{\"addressRanges\": [\"192.0.2.1/24\"]}")
        .statusCode(422)
        .body("violations.path", contains("addressRanges[0]"))
        .body("violations[0].message", containsString("192.0.2.0/24"));
    patch("/v1/sites/example-paris", "*", "{\"trustAnchors\": [\"no certificate\"]}")
        .statusCode(422)
        .body("violations.path", contains("trustAnchors[0]"));
    RegistryApi.apply(
            "endpoints: [{id: peer, version: example-chat-8b-1, site: example-paris, servedModel: m,"
                + " state: ENABLED, peer: {spiffeId: 'spiffe://a'}, capabilities: {TOOL: YES}}]")
        .statusCode(422)
        .body(
            "violations.path",
            containsInAnyOrder("endpoints[0].peer.spiffeId", "endpoints[0].capabilities.TOOL"));
  }

  @Test
  void aReservedIdIsRefused() {
    put("/v1/models/facets", model("facets", "'publisher':'example-cloud'"))
        .statusCode(422)
        .body("violations.path", contains("id"));
  }

  @Test
  void onlyOperatorsPatchAndRemove() {
    for (String role : List.of("approver", "officer", "router")) {
      as(role)
          .header("If-Match", "*")
          .contentType("application/merge-patch+json")
          .body("{}")
          .patch("/v1/entities/example-calcul")
          .then()
          .statusCode(403);
      as(role).header("If-Match", "*").delete("/v1/entities/example-calcul").then().statusCode(403);
    }
  }

  private static void seen(String path, long asOf, long etag, String expected) {
    String body =
        get(path + "?asOf=" + asOf)
            .statusCode(200)
            .header("ETag", "\"" + etag + "\"")
            .header("Bailiwick-Revision", String.valueOf(asOf))
            .extract()
            .asString();
    assertThat(CatalogueJson.parse(body)).isEqualTo(CatalogueJson.parse(expected));
  }

  private static void listed(KindSample sample, long asOf, boolean expected) {
    List<String> ids = new ArrayList<>();
    String path = "/v1/" + sample.kind() + "?limit=1000&asOf=" + asOf;
    String next = "";
    while (next != null) {
      JsonPath page =
          get(path + (next.isEmpty() ? "" : "&after=" + next))
              .statusCode(200)
              .header("Bailiwick-Revision", String.valueOf(asOf))
              .body("revision", equalTo((int) asOf))
              .extract()
              .jsonPath();
      ids.addAll(page.getList("items.id"));
      next = page.getString("next");
    }
    assertThat(ids.contains(sample.id().replaceFirst("^k", "p"))).isEqualTo(expected);
    assertThat(ids).isSorted();
  }

  /** The members of {@code after} that are different. */
  private static String difference(String before, String after) {
    ObjectNode patch = CatalogueJson.mapper().createObjectNode();
    JsonNode old = CatalogueJson.parse(before);
    for (Map.Entry<String, JsonNode> member : CatalogueJson.parse(after).properties()) {
      if (!member.getValue().equals(old.path(member.getKey()))) {
        patch.set(member.getKey(), member.getValue());
      }
    }
    assertThat(patch.size()).isEqualTo(1);
    return patch.toString();
  }

  private static String fact(String value) {
    return "{'value':" + value + ",'grade':'DECLARED','source':'s'}";
  }

  private static String model(String id, String more) {
    return ("{'id':'" + id + "','name':'M','operations':['CHAT']," + more + "}").replace('\'', '"');
  }

  private static String endpoint(String id) {
    return ("{'id':'"
            + id
            + "','version':'example-chat-8b-1','site':'example-paris',"
            + "'servedModel':'m','state':'ENABLED'}")
        .replace('\'', '"');
  }

  private static ValidatableResponse patch(String path, @Nullable String ifMatch, String json) {
    var request = as("operator").contentType("application/merge-patch+json").body(json);
    return (ifMatch == null ? request : request.header("If-Match", ifMatch)).patch(path).then();
  }

  private static ValidatableResponse delete(String path, @Nullable String ifMatch) {
    var request = as("operator");
    return (ifMatch == null ? request : request.header("If-Match", ifMatch)).delete(path).then();
  }
}
