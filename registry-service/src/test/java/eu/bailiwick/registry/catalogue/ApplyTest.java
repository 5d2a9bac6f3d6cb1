package eu.bailiwick.registry.catalogue;

import static eu.bailiwick.registry.RegistryApi.apply;
import static eu.bailiwick.registry.RegistryApi.as;
import static eu.bailiwick.registry.RegistryApi.get;
import static eu.bailiwick.registry.RegistryApi.revision;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;

import eu.bailiwick.registry.RegistryApi;
import eu.bailiwick.registry.RegistryTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@RegistryTest
class ApplyTest {

  @BeforeEach
  void whatDocumentsReferTo() {
    RegistryApi.applyExample();
  }

  @Test
  void aDocumentIsOneRevision() {
    long before = revision();

    apply(
            """
            tenants:
              - {id: apply-a, name: A}
              - {id: apply-b, name: B}
            applications:
              - {id: apply-a-1, tenant: apply-a, name: One, dataClass: apply-own}
            dataClasses:
              - {id: apply-own, parent: health, tenant: apply-a}
            """)
        .statusCode(200)
        .body("revision", equalTo((int) before + 1))
        .body("created", equalTo(4))
        .body("changed", equalTo(0))
        .body("unchanged", equalTo(0));

    assertThat(revision()).isEqualTo(before + 1);
    get("/v1/tenants/apply-b").statusCode(200).header("ETag", "\"" + (before + 1) + "\"");
  }

  @Test
  void onlyWhatDiffersIsChanged() {
    apply("tenants: [{id: differ-a, name: A}, {id: differ-b, name: B}]").statusCode(200);
    String etag = get("/v1/tenants/differ-a").extract().header("ETag");
    long before = revision();

    apply("tenants: [{id: differ-a, name: A}, {id: differ-b, name: BB}, {id: differ-c, name: C}]")
        .statusCode(200)
        .body("revision", equalTo((int) before + 1))
        .body("created", equalTo(1))
        .body("changed", equalTo(1))
        .body("unchanged", equalTo(1));

    get("/v1/tenants/differ-a").header("ETag", etag);
  }

  @Test
  void anUnchangedDocumentMakesNoRevision() {
    long before = revision();

    RegistryApi.applyExample()
        .body("revision", equalTo((int) before))
        .body("created", equalTo(0))
        .body("changed", equalTo(0))
        .body("unchanged", greaterThan(10));

    assertThat(revision()).isEqualTo(before);
  }

  @Test
  void numbersAndSetsAreComparedByWhatTheyMean() {
    String entity =
        """
        entities:
          - id: meaning
            name: M
            subjectTo: {value: [%s], grade: DECLARED, source: s}
            controllers:
              {value: [{by: example-cloud, kind: CAPITAL, percent: %s}], grade: DECLARED, source: s}
        """;
    apply(entity.formatted("FR, DE", "1e1")).statusCode(200).body("created", equalTo(1));

    apply(entity.formatted("DE, FR", "10")).statusCode(200).body("unchanged", equalTo(1));
  }

  @Test
  void jsonIsAppliedAsWell() {
    as("operator")
        .contentType(ContentType.JSON)
        .body("{\"tenants\": [{\"id\": \"apply-json\", \"name\": \"J\"}]}")
        .post("/v1/catalogue:apply")
        .then()
        .statusCode(200)
        .body("created", equalTo(1));
  }

  @Test
  void aDryRunWritesNothing() {
    long before = revision();

    as("operator")
        .contentType("application/yaml")
        .body("tenants: [{id: dry, name: D}]".getBytes(StandardCharsets.UTF_8))
        .post("/v1/catalogue:apply?dryRun=true")
        .then()
        .statusCode(200)
        .body("revision", equalTo((int) before))
        .body("created.id", contains("dry"))
        .body("needsSecondApprover", equalTo(false));

    get("/v1/tenants/dry").statusCode(404);
    assertThat(revision()).isEqualTo(before);
  }

