package eu.bailiwick.registry.catalogue;

import static eu.bailiwick.registry.RegistryApi.apply;
import static eu.bailiwick.registry.RegistryApi.as;
import static eu.bailiwick.registry.RegistryApi.get;
import static eu.bailiwick.registry.RegistryApi.put;
import static eu.bailiwick.registry.RegistryApi.revision;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import eu.bailiwick.registry.RegistryApi;
import eu.bailiwick.registry.RegistryTest;
import eu.bailiwick.registry.document.Kind;
import eu.bailiwick.registry.document.Upsert;
import eu.bailiwick.sovereignty.catalogue.Approval;
import eu.bailiwick.sovereignty.catalogue.Lifecycle;
import eu.bailiwick.sovereignty.catalogue.Tenant;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@RegistryTest
class ListsTest {

  private static final String ENDPOINTS = "/v1/endpoints?model=lists/alpha&model=lists/beta";
  private static final String MODELS = "/v1/models?q=lists";

  @Inject CatalogueStore store;

  @BeforeEach
  void aSmallWorld() {
    RegistryApi.applyExample();
    apply(
            """
            entities:
              - {id: lists-op, name: Opérateur}
              - {id: lists-pub, name: Société des Modèles}
            sites:
              - {id: lists-fr, name: F, country: FR, operator: lists-op, status: OPERATIONAL}
              - {id: lists-de, name: D, country: DE, operator: lists-op, status: OPERATIONAL}
              - {id: lists-us, name: U, country: US, operator: lists-op, status: ANNOUNCED}
            models:
              - id: lists/alpha
                name: Alpha Llama-3.1
                publisher: lists-pub
                licence: {value: Apache-2.0, grade: DECLARED, source: card}
                origin: {value: [FR, DE], grade: DECLARED, source: card}
                operations: [CHAT]
              - {id: lists/beta, name: Beta, operations: [EMBEDDINGS]}
              - id: lists/gamma
                name: Gamma
                licence: {value: MIT, grade: UNKNOWN, source: hearsay}
                operations: [CHAT, EMBEDDINGS]
            versions:
              - {id: lists-alpha-1, model: lists/alpha, imageDigest: %1$s, weightsDigest: %1$s, profile: p}
              - {id: lists-beta-1, model: lists/beta, imageDigest: %1$s, weightsDigest: %1$s, profile: p}
            endpoints:
              - id: lists-a-fr
                version: lists-alpha-1
                site: lists-fr
                servedModel: m
                state: ENABLED
                facts:
                  processing: {value: [FR], grade: DECLARED, source: s}
                  telemetry: {value: [], grade: DECLARED, source: s}
                  storage: {value: [], grade: DECLARED, source: s}
                  humanAccess: {value: [FR], grade: DECLARED, source: s}
                  keyCustody: {value: {kind: HYOK}, grade: DECLARED, source: s}
                  certifications:
                    - {value: {scheme: HDS}, grade: CERTIFIED, source: s}
                    - {value: {scheme: ISO27001}, grade: CERTIFIED, source: s, validTo: 2020-01-01T00:00:00Z}
              - id: lists-a-fr2
                version: lists-alpha-1
                site: lists-fr
                servedModel: m
                state: ENABLED
                facts:
                  processing: {value: [FR, US], grade: DECLARED, source: s}
                  storage:
                    value:
                      - {what: LOG, countries: [FR]}
                      - {what: BACKUP, countries: [DE]}
                    grade: DECLARED
                    source: s
              - id: lists-a-de
                version: lists-alpha-1
                site: lists-de
                servedModel: m
                state: DRAINING
                facts:
                  processing: {value: [DE], grade: DECLARED, source: s}
                  telemetry: {value: [DE, FR], grade: DECLARED, source: s}
              - id: lists-a-old
                version: lists-alpha-1
                site: lists-fr
                servedModel: m
                state: ENABLED
                facts:
                  processing: {value: [FR], grade: DECLARED, source: s, validTo: 2020-01-01T00:00:00Z}
                  telemetry: {value: [US], grade: DECLARED, source: s}
              - id: lists-b-us
                version: lists-beta-1
                site: lists-us
                servedModel: m
                state: ENABLED
                facts:
                  processing: {value: [US], grade: DECLARED, source: s}
                  telemetry: {value: [ZZ], grade: DECLARED, source: s}
            tenants: [{id: lists-tenant, name: T}]
            applications:
              - {id: lists-app, tenant: lists-tenant, name: A, dataClass: public}
            """
                .formatted("sha256:" + "a".repeat(64)))
        .statusCode(200);
  }

