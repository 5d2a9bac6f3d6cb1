package eu.bailiwick.metering.witness;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import eu.bailiwick.metering.c2sp.Checkpoint;
import eu.bailiwick.metering.c2sp.NaiveTree;
import eu.bailiwick.metering.c2sp.Note;
import eu.bailiwick.metering.c2sp.SignatureType;
import eu.bailiwick.metering.c2sp.SignerKey;
import eu.bailiwick.metering.cell.Cell;
import eu.bailiwick.metering.event.Bytes;
import eu.bailiwick.metering.storage.Transactions;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a witness cosigns, and what it does not. */
@QuarkusTest
@QuarkusTestResource(Cell.class)
@SuppressWarnings("NullAway.Init")
class WitnessTest {

  private static final String ORIGIN = Cell.WITNESSED.verifier().name();
  private static final SignerKey LOG = Cell.WITNESSED;
  private static final SignerKey STRANGER =
      SignerKey.of(ORIGIN, SignatureType.ED25519, new Bytes(new byte[32]));
  private static final NaiveTree TREE = tree("leaf");
  private static final NaiveTree OTHER = tree("other");

  Cell cell;
  private DataSource database;
  private Witness witness;

  @BeforeEach
  void newWitness() {
    database = cell.newDatabase();
    Clock clock = Clock.systemUTC();
    witness =
        new Witness(
            List.of(LOG.verifier()),
            List.of(Cell.WITNESS),
            new WitnessStore(new Transactions(database), clock),
            clock);
  }

  private static NaiveTree tree(String word) {
    return new NaiveTree(
        IntStream.range(0, 40)
            .mapToObj(n -> new Bytes((word + n).getBytes(StandardCharsets.UTF_8)))
            .toList());
  }

  private static Note note(SignerKey key, NaiveTree tree) {
    String text = new Checkpoint(ORIGIN, tree.leaves().size(), tree.root()).text();
    return new Note(text, List.of(key.sign(text, Instant.EPOCH)));
  }

  private static byte[] submission(NaiveTree tree, int old, int size) {
    NaiveTree now = tree.first(size);
    List<Bytes> proof = old == 0 || old >= size ? List.of() : now.consistency(old);
    return new Submission(old, proof, note(LOG, now)).body();
  }

  private Verdict judge(NaiveTree tree, int old, int size) {
    return witness.judge(submission(tree, old, size));
  }

  private static void assertRefused(Verdict verdict, Verdict.Refusal refusal) {
    assertThat(verdict).isInstanceOf(Verdict.Refused.class);
    assertThat(((Verdict.Refused) verdict).refusal()).isEqualTo(refusal);
  }

  private long objections() throws Exception {
    try (var connection = database.getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT count(*) FROM witness_objection")) {
      rows.next();
      return rows.getLong(1);
    }
  }

  @Test
  void growthIsCosignedStepByStep() {
    int old = 0;
    for (int size : List.of(1, 1, 2, 7, 8, 8, 40)) {
      Verdict verdict = judge(TREE, old, size);

      assertThat(verdict).isInstanceOf(Verdict.Cosigned.class);
      Note cosigned = note(LOG, TREE.first(size));
      for (var line : Note.signatures(((Verdict.Cosigned) verdict).lines())) {
        cosigned = cosigned.with(line);
      }
      List<Note.Verified> verified =
          cosigned.verify(List.of(LOG.verifier(), Cell.WITNESS.verifier()));
      assertThat(verified).hasSize(2);
      assertThat(verified.get(1).at().orElseThrow()).isAfter(Instant.now().minusSeconds(60));
      old = size;
    }
  }

  @Test
  void whoeverIsBehindLearnsWhatWasSeenLast() {
    judge(TREE, 0, 8);

    assertThat(judge(TREE, 0, 9)).isEqualTo(new Verdict.Conflict(8));
    assertThat(judge(TREE, 7, 9)).isEqualTo(new Verdict.Conflict(8));
    assertThat(judge(TREE, 9, 9)).isEqualTo(new Verdict.Conflict(8));
    assertThat(judge(TREE, 8, 9)).isInstanceOf(Verdict.Cosigned.class);
  }

  @Test
  void secondHistoryIsNotCosignedAndIsKeptAsEvidence() throws Exception {
    judge(TREE, 0, 8);

    assertThat(judge(OTHER, 8, 8)).isEqualTo(new Verdict.Forked(8));
    assertThat(judge(OTHER, 5, 8)).isEqualTo(new Verdict.Forked(8));
    assertRefused(judge(OTHER, 8, 12), Verdict.Refusal.NOT_CONSISTENT);
    assertThat(objections()).isEqualTo(2);
    assertThat(judge(TREE, 8, 12)).isInstanceOf(Verdict.Cosigned.class);
  }

  @Test
  void logThatGoesBackIsNotCosigned() {
    judge(TREE, 0, 8);

    assertThat(judge(TREE, 0, 7)).isEqualTo(new Verdict.Conflict(8));
    assertThat(judge(TREE, 7, 7)).isEqualTo(new Verdict.Conflict(8));
    assertRefused(judge(TREE, 8, 7), Verdict.Refusal.OLD_ABOVE_NEW);
    assertThat(judge(TREE, 8, 8)).isInstanceOf(Verdict.Cosigned.class);
  }

