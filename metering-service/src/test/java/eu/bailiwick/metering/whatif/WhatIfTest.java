package eu.bailiwick.metering.whatif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bailiwick.metering.body.Body;
import eu.bailiwick.metering.cell.Cell;
import eu.bailiwick.metering.cell.OwnStore;
import eu.bailiwick.metering.cell.World;
import eu.bailiwick.metering.motion.SystemLogStore;
import eu.bailiwick.metering.problem.ProblemException;
import eu.bailiwick.metering.snapshots.SnapshotArchive;
import eu.bailiwick.metering.snapshots.SnapshotStore;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Jobs in a database of its own. */
@QuarkusTest
@QuarkusTestResource(Cell.class)
@SuppressWarnings("NullAway.Init")
class WhatIfTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-24T09:00:00Z"), ZoneOffset.UTC);
  private static final Instant FROM = Instant.parse("2026-11-23T00:00:00Z");
  private static final Instant TO = Instant.parse("2026-11-24T00:00:00Z");

  Cell cell;
  private final World world = new World();
  private OwnStore own;
  private WhatIfStore store;
  private SnapshotArchive archive;
  private String digest;
  private ObjectNode permitted;
  private ObjectNode inIreland;
  private ObjectNode unknownModel;

  @BeforeEach
  void start() {
    own = new OwnStore(cell, CLOCK);
    store =
        new WhatIfStore(
            own.transactions(),
            new SystemLogStore(own.transactions(), new SecureRandom(), CLOCK),
            CLOCK);
    archive = new SnapshotArchive(new SnapshotStore(own.transactions(), CLOCK));
    digest = own.archive(world.permitting(42));
    permitted = world.opened(digest, event -> {});
    inIreland = world.deniedWithinIreland(digest, event -> {});
    unknownModel = world.deniedModel(digest, event -> {});
    own.store(
        permitted,
        world.closed(permitted),
        inIreland,
        unknownModel,
        world.deniedModel(
            digest, event -> event.withObject("/decision").put("reason", "INVALID_REQUEST")));
  }

  private Job run(ObjectNode change) {
    return run(change, null);
  }

  private Job run(ObjectNode change, @Nullable String tenant) {
    Job job = store.ask(tenant, FROM, TO, change(change), "olga", "a test");
    assertThat(new Working(store, archive, 1_000).work(() -> true)).isTrue();
    return store.find(job.id());
  }

  private static Change change(ObjectNode json) {
    Body body =
        Body.parse(new ByteArrayInputStream(json.toString().getBytes(StandardCharsets.UTF_8)));
    Change change = Change.read(body);
    body.finish();
    return change;
  }

  private static ObjectNode json() {
    return SystemLogStore.content();
  }

  private ObjectNode strictPolicy() {
    ObjectNode change = json();
    change.withObject("/put").putArray("policies").add(world.strictPolicy());
    return change;
  }

  private List<String> changed(Job job) {
    return store.changed(job.id(), null, null, 0, 100).stream()
        .map(c -> c.request() + " " + c.change() + " " + c.was() + " " + c.becomes())
        .toList();
  }

  private static String request(ObjectNode event) {
    return event.get("request").textValue();
  }

  @Test
  void stricterPolicyDeniesExactlyWhatItForbids() {
    Job job = run(strictPolicy());

    assertThat(job.state()).isEqualTo("done");
    assertThat(job.progress()).isEqualTo(1);
    assertThat(changed(job))
        .containsExactly(request(permitted) + " permit_to_deny PERMITTED NO_LAWFUL_ENDPOINT");
    assertThat(job.examined()).isEqualTo(4);
    assertThat(job.undecided()).isEqualTo(1);
    assertThat(job.uncomputable()).isZero();
    assertThat(job.applications())
        .containsExactly(new Job.OfApplication(world.tenant(), "acme-desk", "permit_to_deny", 1));
  }

  @Test
  void otherLawDeniesWhatItNoLongerCovers() {
    ObjectNode law = (ObjectNode) world.permitting(42).at("/catalogue/law");
    law.put("edition", "2027-01-01");
    law.withArray("memberships").remove(0); // Germany in the EEA

    ObjectNode change = json();
    change.set("law", law);
    assertThat(changed(run(change)))
        .containsExactly(request(permitted) + " permit_to_deny PERMITTED NO_LAWFUL_ENDPOINT");
  }

  @Test
  void removedAndPutItemsLieOverTheSnapshots() {
    ObjectNode change = json();
    change.withObject("/remove").putArray("policies").add("platform");
    assertThat(changed(run(change)))
        .containsExactlyInAnyOrder(
            request(permitted) + " permit_to_deny PERMITTED NO_POLICY",
            request(inIreland) + " other_reason NO_LAWFUL_ENDPOINT NO_POLICY");

    ObjectNode model = (ObjectNode) world.permitting(42).at("/catalogue/models/0");
    model.put("id", "nobody/knows");
    ObjectNode added = json();
    added.withObject("/put").putArray("models").add(model);
    assertThat(changed(run(added)))
        .containsExactly(
            request(unknownModel) + " other_reason MODEL_NOT_FOUND NO_LAWFUL_ENDPOINT");
  }

  @Test
  void wholeCatalogueOrArchivedSnapshotDecidesInstead() {
    String strict = own.archive(world.forbidding(43));
    ObjectNode byDigest = json().put("snapshot", strict);
    ObjectNode whole = json();
    whole.set("catalogue", world.forbidding(43).get("catalogue"));

    for (ObjectNode change : List.of(byDigest, whole)) {
      assertThat(changed(run(change)))
          .containsExactly(request(permitted) + " permit_to_deny PERMITTED NO_LAWFUL_ENDPOINT");
    }
  }

  @Test
  void denialThatWouldBePermittedIsListed() {
    String strict = own.archive(world.forbidding(43));
    ObjectNode denied =
        world.deniedWithinIreland(
            strict, event -> event.withObject("/descriptor").putArray("within"));
    own.store(denied);
    ObjectNode change = json();
    change.withObject("/remove").putArray("policies").add("acme-claims");

    assertThat(changed(run(change)))
        .containsExactly(request(denied) + " deny_to_permit NO_LAWFUL_ENDPOINT PERMITTED");
  }

  @Test
  void changeThatWasMadeCanBeThoughtAway() {
    String strict = own.archive(world.forbidding(43));
    ObjectNode denied =
        world.deniedWithinIreland(
            strict,
            event -> {
              event.withObject("/descriptor").putArray("within");
              event.withObject("/decision").put("revision", 43);
            });
    own.store(denied);
    ObjectNode item = json().put("kind", "policies").put("id", "acme-claims").putNull("before");
    item.set("after", world.strictPolicy());
    Change without = Change.without(43, json().putArray("items").add(item));

    Job job = store.ask(null, FROM, TO, without, "olga", "a test");
    new Working(store, archive, 1_000).work(() -> true);

    assertThat(changed(store.find(job.id())))
        .containsExactly(request(denied) + " deny_to_permit NO_LAWFUL_ENDPOINT PERMITTED");
  }

  @Test
  void changeThatIsThoughtAwayStandsAlone() {
    ObjectNode change = json().put("without", 43);
    assertThat(change(change).undone()).contains(43L);

    change.withObject("/remove").putArray("policies").add("platform");
    assertThatThrownBy(() -> change(change))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("without: stands alone");
  }

  @Test
  void revocationsThatCountedCountUnderTheChangeToo() {
    own.store(
        world.deniedWithinIreland(
            digest,
            event -> {
              event.withObject("/descriptor").putArray("within");
              event.withObject("/decision").putArray("revocations").add("endpoint.chat-paris");
            }));
    ObjectNode change = json();
    change.set("law", world.permitting(42).at("/catalogue/law"));

    assertThat(changed(run(change))).isEmpty();
  }

  @Test
  void endpointThatIsNoLongerLawfulIsListedThoughAnotherWouldServe() {
    ObjectNode twin = (ObjectNode) world.permitting(42).at("/catalogue/endpoints/0");
    twin.put("id", "chat-twin");
    ObjectNode change = json();
    change.withObject("/put").putArray("endpoints").add(twin);
    change.withObject("/remove").putArray("endpoints").add("chat-paris");

    assertThat(changed(run(change)))
        .containsExactly(request(permitted) + " other_endpoint PERMITTED PERMITTED");
  }

  @Test
  void requestCountsOnceWhateverItsAttempts() {
    ObjectNode second = world.opened(digest, event -> {});
    second.put("request", request(permitted)).put("attempt", 2);
    ObjectNode third = world.opened(digest, event -> event.put("attempt", 3));
    ObjectNode refused =
        world.deniedWithinIreland(
            digest,
            event -> {
              event.put("request", request(permitted));
              event.withObject("/decision").put("reason", "PERMITTED");
            });
    own.store(second, third, refused);

    assertThat(changed(run(strictPolicy())))
        .containsExactlyInAnyOrder(
            request(permitted) + " permit_to_deny PERMITTED NO_LAWFUL_ENDPOINT",
            request(third) + " permit_to_deny PERMITTED NO_LAWFUL_ENDPOINT");
  }

  @Test
  void whatCannotBeToldIsCounted() {
    own.store(world.opened("sha256:" + "cd".repeat(32), event -> {}));

    Job job = run(strictPolicy());

    assertThat(job.uncomputable()).isEqualTo(1);
    assertThat(changed(job)).hasSize(1);
  }

  @Test
  void otherTenantsAndPeriodsAreLeftOut() {
    assertThat(run(strictPolicy(), "somebody-else").examined()).isZero();
    assertThat(run(strictPolicy(), world.tenant()).examined()).isEqualTo(4);
  }

  @Test
  void jobThatWasLeftGoesOnWhereItWas() {
    own.store(
        Stream.generate(() -> world.opened(digest, event -> {}))
            .limit(5_100)
            .toArray(ObjectNode[]::new));
    Job job = store.ask(null, FROM, TO, change(strictPolicy()), "olga", "a test");
    int[] portions = {0};
    new Working(store, archive, 10_000).work(() -> portions[0]++ < 1);
    Job left = store.find(job.id());
    assertThat(left.state()).isEqualTo("running");
    assertThat(left.examined()).isEqualTo(5_000);

    new Working(store, archive, 10_000).work(() -> true);

    Job done = store.find(job.id());
    assertThat(done.state()).isEqualTo("done");
    assertThat(done.examined()).isEqualTo(5_104);
    assertThat(done.changed()).isEqualTo(5_101);
    assertThat(own.texts("SELECT count(DISTINCT request) || ' ' || max(number) FROM whatif_change"))
        .containsExactly("5101 5101");
  }

  @Test
  void cancelledJobStops() {
    Job job = store.ask(null, FROM, TO, change(strictPolicy()), "olga", "a test");
    new Working(store, archive, 1_000)
        .work(
            () -> {
              store.end(job.id(), "cancelled", null);
              return true;
            });

    assertThat(store.find(job.id()).state()).isEqualTo("cancelled");
    assertThat(changed(job)).isEmpty();
    assertThat(new Working(store, archive, 1_000).work(() -> true)).isFalse();
  }

  @Test
  void jobThatListsTooManyFailsAndSaysSo() {
    Job job = store.ask(null, FROM, TO, change(strictPolicy()), "olga", "a test");
    new Working(store, archive, 0).work(() -> true);

    assertThat(store.find(job.id()).state()).isEqualTo("failed");
    assertThat(store.find(job.id()).problem()).contains("more than 0");
  }

  @Test
  void jobIsRecordedBeforeItBegins() {
    Job job = store.ask(null, FROM, TO, change(strictPolicy()), "olga", "a board meeting");

    assertThat(job.state()).isEqualTo("queued");
    assertThat(
            own.texts(
                "SELECT kind || ' ' || about || ' ' ||"
                    + " (convert_from(content, 'UTF8')::jsonb->>'purpose') FROM ledger_entry"))
        .containsExactly("whatif " + job.id() + " a board meeting");
  }
}
