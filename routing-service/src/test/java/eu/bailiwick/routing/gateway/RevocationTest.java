package eu.bailiwick.routing.gateway;

import static eu.bailiwick.parts.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import eu.bailiwick.routing.scripted.SnapshotSigner;
import eu.bailiwick.routing.scripted.Surroundings;
import eu.bailiwick.routing.scripted.TestCatalogue;
import eu.bailiwick.sovereignty.catalogue.Revocation;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is revoked is out at once, and the registry hears of it. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class RevocationTest extends RunningRouter {

  private static final String SOLO = "{\"model\":\"org/solo-chat\"}";
  private static final String CHAT = "{\"model\":\"scripted-chat\"}";

  @BeforeEach
  void watched() {
    paris.script((request, wire) -> wire.json(200, ANSWER));
    frankfurt.script((request, wire) -> wire.json(200, ANSWER));
    await().until(() -> registry.watchers() == 1);
  }

  @Test
  void anEndpointGetsNothingMore() throws Exception {
    assertThat(chat(TestCatalogue.TRIAGE_KEY, SOLO).statusCode()).isEqualTo(200);

    revoke(Revocation.Kind.ENDPOINT, "solo-paris");

    HttpResponse<String> refused = chat(TestCatalogue.TRIAGE_KEY, SOLO);
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(error(refused).path("code").asText()).isEqualTo("no_lawful_endpoint");
    assertThat(refused.body()).contains("solo-paris").contains("REVOKED");
    JsonNode decision = events(decision(refused), 1).getFirst().path("decision");
    assertThat(decision.path("revocations").path(0).asText()).isEqualTo("endpoint.solo-paris");
    assertThat(decision.path("candidates").path(0).path("reasons").path(0).asText())
        .isEqualTo("REVOKED");
  }

  @Test
  void theExplanationNamesTheRevocationAndIsTheOneOfThen() throws Exception {
    HttpResponse<String> before = chat(TestCatalogue.TRIAGE_KEY, SOLO);
    revoke(Revocation.Kind.ENDPOINT, "solo-paris");
    HttpResponse<String> after = chat(TestCatalogue.TRIAGE_KEY, SOLO);

    String officer = setting("test.token.officer");
    JsonNode permitted = json(get("/bailiwick/v1/decisions/" + decision(before), officer));
    JsonNode denied = json(get("/bailiwick/v1/decisions/" + decision(after), officer));

    assertThat(permitted.path("verdict").asText()).isEqualTo("PERMIT");
    assertThat(denied.path("verdict").asText()).isEqualTo("DENY");
    assertThat(denied.at("/candidates/0/predicates/0/origin").asText())
        .isEqualTo("revocation:endpoint.solo-paris");
    assertThat(denied.path("snapshot")).isEqualTo(permitted.path("snapshot"));
  }

  @Test
  void aVersionTakesAllItsEndpointsAlong() throws Exception {
    revoke(Revocation.Kind.VERSION, "scripted-chat-1");

    assertThat(chat(TestCatalogue.TRIAGE_KEY, CHAT).statusCode()).isEqualTo(403);
    assertThat(chat(TestCatalogue.TRIAGE_KEY, SOLO).statusCode()).isEqualTo(200);
  }

  @Test
  void anApprovalTakesWhatItCovered() throws Exception {
    revoke(Revocation.Kind.APPROVAL, "solo-chat-1-eea");

    assertThat(chat(TestCatalogue.TRIAGE_KEY, SOLO).statusCode()).isEqualTo(403);
    assertThat(chat(TestCatalogue.PORTAL_KEY, SOLO).statusCode()).isEqualTo(403);
    assertThat(chat(TestCatalogue.TRIAGE_KEY, CHAT).statusCode()).isEqualTo(200);
  }

  @Test
  void aKeyOpensNothing() throws Exception {
    revoke(Revocation.Kind.KEY, "portal-key");

    HttpResponse<String> refused = chat(TestCatalogue.PORTAL_KEY, SOLO);
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(events(decision(refused), 1).getFirst().path("decision").path("reason").asText())
        .isEqualTo("KEY_REVOKED");
    assertThat(get("/v1/models", TestCatalogue.PORTAL_KEY).statusCode()).isEqualTo(401);
    assertThat(chat(TestCatalogue.TRIAGE_KEY, SOLO).statusCode()).isEqualTo(200);
  }

  @Test
  void theOtherLawfulEndpointServesOn() throws Exception {
    revoke(Revocation.Kind.ENDPOINT, "chat-paris");

    for (int i = 0; i < 4; i++) {
      HttpResponse<String> answer = chat(TestCatalogue.TRIAGE_KEY, CHAT);
      assertThat(header(answer, "Bailiwick-Endpoint")).isEqualTo("chat-frankfurt");
    }
  }

  @Test
  void theMaskGoesWhenTheSnapshotHoldsWhatItHid() throws Exception {
    long served = servedRevision();
    Revocation revocation = revoke(Revocation.Kind.ENDPOINT, "solo-paris");
    Instant now = Instant.now();
    publish(signer.sign(catalogue.snapshot(served, now, now.plusSeconds(3600))));
    await().until(() -> current.serving().orElseThrow().snapshot().issuedAt().equals(now));
    assertThat(masked()).containsExactly("endpoint.solo-paris");
    assertThat(chat(TestCatalogue.TRIAGE_KEY, SOLO).statusCode()).isEqualTo(403);

    catalogue.revoke(revocation);
    serve();

    assertThat(masked()).isEmpty();
    assertThat(chat(TestCatalogue.TRIAGE_KEY, SOLO).statusCode()).isEqualTo(403);
  }

  @Test
  void whatTheRegistryDidNotSignTakesNothingAway() throws Exception {
    Revocation revocation = revocation(Revocation.Kind.ENDPOINT, "solo-paris");
    long revision = nextRevision();
    registry.tell(
        "revocation", revision, SnapshotSigner.create("test-key").revoke(revocation, revision));
    registry.tell("revocation", revision, "not.a.signature");
    registry.tell(
        "revocation", revision, signer.sign("{\"format\":1,\"revision\":" + revision + "}"));
    revoke(Revocation.Kind.ENDPOINT, "chat-paris");

    assertThat(masked()).containsExactly("endpoint.chat-paris");
    assertThat(chat(TestCatalogue.TRIAGE_KEY, SOLO).statusCode()).isEqualTo(200);
  }

  @Test
  void theRegistryHearsWhatIsServedAndSinceWhenItIsMasked() throws Exception {
    Instant before = clock.instant();
    Revocation revocation = revoke(Revocation.Kind.ENDPOINT, "solo-paris");

    await().until(() -> reported(revocation.id()).isPresent());

    JsonNode report = reported(revocation.id()).orElseThrow();
    assertThat(report.path("revision").asLong()).isEqualTo(servedRevision());
    assertThat(report.path("digest").asText()).isEqualTo(current.serving().orElseThrow().digest());
    assertThat(Instant.parse(report.at("/masked/0/since").asText()))
        .isBetween(before, clock.instant());
    assertThat(registry.reports().getLast()).startsWith("/v1/cells/eea/routers/router-fr-1 ");
    serve();
    await()
        .until(
            () -> {
              JsonNode last = lastReport();
              return last.path("revision").asLong() == servedRevision()
                  && last.path("masked").isEmpty();
            });
  }

  @Test
  void aBrokenStreamResumesWhereItWas() throws Exception {
    revoke(Revocation.Kind.ENDPOINT, "chat-paris");
    long position = lastTold;
    registry.watchStatus(503);
    await().until(() -> registry.watchers() == 0);
    registry.watchStatus(200);
    await().until(() -> registry.watchers() == 1);

    assertThat(registry.positions().getLast()).isEqualTo(Long.toString(position));
    revoke(Revocation.Kind.ENDPOINT, "chat-frankfurt");
    assertThat(chat(TestCatalogue.TRIAGE_KEY, CHAT).statusCode()).isEqualTo(403);
  }

  @Test
  void withoutTheStreamTheNextSnapshotTells() throws Exception {
    registry.watchStatus(503);
    await().until(() -> registry.watchers() == 0);

    catalogue.revoke(revocation(Revocation.Kind.ENDPOINT, "solo-paris"));
    serve();

    assertThat(chat(TestCatalogue.TRIAGE_KEY, SOLO).statusCode()).isEqualTo(403);
  }

  private long lastTold;

  private Revocation revoke(Revocation.Kind kind, String subject) {
    Revocation revocation = revocation(kind, subject);
    lastTold = nextRevision();
    registry.tell("revocation", lastTold, signer.revoke(revocation, lastTold));
    await().until(() -> masked().contains(revocation.id()));
    return revocation;
  }

  private static Revocation revocation(Revocation.Kind kind, String subject) {
    return new Revocation(kind, subject, Instant.now());
  }

  private List<String> masked() {
    return current.serving().orElseThrow().masked();
  }

  private Optional<JsonNode> reported(String revocation) {
    return registry.reports().stream()
        .map(RevocationTest::report)
        .filter(r -> r.path("masked").findValuesAsText("revocation").contains(revocation))
        .findFirst();
  }

  private JsonNode lastReport() {
    return report(registry.reports().getLast());
  }

  private static JsonNode report(String text) {
    try {
      return MAPPER.readTree(text.substring(text.indexOf(' ')));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
