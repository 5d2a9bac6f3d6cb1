package eu.bailiwick.metering.c2sp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.bailiwick.metering.event.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CosignatureTest {

  private static final Instant AT = Instant.ofEpochSecond(1_679_315_147);
  private static final Checkpoint TREE =
      new Checkpoint("example.com/behind-the-sofa", 20_852_163, new Bytes(new byte[32]));
  private static final SignerKey LOG =
      SignerKey.of(TREE.origin(), SignatureType.ED25519, new Bytes(new byte[32]));

  private static SignerKey witness(SignatureType type, int seed) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) seed);
    return SignerKey.of("witness.example/w1", type, new Bytes(bytes));
  }

  private static Note signed(Checkpoint tree) {
    return new Note(tree.text(), List.of(LOG.sign(tree.text(), AT)));
  }

  @ParameterizedTest
  @EnumSource(names = {"COSIGNATURE_ED25519", "COSIGNATURE_ML_DSA_44"})
  void cosignatureVerifiesAndSaysWhenItWasMade(SignatureType type) {
    SignerKey witness = witness(type, 1);
    Note note = signed(TREE).with(witness.sign(TREE.text(), AT));

    List<Note.Verified> verified =
        Note.parse(note.bytes()).verify(List.of(LOG.verifier(), witness.verifier()));

    assertThat(verified.get(0).at()).isEmpty();
    assertThat(verified.get(1).at()).contains(AT);
    assertThat(VerifierKey.parse(witness.verifier().toString())).isEqualTo(witness.verifier());
    assertThat(SignerKey.parse(witness.secret()).verifier()).isEqualTo(witness.verifier());
  }

  @ParameterizedTest
  @EnumSource(names = {"COSIGNATURE_ED25519", "COSIGNATURE_ML_DSA_44"})
  void cosignatureOfAnotherTreeOrTimeIsRefused(SignatureType type) {
    SignerKey witness = witness(type, 1);
    NoteSignature right = witness.sign(TREE.text(), AT);
    Checkpoint other = new Checkpoint(TREE.origin(), TREE.size() + 1, TREE.root());
    byte[] later = right.signature().content().clone();
    later[7]++;
    byte[] last = right.signature().content().clone();
    last[last.length - 1] ^= 1;
    byte[] beyond = right.signature().content().clone();
    beyond[0] = (byte) 0x80;
    Note note = signed(TREE);
    List<VerifierKey> known = List.of(witness.verifier());

    for (NoteSignature wrong :
        List.of(
            witness.sign(other.text(), AT),
            new NoteSignature(right.key(), right.keyId(), new Bytes(later)),
            new NoteSignature(right.key(), right.keyId(), new Bytes(last)),
            new NoteSignature(right.key(), right.keyId(), new Bytes(beyond)),
            new NoteSignature(right.key(), right.keyId(), new Bytes(new byte[64])))) {
      assertThatThrownBy(() -> note.with(wrong).verify(known))
          .isInstanceOf(UnverifiedException.class);
    }
  }

  @Test
  void messageOfEd25519IsAsTheSpecificationShowsIt() throws Exception {
    SignerKey witness = witness(SignatureType.COSIGNATURE_ED25519, 2);
    byte[] content = witness.sign(TREE.text(), AT).signature().content();
    String message =
        """
        cosignature/v1
        time 1679315147
        example.com/behind-the-sofa
        20852163
        AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
        """;

    assertThat(ByteBuffer.wrap(content).getLong()).isEqualTo(1_679_315_147);
    assertThat(
            isSignature(
                "Ed25519",
                "302a300506032b6570032100",
                witness,
                message.getBytes(StandardCharsets.UTF_8),
                content))
        .isTrue();
  }

  @Test
  void messageOfMlDsaHoldsCosignerTimeOriginAndTree() throws Exception {
    SignerKey witness = witness(SignatureType.COSIGNATURE_ML_DSA_44, 3);
    byte[] content = witness.sign(TREE.text(), AT).signature().content();
    byte[] message =
        HexFormat.of()
            .parseHex(
                "737562747265652f76310a00" // subtree/v1, line feed, zero
                    + "12"
                    + hex("witness.example/w1")
                    + "00000000641850cb"
                    + "1b"
                    + hex("example.com/behind-the-sofa")
                    + "0000000000000000"
                    + "00000000013e2dc3"
                    + "00".repeat(32));

    assertThat(
            isSignature(
                "ML-DSA-44",
                "30820532300b06096086480165030403110382052100",
                witness,
                message,
                content))
        .isTrue();
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
  }

  private static boolean isSignature(
      String algorithm, String keyInfo, SignerKey signer, byte[] message, byte[] content)
      throws Exception {
    byte[] info = HexFormat.of().parseHex(keyInfo);
    byte[] key = signer.verifier().publicKey().content();
    byte[] encoded = ByteBuffer.allocate(info.length + key.length).put(info).put(key).array();
    Signature signature = Signature.getInstance(algorithm);
    signature.initVerify(
        KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(encoded)));
    signature.update(message);
    return signature.verify(content, 8, content.length - 8);
  }

  @Test
  void mlDsaBindsTheNameOfTheCosigner() {
    SignerKey witness = witness(SignatureType.COSIGNATURE_ML_DSA_44, 4);
    VerifierKey renamed =
        new VerifierKey("other.example", witness.verifier().type(), witness.verifier().publicKey());
    NoteSignature stolen =
        new NoteSignature(renamed.name(), renamed.id(), witness.sign(TREE.text(), AT).signature());
    Note note = signed(TREE).with(stolen);

    assertThatThrownBy(() -> note.verify(List.of(renamed))).isInstanceOf(UnverifiedException.class);
  }

  @Test
  void mlDsaSignsNothingButCheckpoints() {
    SignerKey witness = witness(SignatureType.COSIGNATURE_ML_DSA_44, 5);

    assertThatThrownBy(() -> witness.sign("any text\n", AT)).isInstanceOf(MalformedException.class);
  }

  @Test
  void sameKeyInAnotherRoleIsAnotherKey() {
    VerifierKey log = witness(SignatureType.ED25519, 1).verifier();
    VerifierKey cosigner = witness(SignatureType.COSIGNATURE_ED25519, 1).verifier();

    assertThat(log.publicKey()).isEqualTo(cosigner.publicKey());
    assertThat(log.id()).isNotEqualTo(cosigner.id());
  }
}
