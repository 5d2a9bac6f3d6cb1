package eu.bailiwick.metering.c2sp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.bailiwick.metering.event.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFileTest {

  private static final String SEED =
      "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
  private static final String ML_DSA = "0201" + "00" + "300b060960864801650304031104";

  @TempDir Path directory;

  private Path file(String text) throws IOException {
    return Files.writeString(directory.resolve("key"), text);
  }

  private Path pem(String hex) throws IOException {
    String der = Base64.getMimeEncoder().encodeToString(HexFormat.of().parseHex(hex));
    return file("-----BEGIN PRIVATE KEY-----\n" + der + "\n-----END PRIVATE KEY-----\n");
  }

  private static SignerKey expected(SignatureType type) {
    return SignerKey.of("k", type, new Bytes(HexFormat.of().parseHex(SEED)));
  }

  @Test
  void pemOfEd25519IsRead() throws IOException {
    Path file = pem("302e020100300506032b657004220420" + SEED);

    assertThat(KeyFile.read(file, "k", false).verifier())
        .isEqualTo(expected(SignatureType.ED25519).verifier());
    assertThat(KeyFile.read(file, "k", true).verifier())
        .isEqualTo(expected(SignatureType.COSIGNATURE_ED25519).verifier());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "3034" + ML_DSA + "22" + "8020" + SEED,
        "30820a3e" + ML_DSA + "820a2a" + "30820a26" + "0420" + SEED + "04820a00" + "00"
      })
  void pemOfMlDsaWithItsSeedIsRead(String hex) throws IOException {
    assertThat(KeyFile.read(pem(hex), "k", true).verifier())
        .isEqualTo(expected(SignatureType.COSIGNATURE_ML_DSA_44).verifier());
  }

  @Test
  void lineOfGosToolsIsRead() throws IOException {
    SignerKey key = expected(SignatureType.COSIGNATURE_ML_DSA_44);

    assertThat(KeyFile.read(file(key.secret() + "\n"), "k", true).verifier())
        .isEqualTo(key.verifier());
  }

  @Test
  void keyOfAnotherNameOrPurposeIsRefused() throws IOException {
    Path file = file(expected(SignatureType.ED25519).secret());

    assertThatThrownBy(() -> KeyFile.read(file, "other", false))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("named k");
    assertThatThrownBy(() -> KeyFile.read(file, "k", true))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("cosigns");
    Path mlDsa = pem("3034" + ML_DSA + "22" + "8020" + SEED);
    assertThatThrownBy(() -> KeyFile.read(mlDsa, "k", false))
        .isInstanceOf(MalformedException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "302e020100300506032b656e04220420" + SEED,
        "3034" + ML_DSA + "22" + "8020",
        "30820a18" + ML_DSA + "820a04" + "04820a00" + "00",
      })
  void otherKeysAreRefused(String hex) throws IOException {
    Path file = pem(hex);

    assertThatThrownBy(() -> KeyFile.read(file, "k", true)).isInstanceOf(MalformedException.class);
  }

  @Test
  void refusalDoesNotShowTheKey() throws IOException {
    Path file = file("PRIVATE+KEY+k+00000000+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz");

    assertThatThrownBy(() -> KeyFile.read(file, "k", false))
        .isInstanceOf(MalformedException.class)
        .message()
        .doesNotContain("AYEK");
  }
}
