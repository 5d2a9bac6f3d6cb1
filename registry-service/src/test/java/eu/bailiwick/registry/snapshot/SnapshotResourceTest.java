package eu.bailiwick.registry.snapshot;

import static eu.bailiwick.registry.RegistryApi.as;
import static eu.bailiwick.registry.RegistryApi.put;
import static eu.bailiwick.registry.RegistryApi.revision;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import eu.bailiwick.registry.MovableClock;
import eu.bailiwick.registry.RegistryApi;
import eu.bailiwick.registry.RegistryTest;
import eu.bailiwick.registry.json.CatalogueJson;
import eu.bailiwick.registry.json.RecordReader;
import eu.bailiwick.registry.json.Violations;
import eu.bailiwick.sovereignty.catalogue.Endpoint;
import eu.bailiwick.sovereignty.catalogue.Integrity;
import eu.bailiwick.sovereignty.catalogue.Operation;
import eu.bailiwick.sovereignty.catalogue.Snapshot;
import eu.bailiwick.sovereignty.decision.Evaluator;
import eu.bailiwick.sovereignty.decision.Reason;
import eu.bailiwick.sovereignty.decision.RequestDescriptor;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.JsonWebSignature;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@RegistryTest
class SnapshotResourceTest {

  private static final String PATH = "/v1/cells/example-eea/snapshot";

  @Inject MovableClock clock;

  @BeforeEach
  void aCell() {
    RegistryApi.applyExample();
  }

  @Test
  void isSignedByAPublishedKeyAndNamedByItsDigest() throws Exception {
    Response response = snapshot();

    assertThat(response.contentType()).startsWith("application/jose");
    JsonWebSignature jws = verified(response);
    assertThat(jws.getHeader("alg")).isEqualTo("EdDSA");
    assertThat(jws.getHeader("typ")).isEqualTo("bailiwick-snapshot+jws");
    assertThat(jws.getKeyIdHeaderValue()).isEqualTo("test-key");
    assertThat(response.header("ETag"))
        .isEqualTo("\"sha256:" + sha256(jws.getPayloadBytes()) + "\"");
  }

  @Test
  void holdsTheCatalogueAtTheCurrentRevision() throws Exception {
    Snapshot snapshot = read(snapshot());

    assertThat(snapshot.cell()).isEqualTo("example-eea");
    assertThat(snapshot.revision()).isEqualTo(revision());
    assertThat(snapshot.validUntil()).isEqualTo(snapshot.issuedAt().plus(Duration.ofHours(1)));
    assertThat(Integrity.check(snapshot.catalogue(), snapshot.issuedAt())).isEmpty();
  }

  @Test
  void decisionsCanBeMadeByIt() throws Exception {
    RegistryApi.approve("example-chat-8b-1");
    Snapshot snapshot = read(snapshot());

    assertThat(
            new Evaluator(snapshot.catalogue(), "example-eea")
                .decide(
                    new RequestDescriptor(
                        "example-clinic",
                        "example-letters",
                        "health",
                        "example/chat-8b",
                        Operation.CHAT,
                        List.of()),
                    snapshot.issuedAt()))
        .satisfies(
            decision -> {
              assertThat(decision.reason()).isEqualTo(Reason.PERMITTED);
              assertThat(decision.eligible()).containsExactly("example-chat-paris");
            });
  }

  @Test
  void aRouterIsToldWhatItHas() {
    String etag = snapshot().header("ETag");

    as("router")
        .header("If-None-Match", etag)
        .get(PATH)
        .then()
        .statusCode(304)
        .header("ETag", etag)
        .body(emptyString());
    assertThat(snapshot().header("ETag")).isEqualTo(etag);
  }

  @Test
  void aChangeMakesAnotherOne() throws Exception {
    String etag = snapshot().header("ETag");
    long before = revision();
    put("/v1/tenants/snap-" + before, "{\"id\":\"snap-" + before + "\",\"name\":\"S\"}")
        .statusCode(201);

    as("router").header("If-None-Match", etag).get(PATH).then().statusCode(200);
    assertThat(read(snapshot()).revision()).isEqualTo(before + 1);
  }

