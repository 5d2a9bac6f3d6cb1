package eu.bailiwick.routing.catalogue;

import static eu.bailiwick.parts.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.bailiwick.parts.FreePorts;
import eu.bailiwick.routing.scripted.MovableClock;
import eu.bailiwick.routing.scripted.ScriptedRegistry;
import eu.bailiwick.routing.scripted.SnapshotSigner;
import eu.bailiwick.routing.scripted.TestCatalogue;
import eu.bailiwick.sovereignty.catalogue.Revocation;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A router learns what to serve from a registry, a file or its own copy, forwards only. */
class CatalogueSourcesTest {

  private static final Vertx VERTX = Vertx.vertx();
  private static final URI NOWHERE = URI.create("http://127.0.0.1:1");

  @TempDir Path home;

  private final SnapshotSigner signer = SnapshotSigner.create("k1");
  private final MovableClock clock = new MovableClock();
  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final List<CatalogueSources> running = new ArrayList<>();
  private final int port = FreePorts.any();
  private final TestCatalogue catalogue = new TestCatalogue(NOWHERE, NOWHERE);
  private ScriptedRegistry registry;

  /** One run of a router. */
  private record Run(CurrentCatalogue current, CatalogueSources sources) {

    long revision() {
      return current.revision();
    }

    List<String> masked() {
      return current.serving().orElseThrow().masked();
    }
  }

  @BeforeEach
  void surround() throws IOException {
    Files.writeString(trusted(), signer.publicKeys());
    Files.writeString(home.resolve("token"), "router-token");
    registry = ScriptedRegistry.start(port, "eea");
  }

  @AfterEach
  void clear() {
    running.forEach(CatalogueSources::close);
    registry.close();
  }

  @AfterAll
  static void closeVertx() {
    VERTX.close();
  }

  @Test
  void aRestartServesWhatWasServedWithoutTheRegistry() throws Exception {
    ranWith(7);
    registry.close();

    Run restarted = start(true, folder(), null);

    assertThat(restarted.revision()).isEqualTo(7);
    assertThat(restarted.current().source()).isEqualTo(Source.DISK);
  }

  @Test
  void aRestartForgetsNoRevocation() throws Exception {
    Run first = start(true, folder(), null);
    publish(first, 7);
    await().until(() -> registry.watchers() == 1);
    revoke("solo-paris", 8);
    revoke("chat-paris", 9);
    await().until(() -> first.masked().size() == 2);
    await().until(() -> Files.readString(folder().resolve("revocations.jws")).lines().count() == 2);
    stop(first);
    registry.close();

    assertThat(start(false, folder(), null).masked())
        .containsExactly("endpoint.solo-paris", "endpoint.chat-paris");
  }

  @Test
  void aRevocationLeavesTheDiskWithTheSnapshotThatHoldsIt() throws Exception {
    Run run = start(true, folder(), null);
    publish(run, 7);
    await().until(() -> registry.watchers() == 1);
    revoke("solo-paris", 8);
    revoke("chat-paris", 9);
    await().until(() -> run.masked().size() == 2);
    publish(run, 8);
    await().until(() -> Files.readString(folder().resolve("revocations.jws")).lines().count() == 1);

    assertThat(run.masked()).containsExactly("endpoint.chat-paris");
  }

  @Test
  void aRevocationOfBeforeCountsForTheSnapshotAfterAnExpiredCopy() throws Exception {
    Run first = start(true, folder(), null);
    publish(first, 7);
    await().until(() -> registry.watchers() == 1);
    revoke("solo-paris", 9);
    await().until(() -> Files.exists(folder().resolve("revocations.jws")));
    stop(first);
    clock.move(Duration.ofHours(2));
    registry.publish(snapshot(8));

    Run restarted = start(true, folder(), null);
    await().until(() -> restarted.revision() == 8);

    assertThat(restarted.masked()).containsExactly("endpoint.solo-paris");
  }

  @Test
  void aRestartedRouterTakesNothingOlder() throws Exception {
    ranWith(7);
    registry.publish(snapshot(6));

    Run restarted = start(true, folder(), null);

    await().until(() -> refused("rollback") > 0);
    assertThat(restarted.revision()).isEqualTo(7);
  }

