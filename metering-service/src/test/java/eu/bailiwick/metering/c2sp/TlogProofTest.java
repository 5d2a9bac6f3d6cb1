package eu.bailiwick.metering.c2sp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.bailiwick.metering.event.Bytes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Proofs and the policies by which they count. */
class TlogProofTest {

  private static final Instant AT = Instant.parse("2026-11-25T22:00:00Z");
  private static final String ORIGIN = "metering.fr.example/ledger";
  private static final NaiveTree TREE =
      new NaiveTree(
          IntStream.range(0, 11)
              .mapToObj(n -> new Bytes(("leaf " + n).getBytes(StandardCharsets.UTF_8)))
              .toList());
  private static final SignerKey LOG = key(ORIGIN, SignatureType.ED25519, 1);
  private static final SignerKey ONE = key("w.example/1", SignatureType.COSIGNATURE_ED25519, 2);
  private static final SignerKey TWO = key("w.example/2", SignatureType.COSIGNATURE_ML_DSA_44, 3);
  private static final SignerKey THREE = key("w.example/3", SignatureType.COSIGNATURE_ED25519, 4);

  private static SignerKey key(String name, SignatureType type, int seed) {
    byte[] bytes = new byte[32];
    bytes[31] = (byte) seed;
    return SignerKey.of(name, type, new Bytes(bytes));
  }

  private static Note checkpoint(SignerKey... cosigners) {
    String text = new Checkpoint(ORIGIN, TREE.leaves().size(), TREE.root()).text();
    Note note = new Note(text, List.of(LOG.sign(text, AT)));
    for (SignerKey cosigner : cosigners) {
      note = note.with(cosigner.sign(text, AT));
    }
    return note;
  }

  private static TlogPolicy policy(String rest) {
    return TlogPolicy.parse(
        """
        # whom we trust
        log %s https://metering.fr.example/ledger
        \twitness one  %s
        witness two %s\thttps://w.example/2

        witness three %s
        %s
        """
            .formatted(LOG.verifier(), ONE.verifier(), TWO.verifier(), THREE.verifier(), rest));
  }

  @Test
  void proofIsReadWrittenAndVerified() {
    TlogPolicy policy = policy("group g 2 one two three\nquorum g");
    for (int index = 0; index < TREE.leaves().size(); index++) {
      TlogProof proof = new TlogProof(null, index, TREE.inclusion(index), checkpoint(ONE, TWO));
      TlogProof read = TlogProof.parse(proof.toString());
      Bytes leafHash = MerkleProof.leafHash(TREE.leaves().get(index));

      assertThat(read).isEqualTo(proof);
      assertThat(read.verify(leafHash, policy).size()).isEqualTo(11);
      assertThatThrownBy(() -> read.verify(TREE.root(), policy))
          .isInstanceOf(UnverifiedException.class);
    }
  }

  @Test
  void proofHasTheFormOfTheSpecification() {
    TlogProof proof =
        new TlogProof(
            new Bytes("x".getBytes(StandardCharsets.UTF_8)), 8, TREE.inclusion(8), checkpoint(ONE));

    assertThat(proof.toString())
        .startsWith("c2sp.org/tlog-proof@v1\nextra eA==\nindex 8\n")
        .endsWith("\n\n" + checkpoint(ONE));
    assertThat(TlogProof.parse(proof.toString())).isEqualTo(proof);
  }

  @Test
  void everyChangedCharacterOfAProofIsRefused() {
    TlogPolicy policy = policy("quorum one");
    Bytes leafHash = MerkleProof.leafHash(TREE.leaves().get(5));
    String proof = new TlogProof(null, 5, TREE.inclusion(5), checkpoint(ONE)).toString();
    for (int at = 0; at < proof.length(); at++) {
      String changed =
          proof.substring(0, at) + (char) (proof.charAt(at) ^ 1) + proof.substring(at + 1);
      assertThatThrownBy(() -> TlogProof.parse(changed).verify(leafHash, policy))
          .as("character %d", at)
          .isInstanceOfAny(MalformedException.class, UnverifiedException.class);
    }
  }

  @Test
  void quorumDecides() {
    String nested = "group a all one two\ngroup b any three a\nquorum b";

    assertThat(policy("quorum none").verify(checkpoint()).size()).isEqualTo(11);
    assertThat(policy(nested).verify(checkpoint(THREE)).size()).isEqualTo(11);
    assertThat(policy(nested).verify(checkpoint(ONE, TWO)).size()).isEqualTo(11);
    for (Note note : List.of(checkpoint(), checkpoint(ONE), checkpoint(TWO))) {
      assertThatThrownBy(() -> policy(nested).verify(note))
          .isInstanceOf(UnverifiedException.class)
          .hasMessageContaining("quorum");
    }
  }

  @Test
  void logsThatThePolicyDoesNotNameAreRefused() {
    String text = new Checkpoint("other.example", 1, TREE.root()).text();
    Note byItsKeyAndTheOther =
        new Note(
            text,
            List.of(
                LOG.sign(text, AT), key("other.example", SignatureType.ED25519, 9).sign(text, AT)));

    assertThatThrownBy(() -> policy("quorum none").verify(byItsKeyAndTheOther))
        .isInstanceOf(UnverifiedException.class)
        .hasMessageContaining("other.example");
  }

  @Test
  void policyTellsLogsAndWitnesses() {
    TlogPolicy policy = policy("quorum none");

    assertThat(policy.logs())
        .containsExactly(new TlogPolicy.Log(LOG.verifier(), "https://metering.fr.example/ledger"));
    assertThat(policy.witnesses())
        .containsExactly(
            new TlogPolicy.Witness("one", ONE.verifier(), null),
            new TlogPolicy.Witness("two", TWO.verifier(), "https://w.example/2"),
            new TlogPolicy.Witness("three", THREE.verifier(), null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "quorum",
        "quorum four",
        "quorum none\nquorum none",
        "quorum g\ngroup g any one",
        "group g 0 one\nquorum g",
        "group g 2 one\nquorum g",
        "group g 01 one\nquorum g",
        "group g some one\nquorum g",
        "group g any\nquorum g",
        "group g any none\nquorum g",
        "group g any g\nquorum g",
        "group one any two\nquorum one",
        "group none any one\nquorum none",
        "group g any one one\nquorum g",
        "group g any one\ngroup h any one\nquorum h",
        "quorum none\u0001",
        "log x\nquorum none",
        "other x\nquorum none",
      })
  void whatIsNoPolicyIsRefused(String rest) {
    assertThatThrownBy(() -> policy(rest))
        .isInstanceOf(MalformedException.class)
        .hasMessageMatching("(?s)(line [0-9]+: .*|there is no quorum)");
  }

  @Test
  void keyThatIsThereTwiceIsRefused() {
    assertThatThrownBy(() -> policy("witness again " + ONE.verifier() + "\nquorum none"))
        .isInstanceOf(MalformedException.class);
    assertThatThrownBy(() -> policy("log " + LOG.verifier() + "\nquorum none"))
        .isInstanceOf(MalformedException.class);
    assertThatThrownBy(() -> policy("witness log " + LOG.verifier() + "\nquorum none"))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("cosigns");
  }
}
