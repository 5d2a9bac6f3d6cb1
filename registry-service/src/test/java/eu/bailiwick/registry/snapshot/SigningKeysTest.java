package eu.bailiwick.registry.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import eu.bailiwick.registry.RegistryParts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.OctetKeyPairJsonWebKey;
import org.jose4j.keys.EllipticCurves;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningKeysTest {

  @TempDir Path directory;
  private final OctetKeyPairJsonWebKey old = RegistryParts.newKey("2026-10");
  private final OctetKeyPairJsonWebKey now = RegistryParts.newKey("2026-11");
  private final OctetKeyPairJsonWebKey next = RegistryParts.newKey("2026-12");

  @Test
  void oneSignsAndTheOthersArePublishedBesideIt() throws Exception {
    SigningKeys keys =
        load(privateFile(now), file(new JsonWebKeySet(old).toJson()), publicFile(next));

    assertThat(keys.active().id()).isEqualTo("2026-11");
    assertThat(
            new JsonWebKeySet(keys.publicKeySet())
                .getJsonWebKeys().stream().map(JsonWebKey::getKeyId))
        .containsExactly("2026-10", "2026-11", "2026-12");
    assertThat(keys.publishes("2026-10")).isTrue();
    assertThat(keys.publishes("2026-09")).isFalse();
  }

  @Test
  void nothingPrivateIsPublished() throws Exception {
    SigningKeys keys = load(privateFile(now), privateFile(old));

    assertThat(keys.publicKeySet()).contains("\"crv\":\"Ed25519\"").doesNotContain("\"d\"");
  }

  @Test
  void theSigningKeyMayBeAmongThePublished() throws Exception {
    assertThat(load(privateFile(now), publicFile(now)).publishes("2026-11")).isTrue();
  }

  @Test
  void whatCannotBePublishedStopsTheServiceAndNamesTheProperty() throws Exception {
    String signing = privateFile(now);

    refused(signing, directory.resolve("none").toString(), "cannot be read");
    refused(signing, file("no json"), "is neither a JWK nor a JWK set");
    refused(
        signing,
        file(EcJwkGenerator.generateJwk(EllipticCurves.P256).toJson()),
        "not an OKP key on curve Ed25519");
    refused(signing, publicFile(RegistryParts.newKey("2026-11")), "another key");
  }

  private static SigningKeys load(String signing, String... others) {
    return SigningKeys.load(Optional.of(signing), List.of(others));
  }

  private static void refused(String signing, String other, String why) {
    assertThatIllegalStateException()
        .isThrownBy(() -> load(signing, other))
        .withMessageContaining("bailiwick.snapshot.published-key-files")
        .withMessageContaining(why);
  }

  private String privateFile(JsonWebKey key) throws IOException {
    return file(key.toJson(JsonWebKey.OutputControlLevel.INCLUDE_PRIVATE));
  }

  private String publicFile(JsonWebKey key) throws IOException {
    return file(key.toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY));
  }

  private String file(String content) throws IOException {
    return Files.writeString(Files.createTempFile(directory, "key", ".json"), content).toString();
  }
}
