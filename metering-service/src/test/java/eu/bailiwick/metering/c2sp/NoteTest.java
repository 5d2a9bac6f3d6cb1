package eu.bailiwick.metering.c2sp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.bailiwick.metering.event.Bytes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With the worked examples of Go's note package and of c2sp.org/signed-note. */
class NoteTest {

  private static final Instant NOW = Instant.parse("2026-11-25T22:00:00Z");
  private static final String SKEY =
      "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
  private static final VerifierKey PETER =
      VerifierKey.parse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
  private static final VerifierKey ENOCH =
      VerifierKey.parse("EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop");
  private static final String TEXT =
      """
      If you think cryptography is the answer to your problem,
      then you don't know what your problem is.
      """;
  private static final String BY_PETER =
      "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
  private static final String BY_ENOCH =
      "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n";

  private static SignerKey signer(String name, int seed) {
    byte[] bytes = new byte[32];
    bytes[0] = (byte) seed;
    return SignerKey.of(name, SignatureType.ED25519, new Bytes(bytes));
  }

  @Test
  void signingGivesTheBytesOfTheReference() {
    SignerKey signer = SignerKey.parse(SKEY);

    Note note = new Note(TEXT, List.of(signer.sign(TEXT, NOW)));

    assertThat(note).hasToString(TEXT + "\n" + BY_PETER);
    assertThat(signer.verifier()).isEqualTo(PETER);
    assertThat(signer.secret()).isEqualTo(SKEY);
    assertThat(signer.toString()).doesNotContain("PRIVATE");
  }

  @Test
  void exampleOfTheSpecificationVerifies() {
    String vkey = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
    Note note =
        Note.parse(
            """
            This is an example message.

            — example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
            """);

    assertThat(note.verify(List.of(VerifierKey.parse(vkey)))).hasSize(1);
    assertThat(note.text()).isEqualTo("This is an example message.\n");
    assertThat(VerifierKey.parse(vkey)).hasToString(vkey);
  }

  @Test
  void keysThatAreNotKnownAreIgnored() {
    Note note = Note.parse(TEXT + "\n" + BY_PETER + BY_ENOCH);

    assertThat(note.verify(List.of(PETER))).extracting(Note.Verified::key).containsExactly(PETER);
    assertThat(note.verify(List.of(PETER, ENOCH))).hasSize(2);
    assertThatThrownBy(() -> note.verify(List.of(signer("PeterNeumann", 1).verifier())))
        .isInstanceOf(UnverifiedException.class);
    assertThatThrownBy(() -> note.verify(List.of())).isInstanceOf(UnverifiedException.class);
  }

  @Test
  void wrongSignatureOfAKnownKeySpoilsTheNote() {
    NoteSignature wrong = signer("EnochRoot", 7).sign(TEXT, NOW);
    Note note =
        Note.parse(TEXT + "\n" + BY_PETER)
            .with(new NoteSignature("EnochRoot", ENOCH.id(), wrong.signature()));

    assertThat(note.verify(List.of(PETER))).hasSize(1);
    assertThatThrownBy(() -> note.verify(List.of(PETER, ENOCH)))
        .isInstanceOf(UnverifiedException.class)
        .hasMessageContaining("EnochRoot");
  }

  @Test
  void everyChangedByteIsRefusedOrLeavesTheTextAsItWas() {
    byte[] note = (TEXT + "\n" + BY_PETER).getBytes(StandardCharsets.UTF_8);
    for (int at = 0; at < note.length; at++) {
      for (int change = 1; change < 256; change <<= 1) {
        byte[] changed = note.clone();
        changed[at] ^= (byte) change;
        assertThatThrownBy(() -> Note.parse(changed).verify(List.of(PETER)))
            .as("byte %d xor %d", at, change)
            .isInstanceOfAny(MalformedException.class, UnverifiedException.class);
      }
    }
  }

