package eu.bailiwick.registry.law;

import static eu.bailiwick.registry.RegistryApi.as;
import static eu.bailiwick.registry.RegistryApi.get;
import static eu.bailiwick.registry.RegistryApi.revision;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.notNullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bailiwick.registry.RegistryApi;
import eu.bailiwick.registry.RegistryParts;
import eu.bailiwick.registry.RegistryTest;
import eu.bailiwick.registry.World;
import eu.bailiwick.registry.catalogue.CatalogueStore;
import eu.bailiwick.registry.json.CatalogueJson;
import eu.bailiwick.sovereignty.law.Law;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@RegistryTest
class LawResourceTest {

  @Inject CatalogueStore store;

  @Test
  void theLawInForceIsThereWithItsDigest() {
    String etag =
        get("/v1/law")
            .statusCode(200)
            .body("edition", notNullValue())
            .body("digest", containsString("sha256:"))
            .body("memberships.group", hasItems("EU", "EEA", "EFTA", "GDPR_ADEQUATE"))
            .body("controlRules.id", hasItem("SECNUMCLOUD_3_2"))
            .extract()
            .header("ETag");

    assertThat(etag).isEqualTo("\"" + get("/v1/law").extract().path("digest") + "\"");
    as("officer").header("If-None-Match", etag).get("/v1/law").then().statusCode(304);
    as("router").get("/v1/law").then().statusCode(403);
  }

  @Test
  void aNewerEditionIsInForceFromItsRevisionOn() {
    RegistryApi.applyExample();
    long before = revision();
    String was = get("/v1/law").extract().path("edition");
    ObjectNode next = next();
    next.withArray("memberships").add(row("BENELUX", "BE", next));

    put(next, "accession").statusCode(200).body("loaded", equalTo(true));

    String edition = next.path("edition").asText();
    String digest = get("/v1/law").body("edition", equalTo(edition)).extract().path("digest");
    assertThat(revision()).isEqualTo(before + 1);
    get("/v1/catalogue").body("law.edition", equalTo(edition));
    get("/v1/catalogue/changes?since=" + before)
        .body("items[0].reason", equalTo("accession"))
        .body("items[0].items[0].kind", equalTo("law"))
        .body("items[0].items[0].after.edition", equalTo(edition));
    get("/v1/law/editions")
        .statusCode(200)
        .body("loaded[0].edition", equalTo(edition))
        .body("loaded[0].digest", equalTo(digest))
        .body("loaded[0].revision", equalTo((int) before + 1))
        .body("loaded[0].actor", equalTo("operator"))
        .body("loaded[0].reason", equalTo("accession"))
        .body("loaded[0].at", notNullValue())
        .body("shipped.edition", equalTo(Law.shipped().edition()));
    assertThat(snapshot().at("/catalogue/law/edition").asText()).isEqualTo(edition);
    get("/v1/catalogue:compare?from=" + before)
        .body("lawFrom", equalTo(was))
        .body("lawTo", equalTo(edition));
    RegistryApi.apply(
            """
            tenants: [{id: law-tenant, name: L}]
            policies:
              - id: law-policy
                scope: {level: TENANT, tenant: law-tenant}
                constraints: [{processingWithin: {areas: [BENELUX]}}]
            """)
        .statusCode(200);
  }

  @Test
  void yamlIsReadAsWell() throws Exception {
    ObjectNode next = next();

    putBytes(
            "application/yaml",
            "operator",
            etag(),
            "yaml",
            CatalogueJson.mapper().writeValueAsBytes(next))
        .statusCode(200);

    get("/v1/law").body("edition", equalTo(next.path("edition").asText()));
  }