  @Test
  void checkpointsOfOthersAreRefused() {
    String text = new Checkpoint("other.example/log", 1, TREE.root()).text();
    Note unknown = new Note(text, List.of(LOG.sign(text, Instant.EPOCH)));
    Note unsigned = note(STRANGER, TREE.first(1));
    Note forged = new Note(note(LOG, TREE.first(2)).text(), note(LOG, TREE.first(1)).signatures());

    assertRefused(
        witness.judge(new Submission(0, List.of(), unknown).body()), Verdict.Refusal.UNKNOWN_LOG);
    assertRefused(
        witness.judge(new Submission(0, List.of(), unsigned).body()), Verdict.Refusal.NOT_SIGNED);
    assertRefused(
        witness.judge(new Submission(0, List.of(), forged).body()), Verdict.Refusal.NOT_SIGNED);
  }

  @Test
  void signaturesOfUnknownKeysAreIgnored() {
    Note note = note(LOG, TREE.first(3));
    Note with = note.with(STRANGER.sign(note.text(), Instant.EPOCH));

    assertThat(witness.judge(new Submission(0, List.of(), with).body()))
        .isInstanceOf(Verdict.Cosigned.class);
  }

  @Test
  void everyWrongProofIsRefused() {
    judge(TREE, 0, 11);
    List<Bytes> proof = TREE.first(29).consistency(11);
    Note note = note(LOG, TREE.first(29));
    for (int at = 0; at < proof.size(); at++) {
      List<Bytes> changed = new ArrayList<>(proof);
      changed.set(at, TREE.root());
      List<Bytes> shorter = new ArrayList<>(proof);
      shorter.remove(at);
      for (List<Bytes> wrong : List.of(changed, shorter)) {
        assertRefused(
            witness.judge(new Submission(11, wrong, note).body()), Verdict.Refusal.NOT_CONSISTENT);
      }
    }
    assertThat(witness.judge(new Submission(11, proof, note).body()))
        .isInstanceOf(Verdict.Cosigned.class);
  }

  @Test
  void whatIsNoSubmissionIsRefused() {
    String note = note(LOG, TREE.first(1)).toString();
    for (String body :
        List.of(
            "",
            "old 0\n",
            "old 0\n" + note,
            "old 00\n\n" + note,
            "old -1\n\n" + note,
            "old\n\n" + note,
            "new 0\n\n" + note,
            "old 0\nAAAA\n\n" + note,
            "old 0\n?\n\n" + note,
            "old 0\n\nno note\n")) {
      assertRefused(
          witness.judge(body.getBytes(StandardCharsets.UTF_8)), Verdict.Refusal.MALFORMED);
    }
    assertRefused(witness.judge(new byte[Submission.MAX_BYTES + 1]), Verdict.Refusal.TOO_LARGE);
  }

  @Test
  void ofManyAtOnceFromTheSameSizeOneIsCosigned() throws Exception {
    judge(TREE, 0, 1);
    int seen = 1;
    for (int round = 0; round < 4; round++) {
      int from = seen;
      List<Callable<Verdict>> tasks = new ArrayList<>();
      for (int step = 1; step <= 8; step++) {
        int size = from + step;
        tasks.add(() -> judge(TREE, from, size));
      }
      int to = from;
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Future<Verdict>> verdicts = threads.invokeAll(tasks);
        int cosigned = 0;
        for (int i = 0; i < verdicts.size(); i++) {
          if (verdicts.get(i).get() instanceof Verdict.Cosigned) {
            cosigned++;
            to = from + i + 1;
          }
        }
        assertThat(cosigned).isEqualTo(1);
      }
      assertThat(judge(TREE, 0, 40)).isEqualTo(new Verdict.Conflict(to));
      seen = to;
    }
  }

  /** Over HTTP, at the witness of the service. */
  @Test
  void serviceAnswersWithTheStatusesOfTheSpecification() {
    Response first = add(submission(TREE, 0, 3));
    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(first.asString()).startsWith("— " + Cell.WITNESS.verifier().name() + " ");

    Response conflict = add(submission(TREE, 0, 4));
    assertThat(conflict.statusCode()).isEqualTo(409);
    assertThat(conflict.contentType()).isEqualTo("text/x.tlog.size");
    assertThat(conflict.asString()).isEqualTo("3\n");

    assertThat(add(submission(OTHER, 3, 5)).statusCode()).isEqualTo(422);
    assertThat(add(submission(TREE, 3, 2)).statusCode()).isEqualTo(400);
    assertThat(add(new byte[] {'x'}).statusCode()).isEqualTo(400);
    assertThat(add(new Submission(3, List.of(), note(STRANGER, TREE)).body()).statusCode())
        .isEqualTo(403);
    String text = new Checkpoint("other.example/log", 1, TREE.root()).text();
    Note unknown = new Note(text, List.of(LOG.sign(text, Instant.EPOCH)));
    assertThat(add(new Submission(0, List.of(), unknown).body()).statusCode()).isEqualTo(404);
    assertThat(get("/witness/keys").asString()).isEqualTo(Cell.WITNESS.verifier() + "\n");
  }

  private static Response add(byte[] body) {
    return given().contentType("text/plain").body(body).post("/witness/add-checkpoint");
  }
}
