package eu.bailiwick.registry.revocation;

import static eu.bailiwick.registry.RegistryApi.apply;
import static eu.bailiwick.registry.RegistryApi.as;
import static eu.bailiwick.registry.RegistryApi.get;
import static eu.bailiwick.registry.RegistryApi.revision;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import com.fasterxml.jackson.databind.JsonNode;
import eu.bailiwick.registry.MovableClock;
import eu.bailiwick.registry.RegistryApi;
import eu.bailiwick.registry.RegistryTest;
import eu.bailiwick.registry.catalogue.CatalogueStore;
import eu.bailiwick.registry.catalogue.Plan;
import eu.bailiwick.registry.catalogue.Provenance;
import eu.bailiwick.registry.document.Kind;
import eu.bailiwick.registry.document.Upsert;
import eu.bailiwick.registry.http.RefusedException;
import eu.bailiwick.registry.json.CatalogueJson;
import eu.bailiwick.sovereignty.catalogue.Approval;
import eu.bailiwick.sovereignty.catalogue.Lifecycle;
import eu.bailiwick.sovereignty.catalogue.Revocation;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.Assertions;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.JsonWebSignature;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@RegistryTest
class RevocationTest {

  private static final String CELL = "example-eea";
  private static final AtomicInteger NEXT = new AtomicInteger();

  @Inject MovableClock clock;
  @Inject CatalogueStore store;

  private String id = "";

  @BeforeEach
  void somethingToRevoke() {
    RegistryApi.applyExample();
    id = "doomed-" + NEXT.incrementAndGet();
    apply(document("ACTIVE")).statusCode(200);
    store.change(
        new Provenance("test", null),
        before ->
            Plan.of(
                before,
                List.<Upsert<?>>of(
                    new Upsert<>(
                        Kind.LIFECYCLES,
                        new Lifecycle(id, Lifecycle.State.APPROVED, "marie", "paul", null, null),
                        ""),
                    new Upsert<>(
                        Kind.APPROVALS,
                        new Approval(
                            id,
                            id,
                            "EEA",
                            "health",
                            Approval.State.GRANTED,
                            Instant.EPOCH,
                            Instant.parse("2100-01-01T00:00:00Z"),
                            "marie",
                            "paul"),
                        ""))));
  }

  private String document(String status) {
    return """
    versions:
      - {id: %1$s, model: example/chat-8b, imageDigest: 'sha256:%3$s', weightsDigest: 'sha256:%3$s', profile: p}
    endpoints:
      - {id: %1$s, version: %1$s, site: example-paris, servedModel: m, state: ENABLED,
         baseUrl: 'https://doomed.example', facts: {processing: {value: [FR], grade: DECLARED, source: s}}}
    keys:
      - {id: %1$s, application: example-letters, hash: 'sha256:%4$s', status: %2$s}
    """
        .formatted(id, status, "0".repeat(64), "%064x".formatted(id.hashCode() & 0xffffffL));
  }

  @Test
  void aRevocationIsOneChangeWithItsReason() {
    long before = revision();

    revoke("approver", "endpoints", "stolen weights")
        .statusCode(201)
        .header("Location", containsString("/v1/revocations/endpoint." + id))
        .body("id", equalTo("endpoint." + id))
        .body("kind", equalTo("ENDPOINT"))
        .body("subject", equalTo(id))
        .body("revision", equalTo((int) before + 1))
        .body("actor", equalTo("approver"))
        .body("reason", equalTo("stolen weights"));

    get("/v1/catalogue/changes?since=" + before)
        .body("items.size()", equalTo(1))
        .body("items[0].actor", equalTo("approver"))
        .body("items[0].reason", equalTo("stolen weights"))
        .body("items[0].items[0].kind", equalTo("revocations"));
    get("/v1/revocations?limit=1000").body("items.subject", hasItem(id));
  }

  @Test
  void whatIsRevokedTwiceWasRevokedTheFirstTime() {
    String first = revoke("operator", "keys", "leaked").statusCode(201).extract().asString();
    long before = revision();

    String second = revoke("approver", "keys", "again").statusCode(200).extract().asString();

    assertThat(second).isEqualTo(first);
    assertThat(revision()).isEqualTo(before);
  }

  @Test
  void theSubjectShowsIt() {
    revoke("operator", "keys", "leaked").statusCode(201);
    revoke("operator", "versions", "poisoned").statusCode(201);
    revoke("operator", "approvals", "withdrawn").statusCode(201);

    get("/v1/keys/" + id).body("status", equalTo("REVOKED"));
    assertThat(store.current().find(Kind.LIFECYCLES, id).orElseThrow().value())
        .isEqualTo(new Lifecycle(id, Lifecycle.State.REVOKED, "marie", "paul", null, null));
    assertThat(store.current().find(Kind.APPROVALS, id).orElseThrow().value().state())
        .isEqualTo(Approval.State.REVOKED);
  }

