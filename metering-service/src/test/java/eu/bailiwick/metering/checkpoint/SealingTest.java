package eu.bailiwick.metering.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.bailiwick.metering.c2sp.Checkpoint;
import eu.bailiwick.metering.c2sp.MerkleProof;
import eu.bailiwick.metering.c2sp.Note;
import eu.bailiwick.metering.c2sp.SignatureType;
import eu.bailiwick.metering.c2sp.SignerKey;
import eu.bailiwick.metering.c2sp.TlogPolicy;
import eu.bailiwick.metering.cell.Cell;
import eu.bailiwick.metering.event.Bytes;
import eu.bailiwick.metering.ledger.Entry;
import eu.bailiwick.metering.ledger.LogId;
import eu.bailiwick.metering.witness.WitnessServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is signed of logs that grow, and what is not. */
@QuarkusTest
@QuarkusTestResource(Cell.class)
@SuppressWarnings("NullAway.Init")
class SealingTest {

  private static final String FR = "metering.fr.example/ledger";
  private static final String DE = "metering.de.example/ledger";
  private static final LogId CLINIQUE = LogId.tenant("clinique");

  Cell cell;
  @TempDir Path directory;

  private SealedCell newCell() {
    return SealedCell.of(cell.newDatabase(), FR, 1);
  }

  private static String text(Bytes bytes) {
    return new String(bytes.content(), StandardCharsets.UTF_8);
  }

  private static void assertSignedBy(SignedTree tree, int... keys) {
    assertThat(tree.note().signatures()).hasSize(keys.length);
    for (int key : keys) {
      assertThat(tree.note().verify(List.of(SealedCell.key(FR, key).verifier()))).hasSize(1);
    }
  }

  @Test
  void whatGrewIsCommittedToInATreeThatIsSignedAndPublished() {
    SealedCell fr = newCell();
    fr.grow(LogId.SYSTEM, "one");
    fr.grow(CLINIQUE, "two");
    fr.grow(CLINIQUE, "three");

    fr.seal();

    SignedTree published = fr.published();
    assertSignedBy(published, 1);
    assertThat(published.tree().origin()).isEqualTo(FR);
    assertThat(published.tree().size()).isEqualTo(3); // the key, and two logs
    Anchor anchor = fr.checkpoints.covering(CLINIQUE, 2, published).orElseThrow();
    Entry opening = fr.checkpoints.opening(anchor);
    assertThat(Checkpoint.parse(text(opening.content())))
        .isEqualTo(new Checkpoint(FR + "/tenant/clinique", 2, fr.ledger.root(CLINIQUE, 2)));
    assertThat(
            MerkleProof.inclusionRoot(
                opening.leaf().hash(),
                anchor.index(),
                3,
                fr.ledger.inclusion(LogId.CELL, anchor.index(), 3)))
        .isEqualTo(published.tree().root());
    assertThat(text(opening.leaf().bytes())).doesNotContain("clinique");
    assertThat(fr.checkpoints.covering(CLINIQUE, 3, published)).isEmpty();
  }

  @Test
  void whatDoesNotGrowIsNotSignedAgain() {
    SealedCell fr = newCell();
    fr.grow(LogId.SYSTEM, "one");
    SignedTree first = fr.seal();

    assertThat(fr.seal().tree()).isEqualTo(first.tree());
    fr.grow(LogId.SYSTEM, "two");
    assertThat(fr.seal().tree().size()).isEqualTo(first.tree().size() + 1);
    assertThat(fr.seal().tree().size()).isEqualTo(first.tree().size() + 1);
  }

  @Test
  void firstEntryOfTheCellsLogIntroducesItsKey() {
    SealedCell fr = newCell();
    fr.seal();

    Entry entry = fr.ledger.entries(LogId.CELL, 0, 1).getFirst().entry();
    Note statement = Note.parse(entry.content().content());
    assertThat(entry.kind()).isEqualTo("key");
    assertThat(statement.text())
        .isEqualTo("bailiwick-key/1\n" + FR + "\n" + SealedCell.key(FR, 1).verifier() + "\n");
    assertThat(statement.verify(List.of(SealedCell.key(FR, 1).verifier()))).hasSize(1);
  }