  @Test
  void anUnknownCountryIsRefusedWithItsPath() {
    refused(
            """
            tenants:
              - {id: whole, name: W}
            sites:
              - {id: x1, name: X, country: FR, operator: example-calcul, status: OPERATIONAL}
              - {id: x2, name: X, country: EX, operator: example-calcul, status: OPERATIONAL}
            """)
        .body("violations.path", contains("sites[1].country"))
        .body("violations.message", contains(containsString("unknown country \"EX\"")));
    get("/v1/tenants/whole").statusCode(404);
    get("/v1/sites/x1").statusCode(404);
  }

  @Test
  void aReferenceToNothingIsRefusedWithItsPath() {
    refused(
            """
            endpoints:
              - {id: e1, version: example-chat-8b-1, site: example-paris, servedModel: m, state: ENABLED}
              - {id: e2, version: nothing, site: example-paris, servedModel: m, state: ENABLED}
              - {id: e3, version: example-chat-8b-1, site: nowhere, servedModel: m, state: ENABLED,
                 facts: {chain: {value: [{role: OWNER, entity: nobody}], grade: DECLARED, source: s}}}
            """)
        .body(
            "violations.path",
            containsInAnyOrder(
                "endpoints[1].version",
                "endpoints[2].site",
                "endpoints[2].facts.chain.value[0].entity"));
  }

  @Test
  void aPolicyIsRefusedWhenAnExampleOfItFails() {
    refused(
            """
            policies:
              - id: with-examples
                scope: {level: APPLICATION, application: example-letters}
                constraints:
                  - processingWithin: {areas: [FR]}
                examples:
                  - {endpoint: example-chat-paris, expect: PERMIT}
                  - {endpoint: example-chat-berlin, expect: DENY, because: PROCESSING_OUTSIDE_AREA}
                  - {endpoint: example-chat-berlin, expect: PERMIT}
                  - {endpoint: example-chat-berlin, expect: DENY, because: UNKNOWN_PROCESSING}
                  - {endpoint: nowhere, expect: DENY}
            """)
        .body(
            "violations.path",
            contains(
                "policies[0].examples[2]", "policies[0].examples[3]", "policies[0].examples[4]"));
    get("/v1/policies/with-examples").statusCode(404);
  }

  @Test
  void anUnknownFieldIsRefusedWithItsPath() {
    refused(
            """
            tenants:
              - {id: whole, name: W, adress: here}
            endpoint: []
            """)
        .body("violations.path", containsInAnyOrder("tenants[0].adress", "endpoint"));
  }

  @Test
  void everythingThatIsWrongIsSaidAtOnce() {
    refused(
            """
            sites:
              - {id: s, name: S, country: Narnia, operator: nobody, status: OPEN}
            cells:
              - {id: c, area: EUROPE, sites: [s]}
            policies:
              - id: p1
                scope: {level: PLATFORM}
                constraints:
                  - processingWithin: {areas: [EEA]}
              - id: p2
                scope: {level: APPLICATION, application: none}
                constraints:
                  - certifiedBy: {scheme: SECNUMCLOUD, minGrade: GREAT}
                  - processingWithin: {areas: [EEA, Europe]}
              - id: p3
                scope: {level: PLATFORM}
                constraints:
                  - disclosureOutside: {areas: [US, Mordor]}
            """)
        .body(
            "violations.path",
            containsInAnyOrder(
                "sites[0].country",
                "sites[0].status",
                "cells[0].area",
                "policies[1].constraints[0].certifiedBy.minGrade",
                "policies[2].constraints[0].disclosureOutside.areas[1]"));
  }

  @Test
  void doublesAreRefused() {
    refused("tenants: [{id: twice, name: A}, {id: twice, name: B}]")
        .body("violations.path", contains("tenants[1].id"));
    refused(
            "keys: [{id: k, application: example-letters, status: ACTIVE, hash: '%s'}]"
                .formatted(get("/v1/keys/example-letters-1").extract().<String>path("hash")))
        .body("violations.path", hasSize(1))
        .body("violations.path", everyItem(containsString("keys")));
  }