  @Test
  void itIsForGoodWhateverDocumentsSay() {
    revoke("operator", "keys", "leaked").statusCode(201);

    apply(document("ACTIVE"))
        .statusCode(422)
        .body("violations.path", equalTo(List.of("keys[0].status")));
    as("operator")
        .header("If-Match", "*")
        .contentType("application/json")
        .body(get("/v1/keys/" + id).extract().asString().replace("REVOKED", "ACTIVE"))
        .put("/v1/keys/" + id)
        .then()
        .statusCode(422)
        .body("violations.path", equalTo(List.of("status")));
    apply(document("REVOKED")).statusCode(200);
  }

  @Test
  void removingAndMakingItAgainBringsNothingBack() {
    revoke("operator", "keys", "leaked").statusCode(201);
    revoke("operator", "endpoints", "seized").statusCode(201);
    remove("keys");
    remove("endpoints");

    apply(document("ACTIVE"))
        .statusCode(422)
        .body("violations.path", equalTo(List.of("keys[0].status")));
    apply(document("REVOKED")).statusCode(200);
    get("/v1/revocations/endpoint." + id).statusCode(200).body("subject", equalTo(id));
    assertThat(store.current().catalogue().revocations())
        .extracting(Revocation::id)
        .contains("endpoint." + id, "key." + id);
  }

  private void remove(String collection) {
    as("operator")
        .header("If-Match", "*")
        .delete("/v1/" + collection + "/" + id)
        .then()
        .statusCode(204);
  }

  @Test
  void itIsForGoodWhateverElseChangesTheCatalogue() {
    revoke("operator", "versions", "poisoned").statusCode(201);
    revoke("operator", "approvals", "withdrawn").statusCode(201);
    Approval approval = store.current().find(Kind.APPROVALS, id).orElseThrow().value();

    refused(
        new Upsert<>(
            Kind.LIFECYCLES,
            new Lifecycle(id, Lifecycle.State.APPROVED, null, null, null, null),
            ""),
        "lifecycles[\"" + id + "\"].state");
    refused(
        new Upsert<>(Kind.APPROVALS, approval.decided(Approval.State.GRANTED, "paul"), ""),
        "approvals[\"" + id + "\"].state");
  }

  private void refused(Upsert<?> upsert, String path) {
    Assertions.assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(
            () ->
                store.change(
                    new Provenance("test", null), before -> Plan.of(before, List.of(upsert))))
        .satisfies(e -> assertThat(e.violations().getFirst().path()).isEqualTo(path));
  }

  @Test
  void aReasonIsNeededAndASubjectAndARole() {
    as("operator")
        .contentType("application/json")
        .body("{}")
        .post("/v1/endpoints/" + id + ":revoke")
        .then()
        .statusCode(422)
        .body("violations.path", equalTo(List.of("reason")));
    revoke("operator", "endpoints", " ")
        .statusCode(422)
        .body("violations.path", equalTo(List.of("reason")));
    revoke("officer", "endpoints", "x").statusCode(403);
    revoke("router", "endpoints", "x").statusCode(403);
    as("operator")
        .contentType("application/json")
        .body("{\"reason\":\"x\"}")
        .post("/v1/endpoints/nobody:revoke")
        .then()
        .statusCode(404);
  }

  @Test
  void theNextSnapshotHoldsItAndTheSubjectsState() throws Exception {
    revoke("operator", "keys", "leaked").statusCode(201);

    JsonNode snapshot = payload(snapshot().body().asString()).path("catalogue");

    assertThat(snapshot.path("revocations").findValuesAsText("subject")).contains(id);
    assertThat(snapshot.toString()).doesNotContain("marie");
  }

  @Test
  void aRouterThatMaskedItStoppedThen() throws Exception {
    String router = "masking-" + id;
    Response served = snapshot();
    report(router, served, "").statusCode(200);
    long revision =
        revoke("operator", "endpoints", "gone").extract().jsonPath().getLong("revision");
    get("/v1/revocations/endpoint." + id)
        .body(routerOf(router) + ".state", equalTo("PENDING"))
        .body("stoppedEverywhereAt", equalTo(null));

    Instant masked = clock.instant().truncatedTo(ChronoUnit.MICROS);
    report(router, served, "{\"revocation\":\"endpoint." + id + "\",\"since\":\"" + masked + "\"}")
        .statusCode(200);

    ValidatableResponse statement = get("/v1/revocations/endpoint." + id);
    statement
        .body("revision", equalTo((int) revision))
        .body(routerOf(router) + ".state", equalTo("STOPPED"))
        .body(routerOf(router) + ".way", equalTo("MASK"))
        .body(routerOf(router) + ".stoppedAt", equalTo(masked.toString()));
  }

