package eu.bailiwick.metering.whatif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bailiwick.metering.audit.RecordQueries;
import eu.bailiwick.metering.cell.Cell;
import eu.bailiwick.metering.cell.OwnStore;
import eu.bailiwick.metering.cell.World;
import eu.bailiwick.metering.event.Bytes;
import eu.bailiwick.metering.ledger.Entry;
import eu.bailiwick.metering.ledger.Ledger;
import eu.bailiwick.metering.ledger.LogId;
import eu.bailiwick.metering.motion.SystemLogStore;
import eu.bailiwick.metering.query.Cursor;
import eu.bailiwick.metering.query.Database;
import eu.bailiwick.metering.query.Period;
import eu.bailiwick.metering.snapshots.SnapshotArchive;
import eu.bailiwick.metering.snapshots.SnapshotStore;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A policy that came with revision 43, in a database of its own. */
@QuarkusTest
@QuarkusTestResource(Cell.class)
@SuppressWarnings("NullAway.Init")
class FlipFinderTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-24T09:00:00Z"), ZoneOffset.UTC);
  private static final Instant MADE = Instant.parse("2026-11-23T12:00:00Z");
  private static final Period EVER = new Period(null, null);

  Cell cell;
  private final World world = new World();
  private OwnStore own;
  private FlipFinder finder;
  private String strict;

  @BeforeEach
  void start() {
    own = new OwnStore(cell, CLOCK);
    Database database = new Database(own.database());
    WhatIfStore store =
        new WhatIfStore(
            own.transactions(),
            new SystemLogStore(own.transactions(), new SecureRandom(), CLOCK),
            CLOCK);
    SnapshotArchive archive = new SnapshotArchive(new SnapshotStore(own.transactions(), CLOCK));
    finder = new FlipFinder(new RecordQueries(database), store, archive, CLOCK);
    strict = own.archive(world.forbidding(43));
    change();
  }

  private void change() {
    ObjectNode change = SystemLogStore.content().put("revision", 43).put("at", MADE.toString());
    ObjectNode item = change.putArray("items").addObject();
    item.put("kind", "policies").put("id", "acme-claims").set("before", NullNode.getInstance());
    item.set("after", world.strictPolicy());
    record(43, change);
  }

  private void record(long revision, ObjectNode change) {
    new Ledger(new Database(own.database()), own.transactions(), CLOCK)
        .append(
            LogId.SYSTEM,
            new Entry(
                "change",
                Long.toString(revision),
                MADE,
                new Bytes(new byte[Entry.SALT_BYTES]),
                new Bytes(change.toString().getBytes(StandardCharsets.UTF_8))));
  }

  private ObjectNode denied(long revision) {
    return world.deniedWithinIreland(
        strict,
        event -> {
          event.withObject("/descriptor").putArray("within");
          event.withObject("/decision").put("revision", revision);
        });
  }

  private Flips find(@Nullable Cursor after, int limit) {
    return finder.find(43, new FlipFinder.Search(null, EVER, after, limit)).orElseThrow();
  }

  @Test
  void denialByThePolicyIsListedWithWhatItWouldHaveBeen() {
    ObjectNode denied = denied(43);
    ObjectNode unknown =
        world.deniedModel(strict, e -> e.withObject("/decision").put("revision", 43));
    own.store(denied, unknown);

    Flips flips = find(null, 10);

    assertThat(flips.examined()).isEqualTo(2);
    assertThat(flips.next()).isNull();
    assertThat(flips.items())
        .containsExactly(
            new Flips.Flip(
                Instant.parse(World.NOON),
                world.tenant(),
                UUID.fromString(denied.get("request").textValue()),
                "acme-desk",
                "permit_to_deny",
                "PERMITTED",
                "NO_LAWFUL_ENDPOINT",
                null));
  }

  @Test
  void decisionsOfEarlierRevisionsAreNoFlips() {
    own.store(denied(42));

    assertThat(find(null, 10).items()).isEmpty();
  }

  @Test
  void revocationThatCountedBeforeASnapshotHadItFlips() {
    ObjectNode change = SystemLogStore.content().put("revision", 44).put("at", MADE.toString());
    ObjectNode item = change.putArray("items").addObject();
    item.put("kind", "revocations").put("id", "endpoint.chat-paris").putNull("before");
    item.putObject("after").put("kind", "ENDPOINT").put("subject", "chat-paris");
    record(44, change);
    String permitting = own.archive(world.permitting(42));
    ObjectNode denied =
        world.deniedWithinIreland(
            permitting,
            event -> {
              event.withObject("/descriptor").putArray("within");
              event.withObject("/decision").putArray("revocations").add("endpoint.chat-paris");
            });
    own.store(denied);

    Flips flips =
        finder.find(44, new FlipFinder.Search(world.tenant(), EVER, null, 10)).orElseThrow();

    assertThat(flips.items())
        .extracting(Flips.Flip::change, Flips.Flip::was, Flips.Flip::becomes)
        .containsExactly(tuple("permit_to_deny", "PERMITTED", "NO_LAWFUL_ENDPOINT"));
  }

  @Test
  void whyNobodyCanTellIsSaid() {
    own.store(
        world.opened(
            "sha256:" + "cd".repeat(32), e -> e.withObject("/decision").put("revision", 43)));

    Flips flips = find(null, 10);

    assertThat(flips.uncomputable()).isEqualTo(1);
    assertThat(flips.problem()).contains("not archived");
  }

  @Test
  void eventsBeforeTheChangeAreNotLookedAt() {
    ObjectNode before = denied(43);
    before.put("time", "2026-11-23T11:58:00Z");
    own.store(before);

    assertThat(find(null, 10).examined()).isZero();
  }

  @Test
  void pagesListEachFlipOnce() {
    List<String> requests = new ArrayList<>();
    own.store(
        Stream.generate(() -> denied(43))
            .limit(25)
            .peek(event -> requests.add(event.get("request").textValue()))
            .toArray(ObjectNode[]::new));

    List<String> listed = new ArrayList<>();
    Flips page = find(null, 10);
    while (true) {
      page.items().forEach(flip -> listed.add(flip.request().toString()));
      if (page.next() == null) {
        break;
      }
      assertThat(page.items()).hasSize(10);
      page = find(Cursor.parse(page.next()).orElseThrow(), 10);
    }

    assertThat(listed).containsExactlyInAnyOrderElementsOf(requests);
  }

  @Test
  void revisionThatNoChangeMadeIsUnknown() {
    assertThat(finder.find(44, new FlipFinder.Search(null, EVER, null, 10))).isEmpty();
  }
}