  @Test
  void aTableIsReadAsWellAndLeavesTheControlRules() {
    ObjectNode next = next();

    putBytes("text/csv", "operator", etag(), "table", bytes(table(next))).statusCode(200);

    get("/v1/law")
        .body("edition", equalTo(next.path("edition").asText()))
        .body("controlRules.id", hasItem("SECNUMCLOUD_3_2"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "group;country | line 1",
        "# edition 2999-01-01\\ngroup;country | line 2",
        "# edition 2999-01-01\\n"
            + "group;country;validFrom;validTo;recordedFrom;recordedTo;scope;source\\n"
            + "EU;AT;1995-01-01 | line 3",
        "`` | line 1"
      })
  void aTableThatIsNoneNamesTheLine(String table, String line) {
    putBytes("text/csv", "operator", etag(), "table", bytes(table.replace("\\n", "\n")))
        .statusCode(400)
        .body("code", equalTo("malformed_document"))
        .body("detail", containsString(line));
  }

  @Test
  void whatIsReplacedHasToBeNamed() {
    ObjectNode next = next();

    putBytes("application/json", "operator", null, "r", bytes(next.toString())).statusCode(428);
    putBytes("application/json", "operator", "\"sha256:0\"", "r", bytes(next.toString()))
        .statusCode(412);
  }

  @Test
  void aReasonIsNeeded() {
    putBytes("application/json", "operator", etag(), null, bytes(next().toString()))
        .statusCode(400)
        .body("detail", containsString("Bailiwick-Reason"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"approver", "officer", "router"})
  void onlyOperatorsLoadLaw(String role) {
    putBytes("application/json", role, etag(), "r", bytes(next().toString())).statusCode(403);
  }

  /** Each breaks one thing of a row that would otherwise be fine. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "group | Europe | group | no group Europe",
        "group | EUROPE | group | no group Europe",
        "group | E_U_R_O_P_E | group | no group Europe",
        "group | EUROPA | group | no group Europe",
        "group | eu | group | upper-case",
        "group | FR | group | country's code",
        "country | XX | country | unknown country",
        "country | fr | country | unknown country",
        "country | ZZ | '' | member of no group",
        "validTo | 2001-01-01 | validFrom | is not before",
        "recordedTo | 1999-01-01 | recordedFrom | is not before",
        "validFrom | yesterday | validFrom | date",
        "recordedFrom | 2020-01-01 | recordedFrom | not known then",
        "recordedFrom | 2999-01-01 | recordedFrom | after the edition",
        "sauce | treaty | sauce | unknown field"
      })
  void aRowThatIsWrongIsNamedWithItsField(String field, String value, String path, String message) {
    ObjectNode next = next();
    ArrayNode rows = next.withArray("memberships");
    ObjectNode row = row("TEST_GROUP", "FR", next);
    row.put("validFrom", "2010-01-01");
    row.put(field, value);
    rows.add(row);
    String at = "memberships[" + (rows.size() - 1) + "]";
    long before = revision();

    put(next, "r")
        .statusCode(422)
        .body("code", equalTo("invalid_catalogue"))
        .body("violations.path", hasItem(path.isEmpty() ? at : at + "." + path))
        .body("violations.message", hasItem(containsString(message)));

    assertThat(revision()).isEqualTo(before);
  }

  @Test
  void membershipsThatContradictEachOtherAreNamed() {
    ObjectNode next = next();
    ArrayNode rows = next.withArray("memberships");
    rows.add(row("TEST_GROUP", "FR", next));
    rows.add(row("TEST_GROUP", "FR", next).put("scope", "something else"));

    put(next, "r")
        .statusCode(422)
        .body("violations.path", hasItem("memberships[" + (rows.size() - 1) + "]"))
        .body("violations.message", hasItem(containsString("overlaps in time")));
  }

  @Test
  void anEditionThatIsNotLaterIsRefused() {
    ObjectNode next = next();
    next.put("edition", get("/v1/law").extract().<String>path("edition"));

    next.withArray("memberships").add(row("TEST_GROUP", "FR", next()));
    put(next, "r").statusCode(422).body("violations.path", hasItem("edition"));
  }

  @Test
  void thePastIsNotRewritten() {
    ObjectNode altered = next();
    ((ObjectNode) altered.withArray("memberships").get(3)).put("validTo", "2030-01-01");
    put(altered, "r")
        .statusCode(422)
        .body("violations.path", hasItem("memberships[3]"))
        .body("violations.message", hasItem(containsString("known otherwise")));

    ObjectNode fewer = next();
    fewer.withArray("memberships").remove(3);
    put(fewer, "r")
        .statusCode(422)
        .body("violations.path", hasItem("memberships"))
        .body("violations.message", hasItem(containsString("is missing")));
  }

  @Test
  void aGroupThatIsNamedCannotVanish() {
    RegistryApi.applyExample();
    ObjectNode next = next();
    next.withArray("memberships")
        .forEach(
            row -> {
              if (row.path("group").asText().equals("EEA") && !row.has("recordedTo")) {
                ((ObjectNode) row).set("recordedTo", next.get("edition"));
              }
            });

    put(next, "r")
        .statusCode(422)
        .body("violations.path", hasItems("cells[\"example-eea\"].area"))
        .body(
            "violations.path",
            hasItem("policies[\"example-platform\"].constraints[0].processingWithin.areas[0]"))
        .body("violations.message", hasItem(containsString("EEA")));
  }

  @Test
  void aControlRuleThatIsNamedCannotVanish() {
    RegistryApi.apply(
            """
            tenants: [{id: law-rules, name: L}]
            policies:
              - id: law-rules
                scope: {level: TENANT, tenant: law-rules}
                constraints:
                  - disclosureWithin: {areas: [EEA], controlRule: SECNUMCLOUD_3_2}
            """)
        .statusCode(200);
    ObjectNode next = next();
    next.putArray("controlRules");

    put(next, "r")
        .statusCode(422)
        .body(
            "violations.path",
            hasItem("policies[\"law-rules\"].constraints[0].disclosureWithin.controlRule"));
  }

  @Test
  void aLawThatPermitsMoreWaitsForASecondPerson() {
    World world = World.in(store, "law-world");
    ObjectNode first = next();
    first.withArray("memberships").add(row("LAW_WORLD", "FR", first));
    put(first, "a group").statusCode(200);
    RegistryApi.apply(world.policies("LAW_WORLD")).statusCode(200);
    ObjectNode wider = next();
    wider.withArray("memberships").add(row("LAW_WORLD", "DE", wider));
    long before = revision();

    String location =
        put(wider, "accession of Germany")
            .statusCode(202)
            .body(world.flips("endpoint"), contains(world.id("berlin")))
            .body("changed[0].kind", equalTo("law"))
            .body("changed[0].fields.path", hasItem("edition"))
            .extract()
            .header("Location");
    assertThat(revision()).isEqualTo(before);
    given()
        .auth()
        .oauth2(RegistryParts.token("bob", "approver"))
        .urlEncodingEnabled(false)
        .contentType(ContentType.JSON)
        .body("{\"reason\":\"read the treaty\"}")
        .post(location.substring(location.indexOf("/v1/")) + ":approve")
        .then()
        .statusCode(200);

    get("/v1/law").body("edition", equalTo(wider.path("edition").asText()));
    get("/v1/law/editions")
        .body("loaded[0].actor", equalTo("operator"))
        .body("loaded[0].approvedBy", equalTo("bob"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "{}", "{\"edition\": 5}", "{\"memberships\": {}}"})
  void whatIsNoLawIsRefused(String document) {
    putBytes("application/json", "operator", etag(), "r", bytes(document)).statusCode(422);
  }

  /** The law in force as it could be loaded a day later. */
  private static ObjectNode next() {
    ObjectNode law = (ObjectNode) CatalogueJson.parse(get("/v1/law").extract().asString());
    law.remove(List.of("digest", "loaded"));
    LocalDate edition = LocalDate.parse(law.path("edition").asText());
    return law.put("edition", edition.plusDays(1).toString());
  }

  private static ObjectNode row(String group, String country, ObjectNode edition) {
    return CatalogueJson.mapper()
        .createObjectNode()
        .put("group", group)
        .put("country", country)
        .put("validFrom", "2000-01-01")
        .put("recordedFrom", edition.path("edition").asText())
        .put("source", "test");
  }

  private static String table(JsonNode law) {
    List<String> headings =
        List.of(
            "group",
            "country",
            "validFrom",
            "validTo",
            "recordedFrom",
            "recordedTo",
            "scope",
            "source");
    return law.path("memberships")
        .valueStream()
        .map(
            row ->
                headings.stream().map(h -> row.path(h).asText()).collect(Collectors.joining(";")))
        .collect(
            Collectors.joining(
                "\n",
                "# edition "
                    + law.path("edition").asText()
                    + "\n"
                    + String.join(";", headings)
                    + "\n",
                "\n"));
  }

  private static JsonNode snapshot() {
    String jws = as("router").get("/v1/cells/example-eea/snapshot").then().extract().asString();
    return CatalogueJson.parse(
        new String(Base64.getUrlDecoder().decode(jws.split("\\.", -1)[1]), StandardCharsets.UTF_8));
  }

  private static String etag() {
    return get("/v1/law").extract().header("ETag");
  }

  private static ValidatableResponse put(ObjectNode law, String reason) {
    return putBytes("application/json", "operator", etag(), reason, bytes(law.toString()));
  }

  private static ValidatableResponse putBytes(
      String type, String role, @Nullable String ifMatch, @Nullable String reason, byte[] body) {
    var request = as(role).contentType(type).body(body);
    if (ifMatch != null) {
      request.header("If-Match", ifMatch);
    }
    if (reason != null) {
      request.header("Bailiwick-Reason", reason);
    }
    return request.put("/v1/law").then();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