  @Test
  void keyIsReplacedByAStatementOfBothKeys() {
    SealedCell fr = newCell();
    fr.seal();

    assertSignedBy(fr.with(2, 1).seal(), 2, 1);
    fr.grow(LogId.SYSTEM, "after");
    assertSignedBy(fr.with(2, 0).seal(), 2);

    Entry entry = fr.ledger.entries(LogId.CELL, 1, 2).getFirst().entry();
    Note statement = Note.parse(entry.content().content());
    SignerKey old = SealedCell.key(FR, 1);
    SignerKey fresh = SealedCell.key(FR, 2);
    assertThat(statement.text())
        .isEqualTo(
            "bailiwick-key/1\n" + FR + "\n" + fresh.verifier() + "\n" + old.verifier() + "\n");
    assertThat(statement.verify(List.of(old.verifier(), fresh.verifier()))).hasSize(2);
    List<KeyRange> keys = fr.store.keys();
    assertThat(keys).extracting(KeyRange::key).containsExactly(old.verifier(), fresh.verifier());
    assertThat(keys.get(0).first()).contains(1L);
    assertThat(keys.get(0).last()).contains(2L);
    assertThat(keys.get(1).first()).contains(2L);
    assertThat(keys.get(1).last()).contains(3L);
  }

  @Test
  void keyIsNotReplacedWithoutTheOneBefore() {
    SealedCell fr = newCell();
    fr.seal();

    assertThatThrownBy(() -> fr.with(2, 0).seal())
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("previous-key-file");
    assertThatThrownBy(() -> fr.with(2, 3).seal()).isInstanceOf(RefusedException.class);
    fr.with(2, 1).seal();
    assertThatThrownBy(() -> fr.with(1, 2).seal())
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("replaced");
  }

  @Test
  void databaseThatWasPutBackIsNotSigned() throws Exception {
    Path file = directory.resolve("last");
    SealedCell fr = newCell().keeping(file, 1);
    fr.grow(LogId.SYSTEM, "one");
    SignedTree signed = fr.seal();
    assertThat(Files.readString(file)).isEqualTo(signed.note().toString());

    SealedCell putBack = SealedCell.of(cell.newDatabase(), FR, 1).keeping(file, 1);
    assertThatThrownBy(putBack::seal)
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("lost");
    assertThat(putBack.ledger.size(LogId.CELL)).isZero();

    SealedCell grownOtherwise = SealedCell.of(cell.newDatabase(), FR, 1);
    for (int i = 0; i < 3; i++) {
      grownOtherwise.grow(LogId.SYSTEM, "other");
      grownOtherwise.seal();
    }
    assertThatThrownBy(() -> grownOtherwise.keeping(file, 1).seal())
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("others");
    fr.grow(LogId.SYSTEM, "two");
    assertThat(fr.seal().tree().size()).isEqualTo(signed.tree().size() + 1);
  }

  @Test
  void fileThatHoldsNoCheckpointOfTheLogStopsSigning() throws Exception {
    Path file = directory.resolve("last");
    SealedCell fr = newCell().keeping(file, 1);
    for (String content : List.of("", "nonsense", foreign())) {
      Files.writeString(file, content);
      assertThatThrownBy(fr::seal)
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("last");
    }
  }

  private static String foreign() {
    String text = new Checkpoint(FR, 1, MerkleProof.emptyRoot()).text();
    SignerKey other = SealedCell.key(FR, 9);
    return new Note(text, List.of(other.sign(text, Instant.EPOCH))).toString();
  }

  @Test
  void treeThatWasChangedAfterItWasSignedIsNotSignedAgain() throws Exception {
    SealedCell fr = newCell();
    fr.grow(LogId.SYSTEM, "one");
    fr.seal();
    try (Connection connection = fr.database.getConnection();
        var statement = connection.createStatement()) {
      statement.execute("ALTER TABLE ledger_tile DISABLE TRIGGER USER");
      statement.execute(
          "UPDATE ledger_tile SET hashes = set_byte(hashes, 0, 255 - get_byte(hashes, 0)) WHERE log = 'cell'");
    }
    fr.grow(LogId.SYSTEM, "two");

    assertThatThrownBy(fr::seal)
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("others");
  }

  @Test
  void smallerTreeThanTheLastIsNeverStored() {
    SealedCell fr = newCell();
    fr.grow(LogId.SYSTEM, "one");
    SignedTree signed = fr.seal();
    Checkpoint smaller = new Checkpoint(FR, 1, fr.ledger.root(LogId.CELL, 1));

    for (Checkpoint tree : List.of(smaller, signed.tree())) {
      assertThat(
              fr.store.sign(
                  new SignedTree(tree, signed.note(), signed.time(), false), List.of(), () -> {}))
          .isFalse();
    }
  }

