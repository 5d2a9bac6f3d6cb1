package eu.bailiwick.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that makes a signing key. Left out where there is no openssl. */
class SigningKeyTest {

  @TempDir Path folder;

  @BeforeEach
  void needsOpenssl() {
    assumeTrue(Commands.isThere("openssl"), "openssl is not on the path");
  }

  @Test
  void whatThePrivateKeySignsThePublicOneVerifies() throws Exception {
    assertThat(run("2026-11")).isZero();
    JsonNode signing = json("signing-key.json");
    JsonNode trusted = json("trusted-keys.json").path("keys").path(0);
    byte[] text = {1, 2, 3};

    Signature signer = Signature.getInstance("Ed25519");
    signer.initSign(privateKey(signing));
    signer.update(text);
    byte[] signature = signer.sign();

    Signature verifier = Signature.getInstance("Ed25519");
    verifier.initVerify(publicKey(trusted));
    verifier.update(text);
    assertThat(verifier.verify(signature)).isTrue();
    assertThat(signing.path("kid").asText()).isEqualTo("2026-11");
    assertThat(trusted.path("kid").asText()).isEqualTo("2026-11");
    assertThat(trusted.has("d")).as("private part among the public ones").isFalse();
  }

  @Test
  void keyThatIsThereIsKept() throws Exception {
    assertThat(run("first")).isZero();
    String key = Files.readString(folder.resolve("signing-key.json"));
    assertThat(run("second")).isEqualTo(1);
    assertThat(folder.resolve("signing-key.json")).hasContent(key);
  }

  @Test
  void keyIdThatWouldBreakTheJsonIsRefused() throws Exception {
    assertThat(run("a\"b")).isEqualTo(2);
    assertThat(folder).isEmptyDirectory();
  }

  private int run(String keyId) throws IOException, InterruptedException {
    Process script =
        new ProcessBuilder(Manifests.FOLDER.resolve("make-signing-key.sh").toString(), keyId)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(script.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return script.exitValue();
  }

  private JsonNode json(String file) throws IOException {
    return new ObjectMapper().readTree(folder.resolve(file).toFile());
  }

  private static PrivateKey privateKey(JsonNode jwk) throws Exception {
    byte[] seed = Base64.getUrlDecoder().decode(jwk.path("d").asText());
    return KeyFactory.getInstance("Ed25519")
        .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
  }

  /** RFC 8032, section 5.1.2: little-endian y, with the sign of x in the highest bit. */
  private static PublicKey publicKey(JsonNode jwk) throws Exception {
    byte[] point = Base64.getUrlDecoder().decode(jwk.path("x").asText());
    boolean odd = point[31] < 0;
    point[31] &= 0x7f;
    byte[] bigEndian = new byte[32];
    for (int i = 0; i < 32; i++) {
      bigEndian[i] = point[31 - i];
    }
    return KeyFactory.getInstance("Ed25519")
        .generatePublic(
            new EdECPublicKeySpec(
                NamedParameterSpec.ED25519, new EdECPoint(odd, new BigInteger(1, bigEndian))));
  }
}
