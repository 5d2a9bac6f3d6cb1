package eu.bailiwick.routing.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import eu.bailiwick.routing.scripted.SnapshotSigner;
import eu.bailiwick.routing.scripted.Surroundings;
import eu.bailiwick.routing.scripted.TestCatalogue;
import eu.bailiwick.sovereignty.catalogue.Endpoint;
import eu.bailiwick.sovereignty.catalogue.Snapshot;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The router follows the registry, forwards only. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class FollowingTest extends RunningRouter {

  private static final String SOLO = "{\"model\":\"org/solo-chat\"}";

  @Test
  void itShowsItsTokenToTheRegistry() {
    assertThat(registry.tokens()).contains("Bearer router-token");
  }

  @Test
  void aRevokedKeyOpensNothing() throws Exception {
    catalogue.revoke("triage-key");
    serve();

    HttpResponse<String> answer = chat(TestCatalogue.TRIAGE_KEY, SOLO);

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(events(decision(answer), 1).getFirst().path("decision").path("reason").asText())
        .isEqualTo("KEY_REVOKED");
  }

  @Test
  void aDisabledEndpointGetsNothing() throws Exception {
    catalogue.state("chat-paris", Endpoint.State.DISABLED);
    serve();
    frankfurt.script((request, wire) -> wire.json(200, ANSWER));

    for (int i = 0; i < 4; i++) {
      assertThat(chat(TestCatalogue.TRIAGE_KEY, "{\"model\":\"scripted-chat\"}").statusCode())
          .isEqualTo(200);
    }

    assertThat(paris.received()).isEmpty();
  }

  @Test
  void whatIsOlderUnsignedOrStrangeIsNotServed() {
    long served = servedRevision();
    Snapshot next = nextSnapshot();
    Instant now = Instant.now();

    publish(signer.sign(catalogue.snapshot(served - 1, now, now.plusSeconds(60))));
    publish(SnapshotSigner.create("test-key").sign(next));
    publish("not.a.signature");
    publish("");

    assertThat(servedRevision()).isEqualTo(served);
    publish(signer.sign(next));
    assertThat(servedRevision()).isEqualTo(next.revision());
  }

  @Test
  void anExpiredCatalogueRefusesEverything() throws Exception {
    Instant now = Instant.now();
    serve(catalogue.snapshot(nextRevision(), now, now.plusSeconds(600)));
    clock.move(Duration.ofMinutes(20));

    HttpResponse<String> known = chat(TestCatalogue.TRIAGE_KEY, SOLO);
    HttpResponse<String> unknown = chat("bw-nobody", SOLO);
    HttpResponse<String> models = get("/v1/models", TestCatalogue.TRIAGE_KEY);
    HttpResponse<String> ready = get("/q/health/ready", "none");

    assertThat(known.statusCode()).isEqualTo(503);
    assertThat(error(known).path("code").asText()).isEqualTo("catalogue_expired");
    assertThat(header(known, "Retry-After")).isNotBlank();
    assertThat(outcomes(known, 1)).containsExactly("denied catalogue_expired");
    assertThat(unknown.statusCode()).isEqualTo(503);
    assertThat(models.statusCode()).isEqualTo(503);
    assertThat(ready.statusCode()).isEqualTo(503);
    assertThat(paris.received()).isEmpty();
  }

  @Test
  void theRegistrysKeyChangesWithoutARefusal() throws Exception {
    Path trusted = Path.of(setting("bailiwick.registry.trusted-keys-file"));
    String before = Files.readString(trusted);
    SnapshotSigner next = SnapshotSigner.create("next-key");
    try {
      Files.writeString(trusted, SnapshotSigner.publicKeys(signer, next));
      serve();
      Snapshot rotated = nextSnapshot();
      publish(next.sign(rotated));
      assertThat(servedRevision()).isEqualTo(rotated.revision());
      serve();
      assertThat(servedRevision()).isGreaterThan(rotated.revision());
    } finally {
      Files.writeString(trusted, before);
    }
    long served = servedRevision();
    publish(next.sign(nextSnapshot()));
    assertThat(servedRevision()).isEqualTo(served);
  }

  @Test
  void itServesOnWithoutTheRegistry() throws Exception {
    registry.close();
    paris.script((request, wire) -> wire.json(200, ANSWER));

    assertThat(chat(TestCatalogue.TRIAGE_KEY, SOLO).statusCode()).isEqualTo(200);
    assertThat(get("/q/health/ready", "none").statusCode()).isEqualTo(200);
  }
}