  @Test
  void norIfItsCopyHasExpired() throws Exception {
    ranWith(7);
    clock.move(Duration.ofHours(2));
    Run restarted = start(true, folder(), null);
    assertThat(restarted.current().serving()).isEmpty();
    assertThat(refused("expired")).isEqualTo(1);

    registry.publish(snapshot(6));

    await().until(() -> refused("rollback") > 0);
    assertThat(restarted.current().serving()).isEmpty();
    publish(restarted, 7);
  }

  @Test
  void aCopyThatIsNotTheRegistrysIsNeverServed() throws Exception {
    ranWith(7);
    registry.close();
    Path copy = folder().resolve("snapshot.jws");
    String good = Files.readString(copy);
    for (String bad :
        List.of(
            "",
            good.substring(0, good.length() / 2),
            good.replaceFirst("\\.", ".a"),
            "\u00ff\u0000",
            SnapshotSigner.create("k1")
                .sign(catalogue.snapshot(9, now(), now().plusSeconds(60))))) {
      Files.writeString(copy, bad);

      assertThat(start(true, folder(), null).current().serving()).isEmpty();
    }
    assertThat(refused("signature")).isEqualTo(5);
    Files.writeString(copy, good);
    assertThat(start(true, folder(), null).revision()).isEqualTo(7);
  }

  @Test
  void aBrokenRevocationOnDiskTakesNothingAway() throws Exception {
    ranWith(7);
    Files.writeString(
        folder().resolve("revocations.jws"),
        "not.a.signature\n"
            + signer.revoke(revocation("solo-paris"), 8)
            + "\n"
            + SnapshotSigner.create("k1").revoke(revocation("chat-paris"), 9));

    assertThat(start(false, folder(), null).masked()).containsExactly("endpoint.solo-paris");
  }