  @ParameterizedTest
  @CsvSource({
    "region=FR,                        lists-a-fr",
    "region=EEA,                       lists-a-de lists-a-fr",
    "region=US,                        lists-b-us",
    "region=FR&region=US,              lists-a-fr lists-b-us",
    "region=CH,                        ''",
    "processing=FR,                    lists-a-fr",
    "processing=EU,                    lists-a-de lists-a-fr",
    "processing=unknown,               lists-a-old",
    "telemetry=none,                   lists-a-fr",
    "telemetry=unknown,                lists-a-fr2 lists-b-us",
    "telemetry=EEA,                    lists-a-de",
    "telemetry=DE,                     ''",
    "telemetry=US,                     lists-a-old",
    "telemetry=none&telemetry=EEA,     lists-a-de lists-a-fr",
    "storage=none,                     lists-a-fr",
    "storage=EU,                       lists-a-fr2",
    "storage=unknown,                  lists-a-de lists-a-old lists-b-us",
    "humanAccess=FR,                   lists-a-fr",
    "humanAccess=none,                 ''",
    "keyCustody=HYOK,                  lists-a-fr",
    "keyCustody=NONE,                  ''",
    "keyCustody=unknown,               lists-a-de lists-a-fr2 lists-a-old lists-b-us",
    "certification=HDS,                lists-a-fr",
    "certification=ISO27001,           ''",
    "certification=unknown&region=DE,  lists-a-de",
    "state=DRAINING,                   lists-a-de",
    "site=lists-us,                    lists-b-us",
    "version=lists-beta-1,             lists-b-us",
    "region=FR&telemetry=unknown,      ''",
  })
  void endpointsAreFiltered(String filter, String expected) {
    assertThat(ids(ENDPOINTS + "&" + filter)).isEqualTo(words(expected));
  }

