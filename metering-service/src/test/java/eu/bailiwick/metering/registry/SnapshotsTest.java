package eu.bailiwick.metering.registry;

import static eu.bailiwick.parts.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import eu.bailiwick.metering.cell.Cell;
import eu.bailiwick.metering.cell.ScriptedRegistry;
import eu.bailiwick.metering.cell.SnapshotSigner;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archiving snapshots in a database of its own. */
@QuarkusTest
@QuarkusTestResource(Cell.class)
@SuppressWarnings("NullAway.Init")
class SnapshotsTest {

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
    Files.writeString(directory.resolve("token"), "any");
    Files.writeString(directory.resolve("trusted-keys.json"), signer.trustedKeys());
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  private Instance follow() {
    return Instance.start(registry, database, directory);
  }

  private static String payload(long revision) {
    return SnapshotSigner.payload(SnapshotSigner.CELL, revision);
  }

  private void name(String digest) throws SQLException {
    log.execute(
        "INSERT INTO named_snapshot (digest, cell, time, next) VALUES ('"
            + digest
            + "', 'eea', now(), now())");
  }

  private String problem(String digest) {
    String sql = "SELECT problem FROM named_snapshot WHERE digest = '" + digest + "'";
    return String.valueOf(log.texts(sql).getFirst());
  }

  private void awaitArchived(String payload, String jws) {
    await()
        .untilAsserted(
            () ->
                assertThat(log.archived(SnapshotSigner.digest(payload))).asString().isEqualTo(jws));
  }

  @Test
  void eachSnapshotIsArchivedOnceWithItsExactBytes() {
    String first = signer.sign(payload(1));
    String second = signer.sign(payload(2));
    registry.serve(first);
    try (Instance instance = follow()) {
      awaitArchived(payload(1), first);
      registry.serve(second);
      awaitArchived(payload(2), second);

      await().until(() -> instance.count("snapshots", "archived") == 2);
      assertThat(
              log.texts(
                  "SELECT cell || ' ' || revision || ' ' || key_id || ' ' ||"
                      + " extract(epoch FROM valid_until - issued_at)::int FROM snapshot"
                      + " ORDER BY number"))
          .containsExactly("eea 1 2026-11 3600", "eea 2 2026-11 3600");
    }
    try (Instance instance = follow()) {
      await().until(() -> instance.count("snapshots", "known") == 1);
    }
  }

  @Test
  void snapshotOfAnUntrustedKeyIsKeptOutAndCounted() {
    registry.serve(new SnapshotSigner().sign(payload(1)));
    try (Instance instance = follow()) {
      await().until(() -> instance.count("snapshots", "refused") > 0);
      String good = signer.sign(payload(2));
      registry.serve(good);

      awaitArchived(payload(2), good);
      assertThat(log.texts("SELECT revision FROM snapshot")).containsExactly("2");
    }
  }

  @Test
  void snapshotThatAnEventNamesIsFetched() throws SQLException {
    String jws = signer.sign(payload(3));
    String digest = SnapshotSigner.digest(payload(3));
    name(digest);
    try (Instance instance = follow()) {
      await().until(() -> registry.asked().contains(digest));
      await().until(() -> problem(digest).contains("no snapshot"));
      await().until(() -> instance.gauge("missing.snapshots") == 1);
      registry.serve(digest, jws);

      awaitArchived(payload(3), jws);
      await().until(() -> instance.gauge("missing.snapshots") == 0);
    }
  }

  @Test
  void snapshotThatCannotBeHadIsAskedForABoundedNumberOfTimes() throws SQLException {
    String digest = SnapshotSigner.digest(payload(4));
    name(digest);
    name("no/digest?");
    log.execute("UPDATE named_snapshot SET tries = 9 WHERE digest = '" + digest + "'");
    try (Instance instance = follow()) {
      await().until(() -> log.texts("SELECT tries FROM named_snapshot WHERE tries < 10").isEmpty());
      log.execute("UPDATE named_snapshot SET next = now()");
      String current = signer.sign(payload(5));
      registry.serve(current);
      awaitArchived(payload(5), current);

      assertThat(registry.asked()).containsExactly(digest);
      assertThat(problem("no/digest?")).contains("no digest");
      await().until(() -> instance.gauge("missing.snapshots") == 2);
    }
  }

  @Test
  void answerOfAnotherDigestIsNotTakenForIt() throws SQLException {
    String asked = SnapshotSigner.digest(payload(6));
    name(asked);
    registry.serve(asked, signer.sign(payload(7)));
    try (Instance instance = follow()) {
      await().until(() -> instance.count("snapshots", "archived") == 1);
      await().until(() -> problem(asked).contains(SnapshotSigner.digest(payload(7))));

      assertThat(log.archived(asked)).isEmpty();
    }
  }

  @Test
  void outageOfTheRegistryUsesUpNoTry() throws SQLException {
    String digest = SnapshotSigner.digest(payload(8));
    registry.stop();
    name(digest);
    try (Instance instance = follow()) {
      await().until(() -> instance.gauge("silence") > 0.5);
      assertThat(log.texts("SELECT tries FROM named_snapshot")).containsExactly("0");
      registry.restart();
      registry.serve(digest, signer.sign(payload(8)));

      awaitArchived(payload(8), signer.sign(payload(8)));
    }
  }
}
