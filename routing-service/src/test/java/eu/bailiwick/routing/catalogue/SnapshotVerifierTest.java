package eu.bailiwick.routing.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.bailiwick.routing.catalogue.SnapshotRefusedException.Cause;
import eu.bailiwick.routing.scripted.SnapshotSigner;
import eu.bailiwick.routing.scripted.TestCatalogue;
import eu.bailiwick.sovereignty.catalogue.Capability;
import eu.bailiwick.sovereignty.catalogue.Catalogue;
import eu.bailiwick.sovereignty.catalogue.Dialect;
import eu.bailiwick.sovereignty.catalogue.Endpoint;
import eu.bailiwick.sovereignty.catalogue.Limits;
import eu.bailiwick.sovereignty.catalogue.PeerIdentity;
import eu.bailiwick.sovereignty.catalogue.Priority;
import eu.bailiwick.sovereignty.catalogue.Snapshot;
import eu.bailiwick.sovereignty.catalogue.Support;
import eu.bailiwick.sovereignty.catalogue.Tenant;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SnapshotVerifierTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:30:00Z");
  private static final Path GOLDEN =
      Path.of("../registry-service/src/main/resources/contract/snapshot-v1.example.json");

  private final SnapshotSigner signer = SnapshotSigner.create("k1");
  private final SnapshotVerifier verifier =
      new SnapshotVerifier("eea", Clock.fixed(NOW, ZoneOffset.UTC));
  private final URI url = URI.create("http://127.0.0.1:1");
  private final TestCatalogue catalogue = new TestCatalogue(url, url);

  @Test
  void readsTheRegistrysGoldenExample() throws Exception {
    Serving serving = verify(signer.sign(golden()), Optional.empty());

    assertThat(serving.snapshot().revision()).isEqualTo(42);
    assertThat(serving.digest()).startsWith("sha256:").hasSize(71);
    assertThat(serving.destination("chat-paris").countries()).containsExactly("DE", "FR");
    assertThat(serving.destination("chat-virginia").enabled()).isFalse();
  }

  @Test
  void readsHowToReachAndFavourAnEndpoint() throws Exception {
    Destination paris = verify(signer.sign(golden()), Optional.empty()).destination("chat-paris");

    assertThat(paris.site().addressRanges()).containsExactly("192.0.2.0/24");
    assertThat(paris.site().trustAnchors()).hasSize(1);
    Endpoint endpoint = paris.endpoint();
    assertThat(endpoint.peer())
        .isEqualTo(
            new PeerIdentity("chat.internal.example", URI.create("spiffe://paris-1.example/chat")));
    assertThat(endpoint.dialect()).isEqualTo(Dialect.NIM_LLM_2);
    assertThat(endpoint.support(Capability.TOOLS)).isEqualTo(Support.YES);
    assertThat(endpoint.weight()).isEqualTo(300);
    assertThat(endpoint.canaryPercent()).isEqualTo(5);
    assertThat(endpoint.maxConcurrentRequests()).isEqualTo(64);
  }

  @Test
  void readsTheLimitsOfCallers() throws Exception {
    Catalogue catalogue = verify(signer.sign(golden()), Optional.empty()).snapshot().catalogue();

    assertThat(catalogue.tenants())
        .extracting(Tenant::limits)
        .containsExactly(new Limits(50, 1200L, 500_000L, 3_000_000_000L), Limits.NONE);
    assertThat(catalogue.applications().getFirst().priority()).isEqualTo(Priority.INTERACTIVE);
  }

  @Test
  void toleratesUnknownMembers() throws Exception {
    String json = golden().replaceFirst("\"format\"", "\"later\": {\"x\": 1}, \"format\"");

    assertThat(verify(signer.sign(json), Optional.empty()).snapshot().revision()).isEqualTo(42);
  }

  @Test
  void refusesAnUnknownConstraintForItMightForbidSomething() throws IOException {
    String json = golden().replaceFirst("\"processingWithin\"", "\"processingOnTuesdays\"");

    assertRefused(signer.sign(json), Optional.empty(), Cause.CONTENT);
  }

  @Test
  void refusesACertificateThatSaysSomethingElseThanCountingAgain() throws IOException {
    String json = golden().replaceFirst("\"endpoints\"\\s*:\\s*0", "\"endpoints\": 1");

    assertRefused(signer.sign(json), Optional.empty(), Cause.CONTENT);
  }

  @Test
  void refusesASnapshotWithoutACertificate() throws IOException {
    String json = golden().replaceFirst("\"certificate\"", "\"testimonial\"");

    assertRefused(signer.sign(json), Optional.empty(), Cause.CONTENT);
  }

  @Test
  void refusesAnotherFormat() throws IOException {
    String json = golden().replaceFirst("\"format\"\\s*:\\s*1", "\"format\": 2");

    assertRefused(signer.sign(json), Optional.empty(), Cause.CONTENT);
  }

  @Test
  void refusesAnUnsoundCatalogue() throws IOException {
    String json = golden().replaceFirst("\"site\"\\s*:\\s*\"paris-1\"", "\"site\": \"atlantis\"");

    assertRefused(signer.sign(json), Optional.empty(), Cause.CONTENT);
  }

  @Test
  void refusesAnUntrustedKey() {
    SnapshotSigner stranger = SnapshotSigner.create("k1");

    assertRefused(stranger.sign(snapshot(1, NOW)), Optional.empty(), Cause.SIGNATURE);
  }

  @Test
  void refusesAnUnknownKeyId() {
    SnapshotSigner stranger = SnapshotSigner.create("k2");

    assertRefused(stranger.sign(snapshot(1, NOW)), Optional.empty(), Cause.SIGNATURE);
  }

  @Test
  void refusesAChangedPayload() {
    String[] parts = signer.sign(snapshot(1, NOW)).split("\\.", -1);
    String payload =
        new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)
            .replace("\"revision\":1", "\"revision\":2");

    assertRefused(
        parts[0] + "." + encode(payload) + "." + parts[2], Optional.empty(), Cause.SIGNATURE);
  }

  @Test
  void refusesWhatIsNotSigned() throws IOException {
    String header = encode("{\"alg\":\"none\",\"kid\":\"k1\",\"typ\":\"bailiwick-snapshot+jws\"}");

    assertRefused(header + "." + encode(golden()) + ".", Optional.empty(), Cause.SIGNATURE);
    assertRefused(golden(), Optional.empty(), Cause.SIGNATURE);
  }

  @Test
  void refusesAnotherCell() throws IOException {
    String json = golden().replaceFirst("\"cell\"\\s*:\\s*\"eea\"", "\"cell\": \"ch\"");

    assertRefused(signer.sign(json), Optional.empty(), Cause.WRONG_CELL);
  }

  @Test
  void refusesAnOlderRevision() throws Exception {
    Serving current = verify(signer.sign(snapshot(5, NOW)), Optional.empty());

    assertRefused(signer.sign(snapshot(4, NOW)), Optional.of(current), Cause.ROLLBACK);
    assertRefused(
        signer.sign(snapshot(5, NOW.minusSeconds(1))), Optional.of(current), Cause.ROLLBACK);
  }

  @Test
  void takesTheSameRevisionIssuedAgain() throws Exception {
    Serving current = verify(signer.sign(snapshot(5, NOW.minusSeconds(9))), Optional.empty());

    Serving next = verify(signer.sign(snapshot(5, NOW)), Optional.of(current));

    assertThat(next.snapshot().issuedAt()).isEqualTo(NOW);
  }

  @Test
  void refusesAnExpiredOne() {
    Snapshot expired = catalogue.snapshot(1, NOW.minusSeconds(60), NOW);

    assertRefused(signer.sign(expired), Optional.empty(), Cause.EXPIRED);
  }

  private Snapshot snapshot(long revision, Instant issuedAt) {
    return catalogue.snapshot(revision, issuedAt, issuedAt.plusSeconds(3600));
  }

  private Serving verify(String jws, Optional<Serving> current) throws SnapshotRefusedException {
    return verifier.verify(
        jws, signer.publicKeys(), current.map(served -> Floor.of(served.snapshot())));
  }

  private void assertRefused(String jws, Optional<Serving> current, Cause cause) {
    assertThatThrownBy(() -> verify(jws, current))
        .isInstanceOfSatisfying(
            SnapshotRefusedException.class, e -> assertThat(e.reason()).isEqualTo(cause));
  }

  private static String golden() throws IOException {
    return Files.readString(GOLDEN);
  }

  private static String encode(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
