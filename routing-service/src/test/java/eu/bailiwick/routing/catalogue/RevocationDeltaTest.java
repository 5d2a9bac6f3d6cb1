package eu.bailiwick.routing.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.bailiwick.routing.catalogue.SnapshotRefusedException.Cause;
import eu.bailiwick.routing.scripted.SnapshotSigner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RevocationDeltaTest {

  private static final Path GOLDEN =
      Path.of("../registry-service/src/main/resources/contract/revocation-v1.example.json");
  private static final String TYPE = "bailiwick-revocation+jws";

  private final SnapshotSigner signer = SnapshotSigner.create("k1");

  @Test
  void readsTheRegistrysGoldenExample() throws Exception {
    Masked masked = verified(signer.sign(golden(), TYPE));

    assertThat(masked.id()).isEqualTo("endpoint.chat-paris");
    assertThat(masked.revision()).isEqualTo(43);
  }

  @Test
  void refusesWhatIsSignedAsSomethingElse() throws IOException {
    refused(signer.sign(golden()), Cause.SIGNATURE);
  }

  @Test
  void refusesAStranger() throws IOException {
    refused(SnapshotSigner.create("k1").sign(golden(), TYPE), Cause.SIGNATURE);
    refused(SnapshotSigner.create("k2").sign(golden(), TYPE), Cause.SIGNATURE);
  }

  @Test
  void refusesALaterFormAndAnUnknownKind() throws IOException {
    refused(signer.sign(golden().replace("\"format\": 1", "\"format\": 2"), TYPE), Cause.CONTENT);
    refused(signer.sign(golden().replace("ENDPOINT", "PLANET"), TYPE), Cause.CONTENT);
    refused(signer.sign("{\"format\":1,\"revision\":3}", TYPE), Cause.CONTENT);
  }

  private Masked verified(String jws) throws SnapshotRefusedException {
    return RevocationDelta.verified(jws, signer.publicKeys());
  }

  private void refused(String jws, Cause cause) {
    assertThatThrownBy(() -> verified(jws))
        .isInstanceOfSatisfying(
            SnapshotRefusedException.class, e -> assertThat(e.reason()).isEqualTo(cause));
  }

  private static String golden() throws IOException {
    return Files.readString(GOLDEN);
  }
}