  @Test
  void severalDocumentsAreOne() {
    long before = revision();

    apply(
            """
            # the applications come first
            applications: [{id: multi-app, tenant: multi, name: A, dataClass: public}]
            ---
            # nothing here
            ---
            tenants: [{id: multi, name: M}]
            """)
        .statusCode(200)
        .body("created", equalTo(2))
        .body("revision", equalTo((int) before + 1));
  }

  @Test
  void whatIsWrongInOneOfSeveralDocumentsIsNamedWithItsNumber() {
    refused("tenants: [{id: twice, name: A}]\n---\ntenants: [{id: twice, name: A}]")
        .body("violations.path", contains("[1].tenants[0].id"));
    refused("tenants: [{id: a, name: A, x: 1}]\n---\nsites: [{id: s, name: S}]\n---\ntenant: []")
        .body(
            "violations.path",
            containsInAnyOrder("[0].tenants[0].x", "[1].sites[0].country", "[2].tenant"));
    refused("{}\n---\napplications: [{id: lost, tenant: nobody, name: A, dataClass: public}]")
        .body("violations.path", contains("[1].applications[0].tenant"));
    refused("{}\n--- text").body("violations.path", contains("[1]"));
  }

  @Test
  void aReferenceToWhatCannotBeReadIsNotReportedTwice() {
    refused(
            "tenants: [{id: unreadable, name: 7}]\n---\n"
                + "applications: [{id: u, tenant: unreadable, name: A, dataClass: public}]")
        .body("violations.path", contains("[0].tenants[0].name"));
  }

  @Test
  void listsAreLists() {
    refused("tenants: {id: a}").body("violations.path", contains("tenants"));
    refused("- tenants").body("violations.path", contains(""));
    refused("tenants: [null, text]").body("violations.path", contains("tenants[0]", "tenants[1]"));
  }

  @Test
  void hostileDocumentsAreRefused() {
    apply("a: &a [x]\nb: *a").statusCode(400).body("detail", containsString("aliases"));
    apply("[".repeat(10_000)).statusCode(400).body("code", equalTo("malformed_document"));
    apply("tenants: [{id: a, name: A}").statusCode(400).body("detail", containsString("line 1"));
    apply("").statusCode(400);
  }

  @Test
  void aDocumentThatIsTooLargeIsRefused() {
    apply("# " + "x".repeat(5_000_000))
        .statusCode(413)
        .contentType("application/problem+json")
        .body("code", equalTo("document_too_large"))
        .body("detail", containsString("4194304 bytes"));
  }

  @Test
  void aDocumentOfAThousandResourcesIsOneRevision() {
    StringBuilder yaml = new StringBuilder("entities:\n");
    for (int i = 0; i < 1000; i++) {
      yaml.append("- {id: many-").append(i).append(", name: Many}\n");
    }

    apply(yaml.toString()).statusCode(200).body("created", equalTo(1000));
    apply(yaml.toString()).statusCode(200).body("unchanged", equalTo(1000));
  }

  @Test
  void onlyDocumentsAreApplied() {
    as("operator")
        .contentType("text/plain")
        .body("tenants: []")
        .post("/v1/catalogue:apply")
        .then()
        .statusCode(415);
    as("operator")
        .contentType("application/yaml")
        .body("{}".getBytes(StandardCharsets.UTF_8))
        .post("/v1/catalogue:apply?dryRun=perhaps")
        .then()
        .statusCode(400)
        .body("code", equalTo("invalid_parameter"));
  }

  private static ValidatableResponse refused(String yaml) {
    long before = revision();
    ValidatableResponse response =
        apply(yaml)
            .statusCode(422)
            .contentType("application/problem+json")
            .body("code", equalTo("invalid_catalogue"));
    assertThat(revision()).isEqualTo(before);
    return response;
  }
}