  @Test
  void twoCellsWitnessEachOther() {
    SignerKey byFr =
        SealedCell.key("metering.fr.example/witness", SignatureType.COSIGNATURE_ED25519, 11);
    SignerKey byDe =
        SealedCell.key("metering.de.example/witness", SignatureType.COSIGNATURE_ML_DSA_44, 12);
    SignerKey logOfFr = SealedCell.key(FR, 1);
    SignerKey logOfDe = SealedCell.key(DE, 2);
    var databaseOfFr = cell.newDatabase();
    var databaseOfDe = cell.newDatabase();
    try (WitnessServer inFr = WitnessServer.start(databaseOfFr, byFr, logOfDe.verifier());
        WitnessServer inDe = WitnessServer.start(databaseOfDe, byDe, logOfFr.verifier());
        SealedCell fr = SealedCell.of(databaseOfFr, FR, 1, inDe.peer());
        SealedCell de = SealedCell.of(databaseOfDe, DE, 2, inFr.peer())) {
      TlogPolicy policy =
          TlogPolicy.parse(
              """
              log %s
              log %s
              witness fr %s
              witness de %s
              group either any fr de
              quorum either
              """
                  .formatted(
                      logOfFr.verifier(), logOfDe.verifier(), byFr.verifier(), byDe.verifier()));
      for (int round = 0; round < 3; round++) {
        fr.grow(LogId.SYSTEM, "in France");
        de.grow(LogId.SYSTEM, "in Germany");
        fr.seal();
        de.seal();

        assertThat(policy.verify(fr.published().note())).isEqualTo(fr.published().tree());
        assertThat(policy.verify(de.published().note())).isEqualTo(de.published().tree());
      }
      assertThat(fr.state.witnessProblems()).isEmpty();
    }
  }

  @Test
  void logThatShowsAnotherHistoryGetsNoCosignatureForIt() {
    SignerKey witness = SealedCell.key("witness.example", SignatureType.COSIGNATURE_ED25519, 13);
    try (WitnessServer server =
            WitnessServer.start(cell.newDatabase(), witness, SealedCell.key(FR, 1).verifier());
        SealedCell shown = SealedCell.of(cell.newDatabase(), FR, 1, server.peer());
        SealedCell sameSize = SealedCell.of(cell.newDatabase(), FR, 1, server.peer());
        SealedCell larger = SealedCell.of(cell.newDatabase(), FR, 1, server.peer());
        SealedCell smaller = SealedCell.of(cell.newDatabase(), FR, 1, server.peer())) {
      grow(shown, 3);
      grow(sameSize, 3);
      grow(larger, 7);
      grow(smaller, 1);

      shown.seal();
      assertThat(shown.published().note().isNamed(witness.verifier())).isTrue();
      for (SealedCell fork : List.of(sameSize, larger, smaller)) {
        fork.seal();
        assertThat(fork.published().note().isNamed(witness.verifier())).isFalse();
        assertThat(fork.state.witnessProblems()).containsKey("witness.example");
      }
      assertThat(sameSize.state.witnessProblems().toString()).contains("two histories");
      assertThat(larger.state.witnessProblems().toString()).contains("only grew");
      assertThat(smaller.state.witnessProblems().toString()).contains("saw a tree of");
      assertThat(smaller.state.isBehindAWitness()).isTrue();
      assertThat(larger.state.isBehindAWitness()).isFalse();
    }
  }

  /** Each in an entry of its own in the cell's log. */
  private static void grow(SealedCell cell, int logs) {
    for (int i = 0; i < logs; i++) {
      cell.grow(LogId.tenant("tenant-" + i), "something");
    }
  }

  @Test
  void checkpointIsPublishedWithoutAWitnessThatDoesNotAnswerAndCosignedLater() {
    SignerKey witness = SealedCell.key("witness.example", SignatureType.COSIGNATURE_ED25519, 14);
    var database = cell.newDatabase();
    var ofWitness = cell.newDatabase();
    WitnessServer gone = WitnessServer.start(ofWitness, witness, SealedCell.key(FR, 1).verifier());
    gone.close();
    try (SealedCell fr = SealedCell.of(database, FR, 1, gone.peer())) {
      fr.grow(LogId.SYSTEM, "one");
      fr.seal();
      assertThat(fr.published().note().isNamed(witness.verifier())).isFalse();
      assertThat(fr.state.witnessProblems()).containsKey("witness.example");
    }
    try (WitnessServer back =
            WitnessServer.start(ofWitness, witness, SealedCell.key(FR, 1).verifier());
        SealedCell fr = SealedCell.of(database, FR, 1, back.peer())) {
      SignedTree before = fr.published();
      fr.seal();
      assertThat(fr.published().tree()).isEqualTo(before.tree());
      assertThat(fr.published().note().isNamed(witness.verifier())).isTrue();
    }
  }
}