  @ParameterizedTest
  @CsvSource({
    "region=FR,             lists/alpha",
    "region=US,             lists/beta",
    "region=EEA&region=US,  lists/alpha lists/beta",
    "licence=Apache-2.0,    lists/alpha",
    "licence=unknown,       lists/beta lists/gamma",
    "origin=EU,             lists/alpha",
    "origin=FR,             ''",
    "origin=unknown,        lists/beta lists/gamma",
    "operation=CHAT,        lists/alpha lists/gamma",
    "publisher=lists-pub,   lists/alpha",
    "publisher=unknown,     lists/beta lists/gamma",
  })
  void modelsAreFiltered(String filter, String expected) {
    assertThat(ids(MODELS + "&" + filter)).isEqualTo(words(expected));
    assertThat(ids("/v1/models?limit=1000&" + filter)).containsAll(words(expected)).isSorted();
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/sites?operator=lists-op&country=FR,        lists-fr",
    "/v1/sites?operator=lists-op&country=EEA,       lists-de lists-fr",
    "/v1/sites?operator=lists-op&region=US,         lists-us",
    "/v1/sites?operator=lists-op&status=ANNOUNCED,  lists-us",
    "/v1/versions?model=lists/beta,                 lists-beta-1",
    "/v1/versions?model=lists/alpha&region=FR,      lists-alpha-1",
    "/v1/versions?model=lists/alpha&region=US,      ''",
  })
  void sitesAndVersionsAreFiltered(String path, String expected) {
    assertThat(ids(path)).isEqualTo(words(expected));
  }

  @Test
  void whatIsLawfulIsWhatTheDecisionPermits() {
    String lawful = "&lawfulFor=lists-app&cell=example-eea";
    assertThat(ids(ENDPOINTS + lawful)).isEmpty();

    approve("lists-alpha-1");

    assertThat(ids(ENDPOINTS + lawful)).containsExactly("lists-a-de", "lists-a-fr");
    assertThat(ids(ENDPOINTS + lawful + "&dataClass=health")).isEmpty();
    assertThat(ids(MODELS + lawful)).containsExactly("lists/alpha");
    assertThat(ids(MODELS + lawful + "&region=FR")).containsExactly("lists/alpha");
    assertThat(ids(MODELS + lawful + "&region=US")).isEmpty();
    assertThat(ids("/v1/versions?model=lists/alpha" + lawful)).containsExactly("lists-alpha-1");
    get(ENDPOINTS + lawful + "&dataClass=secret")
        .statusCode(400)
        .body("detail", containsString("dataClass"));
    store.change(
        new Provenance("test", null),
        before -> Plan.without(new Removal(Kind.APPROVALS, "lists-approval")));
    store.change(
        new Provenance("test", null),
        before -> Plan.without(new Removal(Kind.LIFECYCLES, "lists-alpha-1")));
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/endpoints?region=EUROPE,                        region",
    "/v1/endpoints?region=unknown,                       region",
    "/v1/endpoints?telemetry=None,                       telemetry",
    "/v1/endpoints?telemetry=,                           telemetry",
    "/v1/endpoints?processing=none,                      processing",
    "/v1/endpoints?state=ON,                             state",
    "/v1/endpoints?site=nowhere,                         site",
    "/v1/endpoints?model=none,                           model",
    "/v1/endpoints?keyCustody=hyok,                      keyCustody",
    "/v1/endpoints?certification=GREAT,                  certification",
    "/v1/models?licence=WTFPL-3,                         licence",
    "/v1/models?operation=SING,                          operation",
    "/v1/models?publisher=nobody,                        publisher",
    "/v1/models?q=,                                      q",
    "/v1/models?q=...,                                   q",
    "/v1/sites?status=GONE,                              status",
    "/v1/sites?country=Narnia,                           country",
    "/v1/endpoints?lawfulFor=nobody&cell=example-eea,    lawfulFor",
    "/v1/endpoints?lawfulFor=lists-app&cell=none,        cell",
    "/v1/endpoints?dataClass=public&cell=example-eea,    lawfulFor",
    "/v1/models/facets?region=EUROPE,                    region",
  })
  void valuesThatMakeNoSenseAreRefusedByName(String path, String parameter) {
    get(path)
        .statusCode(400)
        .contentType("application/problem+json")
        .body("code", equalTo("invalid_parameter"))
        .body("detail", startsWith(parameter + ":"));
  }

  @Test
  void theCellIsNeededIfThereAreSeveral() {
    put("/v1/cells/lists-cell", "{\"id\":\"lists-cell\",\"area\":\"FR\",\"sites\":[\"lists-fr\"]}")
        .statusCode(201);

    get("/v1/endpoints?lawfulFor=lists-app")
        .statusCode(400)
        .body("detail", containsString("example-eea"))
        .body("detail", containsString("lists-cell"));
    as("operator").header("If-Match", "*").delete("/v1/cells/lists-cell").then().statusCode(204);
  }

  @Test
  void pagesOfAFilteredListShowOneRevision() {
    List<String> all = ids(ENDPOINTS + "&telemetry=unknown&telemetry=none&telemetry=EEA");
    List<String> paged = new ArrayList<>();
    String path = ENDPOINTS + "&telemetry=unknown&telemetry=none&telemetry=EEA&limit=1";
    JsonPath page = get(path).statusCode(200).extract().jsonPath();
    long revision = page.getLong("revision");
    as("operator")
        .header("If-Match", "*")
        .contentType("application/merge-patch+json")
        .body("{\"facts\": {\"telemetry\": {\"value\": [\"US\"]}}}")
        .patch("/v1/endpoints/lists-b-us")
        .then()
        .statusCode(200);
    while (true) {
      paged.addAll(page.getList("items.id"));
      assertThat(page.getLong("revision")).isEqualTo(revision);
      if (page.get("next") == null) {
        break;
      }
      page = get(path + "&after=" + page.getString("next")).statusCode(200).extract().jsonPath();
    }

    assertThat(paged).isEqualTo(all).hasSize(4);
  }

  @Test
  void aPageBelongsToItsQuestion() {
    String next = get(ENDPOINTS + "&limit=1").extract().path("next");

    get(ENDPOINTS + "&limit=2&after=" + next).statusCode(200);
    get(ENDPOINTS + "&region=FR&after=" + next)
        .statusCode(400)
        .body("detail", containsString("other filters"));
    get("/v1/endpoints?after=" + next).statusCode(400);
    get("/v1/sites?after=" + next).statusCode(400);
    get(ENDPOINTS + "&asOf=1&after=" + next).statusCode(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/entities",
        "/v1/endpoints?region=EEA",
        "/v1/models?q=lists",
        "/v1/catalogue/changes?limit=1",
        "/v1/models/facets?q=lists",
        "/v1/endpoints/facets",
        "/v1/catalogue",
        "/v1/catalogue:export"
      })
  void readersAreToldWhatTheyHave(String path) {
    String etag = get(path).statusCode(200).extract().header("ETag");
    assertThat(etag).startsWith("\"" + revision());

    as("officer")
        .header("If-None-Match", etag)
        .get(path)
        .then()
        .statusCode(304)
        .header("ETag", etag)
        .header("Bailiwick-Revision", String.valueOf(revision()))
        .body(emptyString());
    store.change(
        new Provenance("test", null),
        before ->
            Plan.of(
                before,
                List.of(
                    new Upsert<>(
                        Kind.TENANTS,
                        new Tenant("lists-etag", "T" + before.revision(), Tenant.Audit.STRICT),
                        ""))));
    as("officer").header("If-None-Match", etag).get(path).then().statusCode(200);
  }

  @Test
  void otherQuestionsHaveOtherTags() {
    assertThat(
            List.of(
                get("/v1/endpoints").extract().header("ETag"),
                get("/v1/endpoints?limit=7").extract().header("ETag"),
                get("/v1/endpoints?region=FR").extract().header("ETag"),
                get("/v1/endpoints?region=DE").extract().header("ETag")))
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource({
    "q=alph,                 lists/alpha",
    "q=ALPHA%20llama,        lists/alpha",
    "q=lists%20apach,        lists/alpha",
    "q=soci%C3%A9t%C3%A9%20mod%C3%A8, lists/alpha",
    "q=lists/beta,           lists/beta",
    "q=llama-3.1%20lists,    lists/alpha",
    "q=lists%20lphas,        ''",
    "q=lists%20alpga,        ''",
    "q=lists%20%27%20:*%26!%28%7C, lists/alpha lists/beta lists/gamma",
  })
  void modelsAreFoundByTheBeginningsOfWords(String query, String expected) {
    assertThat(ids("/v1/models?" + query)).isEqualTo(words(expected));
  }

  @Test
  void theBestMatchComesFirst() {
    apply(
            """
            models:
              - id: lists/1
                name: One
                licence: {value: LicenseRef-Zebra, grade: DECLARED, source: s}
                operations: [CHAT]
              - {id: lists/2, name: Zebra Zebra, operations: [CHAT]}
            """)
        .statusCode(200);

    assertThat(ids("/v1/models?q=zebra")).containsExactly("lists/2", "lists/1");
    JsonPath page = get("/v1/models?q=zebra&limit=1").extract().jsonPath();
    assertThat(page.getList("items.id")).isEqualTo(List.of("lists/2"));
    assertThat(ids("/v1/models?q=zebra&limit=1&after=" + page.getString("next")))
        .containsExactly("lists/1");
    remove("/v1/models/lists/1");
    remove("/v1/models/lists/2");
    assertThat(ids("/v1/models?q=zebra")).isEmpty();
  }

  @Test
  void theSearchFollowsChangesAndKnowsThePast() {
    long before = revision();
    as("operator")
        .header("If-Match", "*")
        .contentType("application/merge-patch+json")
        .body("{\"name\": \"Quagga GmbH\"}")
        .patch("/v1/entities/lists-pub")
        .then()
        .statusCode(200);

    assertThat(ids("/v1/models?q=quagga")).containsExactly("lists/alpha");
    assertThat(ids("/v1/models?q=lists%20soci%C3%A9t%C3%A9")).isEmpty();
    assertThat(ids("/v1/models?q=quagga&asOf=" + before)).isEmpty();
    assertThat(ids("/v1/models?q=lists%20soci%C3%A9t%C3%A9&asOf=" + before))
        .containsExactly("lists/alpha");
  }

  @ParameterizedTest
  @CsvSource({"/v1/endpoints, model=lists/alpha&model=lists/beta", "/v1/models, q=lists"})
  void everyCountIsWhatTheFilterWouldFind(String path, String query) {
    JsonPath facets = get(path + "/facets?" + query).statusCode(200).extract().jsonPath();

    assertThat(facets.getInt("total")).isEqualTo(ids(path + "?" + query).size());
    assertThat(facets.getList("facets.name")).isSorted().hasSizeGreaterThan(4);
    for (int i = 0; i < facets.getList("facets").size(); i++) {
      String name = facets.getString("facets[" + i + "].name");
      List<Integer> counts = facets.getList("facets[" + i + "].values.count");
      assertThat(counts).isNotEmpty().doesNotContain(0);
      for (int j = 0; j < counts.size(); j++) {
        String value = facets.getString("facets[" + i + "].values[" + j + "].value");
        assertThat(ids(path + "?" + query + "&" + name + "=" + value))
            .as(name + "=" + value)
            .hasSize(counts.get(j));
      }
    }
  }

  @Test
  void facetsCountWhatIsNotKnown() {
    get("/v1/endpoints/facets?model=lists/alpha&model=lists/beta&region=FR")
        .statusCode(200)
        .body("total", equalTo(1));
    get("/v1/endpoints/facets?model=lists/alpha&model=lists/beta")
        .body(
            "facets.find { it.name == 'telemetry' }.values.find { it.value == 'unknown' }.count",
            equalTo(2))
        .body(
            "facets.find { it.name == 'telemetry' }.values.find { it.value == 'none' }.count",
            equalTo(1));
  }

  @Test
  void instantsAndRevisionsLeadToThePast() {
    put("/v1/tenants/past-1", "{\"id\":\"past-1\",\"name\":\"A\"}");
    long revision = revision();
    String at = get("/v1/catalogue/changes?since=" + (revision - 1)).extract().path("items[0].at");
    remove("/v1/tenants/past-1");

    get("/v1/tenants/past-1?asOf=" + at)
        .statusCode(200)
        .header("Bailiwick-Revision", String.valueOf(revision));
    get("/v1/tenants?limit=1000&asOf=" + at)
        .statusCode(200)
        .body("revision", equalTo((int) revision))
        .body("items.id", hasItem("past-1"));
    get("/v1/catalogue?asOf=" + revision)
        .statusCode(200)
        .header("Bailiwick-Revision", String.valueOf(revision))
        .body("revision", equalTo((int) revision))
        .body("tenants.id", hasItem("past-1"));
    get("/v1/catalogue:export?asOf=" + revision).statusCode(200).body(containsString("past-1"));
    get("/v1/catalogue:export").body(not(containsString("past-1")));
    get("/v1/tenants?asOf=0").statusCode(200).body("items.size()", equalTo(0));
    get("/v1/endpoints/facets?asOf=" + revision).body("revision", equalTo((int) revision));
  }

  @ParameterizedTest
  @CsvSource({
    "999999999,             404",
    "2001-01-01T00:00:00Z,  404",
    "2999-01-01T00:00:00Z,  400",
    "yesterday,             400",
    "-1,                    400",
    "2026-11-23,            400",
    "'',                    400",
  })
  void whatWasNeverThereIsRefused(String asOf, int status) {
    for (String path :
        Arrays.asList(
            "/v1/tenants", "/v1/tenants/example-clinic", "/v1/catalogue", "/v1/models/facets")) {
      get(path + "?asOf=" + asOf)
          .statusCode(status)
          .contentType("application/problem+json")
          .body("detail", containsString("asOf"));
    }
  }

  @Test
  void anInstantSaysWhichFactsCount() {
    Instant now =
        Instant.parse(
            get("/v1/catalogue/changes?since=" + (revision() - 1))
                .extract()
                .<String>path("items[0].at"));

    assertThat(ids(ENDPOINTS + "&processing=unknown&asOf=" + now)).containsExactly("lists-a-old");
  }

  private void approve(String version) {
    store.change(
        new Provenance("test", null),
        before ->
            Plan.of(
                before,
                List.of(
                    new Upsert<>(
                        Kind.LIFECYCLES,
                        new Lifecycle(version, Lifecycle.State.APPROVED, "a", "b", null, null),
                        ""),
                    new Upsert<>(
                        Kind.APPROVALS,
                        new Approval(
                            "lists-approval",
                            version,
                            "EEA",
                            "public",
                            Approval.State.GRANTED,
                            Instant.parse("2020-01-01T00:00:00Z"),
                            Instant.parse("2990-01-01T00:00:00Z"),
                            "a",
                            "b"),
                        ""))));
  }

  private static void remove(String path) {
    as("operator").header("If-Match", "*").delete(path).then().statusCode(204);
  }

  private static List<String> ids(String path) {
    return get(path).statusCode(200).extract().path("items.id");
  }

  private static List<String> words(@Nullable String text) {
    return text == null || text.isEmpty() ? List.of() : List.of(text.split(" "));
  }
}
