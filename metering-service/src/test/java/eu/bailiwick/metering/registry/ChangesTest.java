package eu.bailiwick.metering.registry;

import static eu.bailiwick.metering.registry.SystemLog.change;
import static eu.bailiwick.metering.registry.SystemLog.entry;
import static eu.bailiwick.parts.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.bailiwick.metering.cell.Cell;
import eu.bailiwick.metering.cell.ScriptedRegistry;
import eu.bailiwick.metering.cell.SnapshotSigner;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Following changes into a database of its own. */
@QuarkusTest
@QuarkusTestResource(Cell.class)
@SuppressWarnings("NullAway.Init")
class ChangesTest {

  private final SnapshotSigner signer = new SnapshotSigner();
  Cell cell;
  @TempDir Path directory;
  private ScriptedRegistry registry;
  private DataSource database;
  private SystemLog log;

  @BeforeEach
  void start() throws IOException {
    registry = ScriptedRegistry.start();
    database = cell.newDatabase();
    log = new SystemLog(database);
    Files.writeString(directory.resolve("token"), "first\n");
    Files.writeString(directory.resolve("trusted-keys.json"), signer.trustedKeys());
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  private Instance follow() {
    return Instance.start(registry, database, directory);
  }

  @Test
  void changesBecomeEntriesByteForByte() {
    String first = registry.publish(1, "Zürich, \\\"später\\\"");
    try (Instance instance = follow()) {
      log.await(change(0, 1, first));
      String second = registry.publish(2, "b");
      log.await(change(0, 1, first), change(1, 2, second));

      await().until(() -> instance.count("changes", "recorded") == 2);
      await().until(() -> instance.gauge("recorded.revision") == 2);
      assertThat(registry.tokens()).containsOnly("Bearer first");
    }
  }

  @Test
  void cutStreamIsResumedWithANewTokenAndNothingIsLostOrRecordedTwice() throws IOException {
    String first = registry.publish(1, "a");
    String second = registry.publish(2, "b");
    try (Instance instance = follow()) {
      log.await(change(0, 1, first), change(1, 2, second));
      Files.writeString(directory.resolve("token"), "second");
      registry.cut();
      String third = registry.publish(3, "c");

      log.await(change(0, 1, first), change(1, 2, second), change(2, 3, third));
      assertThat(registry.lastEventIds()).containsExactly("0", "1");
      assertThat(registry.tokens()).contains("Bearer second");
      await().until(() -> instance.count("changes", "duplicate") == 1);
    }
  }

  @Test
  void eventThatIsCutInTheMiddleIsNotRecorded() {
    String first = registry.publish(1, "a");
    try (Instance instance = follow()) {
      log.await(change(0, 1, first));
      registry.say("event: change\nid: 2\ndata: " + ScriptedRegistry.change(2, "cut") + "\n");
      registry.cut();
      await().until(() -> instance.count("changes", "duplicate") == 1);

      String second = registry.publish(2, "b");
      log.await(change(0, 1, first), change(1, 2, second));
    }
  }

  @Test
  void sameRevisionInOtherWordsIsKeptBeside() {
    String first = registry.publish(1, "a");
    String second = registry.publish(2, "b");
    String other = ScriptedRegistry.change(1, "never said");
    try (Instance instance = follow()) {
      log.await(change(0, 1, first), change(1, 2, second));
      registry.tell(1, other);
      registry.tell(1, other);
      registry.tell(1, first);
      String third = registry.publish(3, "c");

      log.await(
          change(0, 1, first),
          change(1, 2, second),
          entry(2, "equivocation", 1, 1, other),
          change(3, 3, third));
      await().until(() -> instance.count("changes", "equivocation") == 1);
      await().until(() -> instance.count("changes", "duplicate") == 2);
    }
  }

  @Test
  void compactedRevisionsAreAGap() {
    registry.compactTo(4);
    String fifth = registry.publish(5, "e");
    String sixth = registry.publish(6, "f");
    try (Instance instance = follow()) {
      log.await(entry(0, "gap", 1, 4, ""), change(1, 5, fifth), change(2, 6, sixth));
      registry.compactTo(6);
      registry.cut();
      String seventh = registry.publish(7, "g");

      log.await(
          entry(0, "gap", 1, 4, ""),
          change(1, 5, fifth),
          change(2, 6, sixth),
          change(3, 7, seventh));
      await().until(instance::isFollowing);
    }
  }

  @Test
  void revisionsThatAreLeftOutAreAGapUntilTheyCome() {
    String first = registry.publish(1, "a");
    try (Instance instance = follow()) {
      log.await(change(0, 1, first));
      String fourth = registry.publish(4, "d");
      log.await(change(0, 1, first), entry(1, "gap", 2, 3, ""), change(2, 4, fourth));
      String third = registry.publish(3, "c");

      log.await(
          change(0, 1, first),
          entry(1, "gap", 2, 3, ""),
          change(2, 4, fourth),
          change(3, 3, third));
      await().until(() -> instance.count("changes", "recorded_behind_a_gap") == 1);
    }
  }

  @Test
  void whatARestoredRegistryNowSaysIsCompared() {
    List<String> said =
        List.of(registry.publish(1, "a"), registry.publish(2, "b"), registry.publish(3, "c"));
    List<String> entries =
        List.of(change(0, 1, said.get(0)), change(1, 2, said.get(1)), change(2, 3, said.get(2)));
    registry.serve(signer.sign(SnapshotSigner.payload(SnapshotSigner.CELL, 3)));
    try (Instance instance = follow()) {
      log.awaitAll(entries);
      registry.goBackTo(1);
      registry.serve(signer.sign(SnapshotSigner.payload(SnapshotSigner.CELL, 1)));
      await().until(() -> instance.count("changes", "duplicate") > 0);
      String anew = registry.publish(2, "other than before");

      log.await(
          entries.get(0), entries.get(1), entries.get(2), entry(3, "equivocation", 2, 2, anew));
      await().until(() -> instance.count("changes", "equivocation") == 1);
    }
  }

  @Test
  void whatIsNoChangeIsNotRecordedAndNotPassedBy() {
    try (Instance instance = follow()) {
      await().until(() -> registry.listeners() == 1);
      registry.tell(2, ScriptedRegistry.change(1, "under the id of another"));
      await().until(() -> registry.lastEventIds().size() == 2);
      String first = registry.publish(1, "a");

      log.await(change(0, 1, first));
      await().until(() -> instance.count("changes", "recorded") == 1);
    }
  }

  @Test
  void goesOnWhenTheRegistryComesBack() {
    String first = registry.publish(1, "a");
    try (Instance instance = follow()) {
      log.await(change(0, 1, first));
      registry.stop();
      String second = registry.publish(2, "b");
      await().until(() -> instance.gauge("silence") > 0.3);
      assertThat(log.entries()).hasSize(1);
      await().until(instance::isFollowing);
      registry.restart();

      log.await(change(0, 1, first), change(1, 2, second));
    }
  }

  @Test
  void bookmarkIsASignOfLife() {
    try (Instance instance = follow()) {
      await().until(() -> registry.listeners() == 1);
      await().until(() -> instance.gauge("silence") > 0.5);
      registry.bookmark(0);
      await().until(() -> instance.gauge("silence") < 0.4);

      assertThat(registry.lastEventIds()).containsExactly("0");
    }
  }

  @Test
  void streamWithoutASignOfLifeIsOpenedAnew() {
    String first = registry.publish(1, "a");
    try (Instance instance = follow()) {
      log.await(change(0, 1, first));
      await().until(() -> registry.lastEventIds().size() > 1);

      assertThat(instance.count("changes", "duplicate")).isLessThanOrEqualTo(1);
    }
  }

  @Test
  void restartGoesOnWhereItStopped() {
    String first = registry.publish(1, "a");
    String second = registry.publish(2, "b");
    try (Instance instance = follow()) {
      log.await(change(0, 1, first), change(1, 2, second));
      await().until(instance::isFollowing);
    }
    assertThat(registry.listeners()).isLessThanOrEqualTo(1);
    String third = registry.publish(3, "c");
    try (Instance instance = follow()) {
      log.await(change(0, 1, first), change(1, 2, second), change(2, 3, third));

      assertThat(registry.lastEventIds()).containsExactly("0", "1");
      await().until(() -> instance.count("changes", "recorded") == 1);
    }
  }

  @Test
  void ofTwoInstancesOneFollowsAndTheOtherTakesOver() {
    String first = registry.publish(1, "a");
    try (Instance one = follow();
        Instance two = follow()) {
      log.await(change(0, 1, first));
      await().until(() -> one.isFollowing() || two.isFollowing());
      Instance holder = one.isFollowing() ? one : two;
      Instance other = holder == one ? two : one;
      String second = registry.publish(2, "b");
      log.await(change(0, 1, first), change(1, 2, second));
      assertThat(other.isFollowing()).isFalse();
      assertThat(other.gauge("silence")).isNaN();
      assertThat(registry.lastEventIds()).hasSize(1);

      holder.close();
      await().until(other::isFollowing);
      String third = registry.publish(3, "c");
      log.await(change(0, 1, first), change(1, 2, second), change(2, 3, third));
      await().until(() -> other.count("changes", "recorded") == 1);
      assertThat(holder.isFollowing()).isFalse();
    }
  }

  @Test
  void leaseThatIsLostWithItsConnectionIsTakenAgain() throws SQLException {
    String first = registry.publish(1, "a");
    try (Instance instance = follow()) {
      log.await(change(0, 1, first));
      log.execute(
          "SELECT pg_terminate_backend(l.pid) FROM pg_locks l JOIN pg_database d ON d.oid ="
              + " l.database WHERE locktype = 'advisory' AND d.datname = current_database()");
      await().until(() -> registry.lastEventIds().size() == 2);
      String second = registry.publish(2, "b");

      log.await(change(0, 1, first), change(1, 2, second));
      await().until(instance::isFollowing);
    }
  }

  @Test
  void entriesCannotBeChangedOrTakenOut() {
    String first = registry.publish(1, "a");
    try (Instance instance = follow()) {
      log.await(change(0, 1, first));
      await().until(instance::isFollowing);
    }
    for (String sql :
        List.of(
            "UPDATE ledger_entry SET content = ''",
            "DELETE FROM ledger_entry",
            "TRUNCATE ledger_tile",
            "DELETE FROM ledger_tile",
            "UPDATE ledger_tile SET hashes = decode(repeat('00', octet_length(hashes)), 'hex')")) {
      assertThatThrownBy(() -> log.execute(sql)).hasMessageContaining("append-only");
    }
    log.await(change(0, 1, first));
  }
}