  @Test
  void everyCutAndEveryAddedByteIsRefused() {
    byte[] note = (TEXT + "\n" + BY_PETER).getBytes(StandardCharsets.UTF_8);
    for (int at = 0; at < note.length; at++) {
      byte[] shorter = Arrays.copyOf(note, at);
      byte[] without = new byte[note.length - 1];
      System.arraycopy(note, 0, without, 0, at);
      System.arraycopy(note, at + 1, without, at, note.length - at - 1);
      for (byte[] changed : List.of(shorter, without)) {
        assertThatThrownBy(() -> Note.parse(changed).verify(List.of(PETER)))
            .as("byte %d", at)
            .isInstanceOfAny(MalformedException.class, UnverifiedException.class);
      }
    }
  }

  @Test
  void sixteenSignaturesAndMoreAreAcceptedUpToTheLimit() {
    List<SignerKey> signers =
        IntStream.range(0, Note.MAX_SIGNATURES).mapToObj(n -> signer("k" + n, n)).toList();
    Note note = new Note(TEXT, signers.stream().map(s -> s.sign(TEXT, NOW)).toList());

    assertThat(Note.parse(note.bytes()).verify(signers.stream().map(SignerKey::verifier).toList()))
        .hasSize(Note.MAX_SIGNATURES);
    assertThatThrownBy(() -> note.with(signer("more", 99).sign(TEXT, NOW)))
        .isInstanceOf(MalformedException.class);
    assertThatThrownBy(() -> Note.parse(new byte[Note.MAX_BYTES + 1]))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("bytes");
  }

  @Test
  void signatureThatIsThereIsNotAddedTwice() {
    Note note = Note.parse(TEXT + "\n" + BY_PETER);

    assertThat(note.with(note.signatures().getFirst())).isEqualTo(note);
  }

  @Test
  void textMayHaveEmptyLines() {
    SignerKey signer = signer("k", 1);
    String text = "one\n\nthree\n\n";
    Note note = Note.parse(new Note(text, List.of(signer.sign(text, NOW))).bytes());

    assertThat(note.text()).isEqualTo(text);
    assertThat(note.verify(List.of(signer.verifier()))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "text\n",
        "text\n\n",
        "text\n\n— k\n",
        "text\n\n— k AAAA\n",
        "text\n\n— k AAAAAA==\n",
        "text\n\n— k AAAAAAA=\n\n",
        "text\n\n- k AAAAAAA=\n",
        "text\n\n—  k AAAAAAA=\n",
        "text\n\n— k+1 AAAAAAA=\n",
        "text\n\n— k\u00a01 AAAAAAA=\n",
        "text\n\n— k\u20281 AAAAAAA=\n",
        "text\n\n— k AAAAAAA\n",
        "text\n\n— k AAAAAAB=\n",
        "text\n\n— k AAAAAAA= \n",
        "text\n\n— k AAAAAAA=",
        "te\tt\n\n— k AAAAAAA=\n",
        "te\rt\n\n— k AAAAAAA=\n",
        "te\0t\n\n— k AAAAAAA=\n",
      })
  void whatIsNoNoteIsRefused(String text) {
    assertThatThrownBy(() -> Note.parse(text.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(MalformedException.class);
  }

  @Test
  void bytesThatAreNoTextAreRefused() {
    byte[] note = (TEXT + "\n" + BY_PETER).getBytes(StandardCharsets.UTF_8);
    note[3] = (byte) 0xff;

    assertThatThrownBy(() -> Note.parse(note))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("UTF-8");
  }

  @Test
  void everyPartAndEveryChangeOfAKeyIsRefused() {
    List<String> changed = new ArrayList<>();
    for (String key : List.of(PETER.toString(), SKEY)) {
      for (int at = 0; at < key.length(); at++) {
        changed.add(key.substring(0, at));
        changed.add(key.substring(at + 1));
        changed.add(key.substring(0, at) + (char) (key.charAt(at) + 1) + key.substring(at + 1));
      }
    }
    // Another length, and a type that is not supported, each with the id of that key.
    changed.add("PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==");
    changed.add("PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
    for (String key : changed) {
      assertThatThrownBy(() -> VerifierKey.parse(key))
          .as(key)
          .isInstanceOf(MalformedException.class);
      assertThatThrownBy(() -> SignerKey.parse(key)).as(key).isInstanceOf(MalformedException.class);
    }
  }
}