  @Test
  void aRouterThatServesASnapshotWithItStoppedThen() {
    String router = "polling-" + id;
    report(router, snapshot(), "").statusCode(200);
    revoke("operator", "endpoints", "gone").statusCode(201);

    report(router, snapshot(), "").statusCode(200);

    get("/v1/revocations/endpoint." + id)
        .body(routerOf(router) + ".state", equalTo("STOPPED"))
        .body(routerOf(router) + ".way", equalTo("SNAPSHOT"));
  }

  @Test
  void aRouterThatNeverSaidSoStoppedWhenItsLastSnapshotLapsed() {
    String router = "silent-" + id;
    report(router, snapshot(), "").statusCode(200);
    revoke("operator", "endpoints", "gone").statusCode(201);

    clock.advance(Duration.ofMinutes(61));

    ValidatableResponse statement = get("/v1/revocations/endpoint." + id);
    statement.body(routerOf(router) + ".state", equalTo("LAPSED"));
    assertThat(statement.extract().<String>path(routerOf(router) + ".stoppedAt"))
        .isEqualTo(
            statement.extract().<String>path("cells.find{it.cell=='" + CELL + "'}.lapsesAt"));
    assertThat(statement.extract().<String>path("stoppedEverywhereAt")).isNotNull();
  }

  @Test
  void aRouterThatBeganLaterHadNothingToStop() {
    revoke("operator", "endpoints", "gone").statusCode(201);
    clock.advance(Duration.ofMinutes(1));

    report("later-" + id, snapshot(), "").statusCode(200);

    get("/v1/revocations/endpoint." + id).body(routerOf("later-" + id), equalTo(null));
  }

  @Test
  void theStatementIsSigned() throws Exception {
    revoke("operator", "endpoints", "gone").statusCode(201);
    String jws =
        as("officer")
            .accept("application/jose")
            .get("/v1/revocations/endpoint." + id)
            .then()
            .statusCode(200)
            .contentType("application/jose")
            .extract()
            .asString();

    JsonNode payload = payload(jws);

    assertThat(typ(jws)).isEqualTo("bailiwick-revocation-statement+jws");
    JsonNode plain =
        CatalogueJson.parse(
            as("officer")
                .accept("application/json")
                .get("/v1/revocations/endpoint." + id)
                .asString());
    assertThat(payload.path("id")).isEqualTo(plain.path("id"));
    assertThat(payload.path("cells")).isEqualTo(plain.path("cells"));
    get("/v1/revocations/endpoint.nobody").statusCode(404);
  }

  private ValidatableResponse revoke(String role, String kind, String reason) {
    return as(role)
        .contentType("application/json")
        .body("{\"reason\":\"" + reason + "\"}")
        .post("/v1/" + kind + "/" + id + ":revoke")
        .then();
  }

  private static Response snapshot() {
    return as("router")
        .get("/v1/cells/" + CELL + "/snapshot")
        .then()
        .statusCode(200)
        .extract()
        .response();
  }

  private ValidatableResponse report(String router, Response snapshot, String masked) {
    try {
      JsonNode payload = payload(snapshot.asString());
      return as("router")
          .contentType("application/json")
          .body(
              "{\"revision\":%s,\"digest\":%s,\"servingSince\":\"%s\",\"startedAt\":\"%s\",\"masked\":[%s]}"
                  .formatted(
                      payload.path("revision"),
                      snapshot.header("ETag"),
                      clock.instant(),
                      clock.instant(),
                      masked))
          .put("/v1/cells/" + CELL + "/routers/" + router)
          .then();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static String routerOf(String router) {
    return "cells.find{it.cell=='" + CELL + "'}.routers.find{it.router=='" + router + "'}";
  }

  private static String typ(String jws) throws Exception {
    JsonWebSignature signature = new JsonWebSignature();
    signature.setCompactSerialization(jws);
    return signature.getHeader("typ");
  }

  private static JsonNode payload(String jws) throws Exception {
    JsonWebSignature signature = new JsonWebSignature();
    signature.setCompactSerialization(jws);
    signature.setKey(
        new JsonWebKeySet(given().get("/v1/snapshot-keys").asString())
            .getJsonWebKeys()
            .getFirst()
            .getKey());
    assertThat(signature.verifySignature()).isTrue();
    return CatalogueJson.parse(signature.getPayload());
  }
}