  @Test
  void onlyTheOwnerReadsTheCopy() throws Exception {
    ranWith(7);

    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder().resolve("snapshot.jws"))))
        .isEqualTo("rw-------");
  }

  @Test
  void whatWasLeftUnfinishedGoes() throws Exception {
    Files.createDirectories(folder());
    Path left = Files.writeString(folder().resolve("snapshot.jws1.unfinished"), "half");

    start(true, folder(), null);

    assertThat(left).doesNotExist();
  }

  @Test
  void withoutAFolderNothingIsWritten() throws Exception {
    publish(start(true, null, null), 7);

    assertThat(folder()).doesNotExist();
  }

  @Test
  void aDiskThatFailsIsCountedAndServingGoesOn() throws Exception {
    Run run = start(true, folder(), null);
    Files.delete(folder());

    publish(run, 7);

    await().until(() -> meters.counter("bailiwick.snapshots.unsaved").count() == 1);
  }

  @Test
  void aFileIsServedWithoutARegistry() throws Exception {
    Files.writeString(stick(), snapshot(7));

    Run run = start(false, null, stick());

    assertThat(run.revision()).isEqualTo(7);
    assertThat(run.current().source()).isEqualTo(Source.FILE);
  }

  @Test
  void aNewerFileIsTakenWithoutARestartAndAnOlderOneIsNot() throws Exception {
    Files.writeString(stick(), snapshot(7));
    Run run = start(false, folder(), stick());

    Files.writeString(stick(), snapshot(6));
    await().until(() -> refused("rollback") == 1);
    assertThat(run.revision()).isEqualTo(7);
    Files.writeString(stick(), snapshot(8));
    await().until(() -> run.revision() == 8);
    Path copy = folder().resolve("snapshot.jws");
    await().until(() -> Files.readString(copy).strip().equals(Files.readString(stick()).strip()));
    stop(run);

    Files.delete(stick());
    assertThat(start(false, folder(), stick()).revision()).isEqualTo(8);
  }

  @Test
  void aFileIsLookedAtAgainWhenTheTrustedKeysChange() throws Exception {
    Files.writeString(trusted(), SnapshotSigner.create("k0").publicKeys());
    Files.writeString(stick(), snapshot(7));
    Run run = start(false, null, stick());
    assertThat(refused("signature")).isEqualTo(1);

    Files.writeString(trusted(), signer.publicKeys());

    await().until(() -> run.revision() == 7);
  }

  @Test
  void withNothingToServeFromItDoesNotStart() {
    assertThatThrownBy(() -> start(false, folder(), null))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll(
            "bailiwick.registry.url", "bailiwick.snapshot.file", "bailiwick.snapshot.directory");
  }

  @Test
  void aChangeOnTheStreamFetchesTheSnapshotAtOnce() throws Exception {
    Run run = start(true, null, null);
    publish(run, 7);
    await().until(() -> registry.watchers() == 1);

    registry.publish(snapshot(8));
    registry.tell("bookmark", 8, "{\"revision\":8}");

    await().until(() -> run.revision() == 8);
  }

  @Test
  void aBurstOfChangesIsFewRequests() throws Exception {
    Run run = start(true, null, null);
    publish(run, 7);
    await().until(() -> registry.watchers() == 1);
    int before = registry.polls();

    registry.publish(snapshot(107));
    for (long revision = 8; revision <= 107; revision++) {
      registry.tell("bookmark", revision, "{}");
    }
    await().until(() -> run.revision() == 107);

    assertThat(registry.polls() - before).isLessThan(5);
  }

  @Test
  void withoutTheStreamItPolls() throws Exception {
    Run run = start(true, null, null);
    publish(run, 7);
    await().until(() -> registry.watchers() == 1);

    registry.watchStatus(503);
    registry.publish(snapshot(8));

    await().until(() -> run.revision() == 8);
  }

  @Test
  void afterACompactionItFollowsFromTheNextSnapshotOn() throws Exception {
    Run run = start(true, null, null);
    publish(run, 7);
    await().until(() -> registry.watchers() == 1);
    registry.tell("bookmark", 50, "{}");
    registry.watchStatus(410);
    await().until(() -> registry.positions().contains("50"));
    await().until(() -> registry.positions().getLast().equals("7"));

    registry.publish(snapshot(60));
    await().until(() -> run.revision() == 60);
    registry.watchStatus(200);

    await().until(() -> registry.watchers() == 1);
    assertThat(registry.positions().getLast()).isEqualTo("60");
  }

  private void ranWith(long revision) throws Exception {
    Run run = start(true, folder(), null);
    publish(run, revision);
    await().until(() -> Files.exists(folder().resolve("snapshot.jws")));
    stop(run);
  }

  private void publish(Run run, long revision) {
    registry.publish(snapshot(revision));
    registry.tell("bookmark", revision, "{}");
    await().until(() -> run.revision() == revision);
  }

  private String snapshot(long revision) {
    return signer.sign(catalogue.snapshot(revision, now(), now().plusSeconds(3600)));
  }

  private Instant now() {
    return clock.instant();
  }

  private void revoke(String endpoint, long revision) {
    registry.tell("revocation", revision, signer.revoke(revocation(endpoint), revision));
  }

  private static Revocation revocation(String endpoint) {
    return new Revocation(Revocation.Kind.ENDPOINT, endpoint, Instant.now());
  }

  private double refused(String reason) {
    return meters.counter("bailiwick.snapshots.refused", "reason", reason).count();
  }

  private Path folder() {
    return home.resolve("copy");
  }

  private Path stick() {
    return home.resolve("stick.jws");
  }

  private Path trusted() {
    return home.resolve("trusted.json");
  }

  private Run start(boolean withRegistry, @Nullable Path directory, @Nullable Path file)
      throws InterruptedException {
    CurrentCatalogue current = new CurrentCatalogue();
    StreamState stream = new StreamState();
    CatalogueSources sources =
        new CatalogueSources(
            VERTX,
            current,
            new Given.Registry(
                Optional.of(URI.create("http://127.0.0.1:" + port)).filter(url -> withRegistry),
                Optional.of(home.resolve("token")),
                trusted()),
            new Given.Snapshots(Optional.ofNullable(directory), Optional.ofNullable(file)),
            new Given.Router("router-1", "eea", "paris-1"),
            stream,
            new CatalogueMetrics(meters, current, stream, clock),
            OpenTelemetry.noop(),
            clock,
            new Random(1));
    running.add(sources);
    sources.open();
    return new Run(current, sources);
  }

  private void stop(Run run) {
    run.sources().close();
    running.remove(run.sources());
  }
}
