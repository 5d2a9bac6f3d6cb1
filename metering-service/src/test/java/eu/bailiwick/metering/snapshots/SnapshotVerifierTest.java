package eu.bailiwick.metering.snapshots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.bailiwick.metering.cell.SnapshotSigner;
import eu.bailiwick.metering.event.Bytes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotVerifierTest {

  private static final String PAYLOAD = SnapshotSigner.payload("eea", 17);

  private final SnapshotSigner signer = new SnapshotSigner();
  private final SnapshotVerifier verifier = new SnapshotVerifier("eea");

  private SignedSnapshot verify(String jws) throws SnapshotRefusedException {
    return verifier.verify(bytes(jws), signer.trustedKeys());
  }

  private static Bytes bytes(String text) {
    return new Bytes(text.getBytes(StandardCharsets.US_ASCII));
  }

  private void assertRefused(String jws, String because) {
    assertThatThrownBy(() -> verify(jws))
        .isInstanceOf(SnapshotRefusedException.class)
        .hasMessageContaining(because);
  }

  @Test
  void readsWhatTheArchiveNeeds() throws SnapshotRefusedException {
    String jws = signer.sign(PAYLOAD);

    assertThat(verify(jws))
        .isEqualTo(
            new SignedSnapshot(
                SnapshotSigner.digest(PAYLOAD),
                "eea",
                17,
                Instant.parse("2026-11-24T10:00:00Z"),
                Instant.parse("2026-11-24T11:00:00Z"),
                SnapshotSigner.KEY_ID,
                bytes(jws)));
  }

  @Test
  void refusesWhatNobodyTrustedSigned() {
    String jws = signer.sign(PAYLOAD);
    String[] parts = jws.split("\\.", -1);
    String[] others = signer.sign(SnapshotSigner.payload("eea", 18)).split("\\.", -1);

    assertRefused(new SnapshotSigner().sign(PAYLOAD), "signature is wrong");
    assertRefused(parts[0] + "." + others[1] + "." + parts[2], "signature is wrong");
    assertRefused(parts[0] + "." + parts[1] + ".", "");
    assertThatThrownBy(() -> verifier.verify(bytes(jws), "{\"keys\":[]}"))
        .hasMessageContaining("not a trusted one");
  }

  @Test
  void refusesWhatWasSignedAsSomethingElse() {
    assertRefused(signer.sign("JWT", PAYLOAD), "typ is not");
    assertRefused(signer.sign(SnapshotSigner.payload("us", 17)), "for cell \"us\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{\"cell\":\"eea\"}",
        "{\"cell\":\"eea\",\"revision\":1.5}",
        "{\"cell\":\"eea\",\"revision\":1,\"issuedAt\":\"now\",\"validUntil\":\"later\"}"
      })
  void refusesWhatIsNoSnapshot(String payload) {
    assertRefused(signer.sign(payload), "it ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "a.b.c", "....", "é"})
  void refusesWhatIsNoSignature(String jws) {
    assertRefused(jws, "");
  }
}
