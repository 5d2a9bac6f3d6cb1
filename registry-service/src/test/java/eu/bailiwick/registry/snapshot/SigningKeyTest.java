package eu.bailiwick.registry.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import eu.bailiwick.registry.RegistryParts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.OctetKeyPairJsonWebKey;
import org.jose4j.jwk.OkpJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningKeyTest {

  @TempDir Path directory;

  @Test
  void signsWhatItsPublicKeyVerifies() throws Exception {
    OctetKeyPairJsonWebKey jwk = RegistryParts.newKey("k");

    String jws =
        SigningKey.parse(privateJson(jwk)).sign("payload".getBytes(StandardCharsets.UTF_8), "t");

    JsonWebSignature read = new JsonWebSignature();
    read.setCompactSerialization(jws);
    read.setKey(jwk.getKey());
    assertThat(read.verifySignature()).isTrue();
    assertThat(read.getHeaders().getFullHeaderAsJsonString())
        .isEqualTo("{\"alg\":\"EdDSA\",\"kid\":\"k\",\"typ\":\"t\"}");
    assertThat(read.getPayload()).isEqualTo("payload");
  }

  @Test
  void aKeyWithoutNameIsNamedByItsThumbprint() throws Exception {
    OctetKeyPairJsonWebKey key = RegistryParts.newKey("k");
    String thumbprint = key.calculateBase64urlEncodedThumbprint("SHA-256");
    key.setKeyId(null);

    assertThat(SigningKey.parse(privateJson(key)).id()).isEqualTo(thumbprint);
  }

  @Test
  void withoutAKeyTheServiceRefusesAndNamesTheProperty() {
    refused(Optional.empty(), "is not set");
    refused(Optional.of(" "), "is not set");
    refused(Optional.of(directory.resolve("none").toString()), "cannot be read");
  }

  @Test
  void otherKeysAreRefused() throws Exception {
    refused("no json", "is not a JWK");
    refused(
        RegistryParts.newKey("k").toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY),
        "not a private OKP key");
    refused(
        privateJson(OkpJwkGenerator.generateJwk(OctetKeyPairJsonWebKey.SUBTYPE_ED448)),
        "curve Ed25519");
    refused(privateJson(EcJwkGenerator.generateJwk(EllipticCurves.P256)), "curve Ed25519");
  }

  private void refused(String content, String why) throws Exception {
    Path file = Files.writeString(directory.resolve("key.json"), content);
    refused(Optional.of(file.toString()), why);
  }

  private static void refused(Optional<String> file, String why) {
    assertThatIllegalStateException()
        .isThrownBy(() -> SigningKey.load(file))
        .withMessageContaining("bailiwick.snapshot.signing-key-file")
        .withMessageContaining(why);
  }

  private static String privateJson(JsonWebKey key) throws JoseException {
    return key.toJson(JsonWebKey.OutputControlLevel.INCLUDE_PRIVATE);
  }
}