  @Test
  void halfOfItsLifeMakesAnotherOne() throws Exception {
    Snapshot first = read(snapshot());
    String etag = snapshot().header("ETag");

    clock.advance(Duration.ofMinutes(31));

    Response second = snapshot();
    assertThat(second.header("ETag")).isNotEqualTo(etag);
    assertThat(read(second).revision()).isEqualTo(first.revision());
    assertThat(read(second).issuedAt()).isAfter(first.issuedAt().plus(Duration.ofMinutes(30)));
    assertThat(read(second).catalogue()).isEqualTo(first.catalogue());
  }

  @Test
  void everyOneIsKeptByItsDigest() {
    Response first = snapshot();
    String digest = first.header("ETag").replace("\"", "");
    clock.advance(Duration.ofHours(3));
    assertThat(snapshot().header("ETag")).isNotEqualTo(first.header("ETag"));

    as("officer")
        .get("/v1/snapshots/" + digest)
        .then()
        .statusCode(200)
        .header("ETag", first.header("ETag"))
        .body(equalTo(first.asString()));
    as("officer").get("/v1/snapshots/sha256:00").then().statusCode(404);
  }

  @Test
  void howeverManyAskOneIsIssued() throws Exception {
    clock.advance(Duration.ofHours(1));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<String>> tasks =
          Stream.<Callable<String>>generate(() -> () -> snapshot().header("ETag"))
              .limit(20)
              .toList();

      List<Future<String>> etags = threads.invokeAll(tasks);

      assertThat(etags.stream().map(Future::resultNow).distinct()).hasSize(1);
    }
  }

  @Test
  void addressesOutsideTheBorderAreNotTold() throws Exception {
    RegistryApi.apply(
            """
            sites:
              - {id: least-us, name: U, country: US, operator: example-cloud, status: OPERATIONAL}
            endpoints:
              - {id: least-us, version: example-chat-8b-1, site: least-us, servedModel: m,
                 state: ENABLED, baseUrl: 'https://secret.example',
                 facts: {processing: {value: [US], grade: DECLARED, source: s}}}
            """)
        .statusCode(200);

    Response response = snapshot();

    Set<String> addressed =
        read(response).catalogue().endpoints().stream()
            .filter(endpoint -> endpoint.baseUrl() != null)
            .map(Endpoint::id)
            .collect(Collectors.toSet());
    assertThat(addressed).contains("example-chat-paris", "example-chat-berlin");
    assertThat(addressed).doesNotContain("least-us");
    assertThat(verified(response).getPayload()).contains("least-us").doesNotContain("secret");
  }

  @Test
  void thereIsNoneForACellThatDoesNotExist() {
    as("router")
        .get("/v1/cells/nowhere/snapshot")
        .then()
        .statusCode(404)
        .contentType("application/problem+json")
        .body("detail", not(emptyString()));
  }

  private static Response snapshot() {
    return as("router").get(PATH).then().statusCode(200).extract().response();
  }

  private static JsonWebSignature verified(Response response) throws Exception {
    JsonWebSignature jws = new JsonWebSignature();
    jws.setCompactSerialization(response.asString());
    jws.setKey(
        new JsonWebKeySet(given().get("/v1/snapshot-keys").asString())
            .getJsonWebKeys()
            .getFirst()
            .getKey());
    assertThat(jws.verifySignature()).isTrue();
    return jws;
  }

  private static Snapshot read(Response response) throws Exception {
    JsonNode payload = CatalogueJson.parse(verified(response).getPayload());
    Violations violations = new Violations();
    Snapshot snapshot =
        new RecordReader(violations).read(Snapshot.class, payload, "").orElseThrow();
    assertThat(violations.list()).isEmpty();
    return snapshot;
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
