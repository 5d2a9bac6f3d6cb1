package eu.bailiwick.metering.findings;

import static eu.bailiwick.parts.Eventually.await;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bailiwick.metering.cell.Api;
import eu.bailiwick.metering.cell.Cell;
import eu.bailiwick.metering.cell.Contract;
import eu.bailiwick.metering.cell.TenantEvents;
import eu.bailiwick.metering.event.Bytes;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What routers do, and the entries that the log of their tenant has of it: those and no others. */
@QuarkusTest
@QuarkusTestResource(Cell.class)
@SuppressWarnings("NullAway.Init")
class FindingsTest {

  private static final UUID NEXT = UUID.randomUUID();

  Cell cell;
  private Api api;
  private TenantEvents tenant;
  private String router;

  @BeforeEach
  void newTenantOfANewRouter() {
    api = new Api(cell);
    tenant = cell.newTenant();
    router = "router-" + UUID.randomUUID();
  }

  /** Entries as {@code kind about}, oldest first. */
  private List<String> entries() {
    JsonPath page = api.get(log() + "/entries?limit=1000");
    List<String> kinds = page.getList("items.kind");
    List<String> abouts = page.getList("items.about");
    return IntStream.range(0, kinds.size())
        .mapToObj(i -> kinds.get(kinds.size() - 1 - i) + " " + abouts.get(kinds.size() - 1 - i))
        .toList();
  }

  private String log() {
    return "/v1/ledger/tenants/" + tenant.tenant();
  }

  private void awaitEntries(String... expected) {
    await().untilAsserted(() -> assertThat(entries()).containsExactlyInAnyOrder(expected));
  }

  /** Sends something a little later, which is seen only after all that is overdue by then. */
  private void settle() {
    long size = api.get(log()).getLong("size");
    await().during(Duration.ofMillis(2_500)).until(() -> api.get(log()).getLong("size") == size);
  }

  private ObjectNode ofRouter(ObjectNode event) {
    return event.put("router", router);
  }

  private ObjectNode next(String example) {
    return tenant.send(tenant.next(example, this::ofRouter));
  }

  private UUID opened() {
    UUID request = UUID.randomUUID();
    tenant.opened(request, this::ofRouter);
    return request;
  }

  private void announced(long heartbeatMillis) {
    tenant.send(tenant.next("announced", e -> ofRouter(e).put("heartbeatMillis", heartbeatMillis)));
  }

  private String epoch() {
    return tenant.epoch().toString();
  }

  @Test
  void orderlyEpochHasNoEntries() {
    announced(200);
    UUID request = opened();
    tenant.closed(request, this::ofRouter);
    next("denied");
    next("ended");

    await().until(() -> api.get(log()).getInt("size") == 5);
    settle();
    assertThat(entries()).isEmpty();
  }

  @Test
  void gapAndItsLateFillAreOneEntryEach() {
    announced(60_000);
    ObjectNode late = tenant.next("denied", this::ofRouter);
    tenant.skip(2);
    next("denied");
    String gap = "gap " + epoch() + "/1-3";
    awaitEntries(gap);

    tenant.send(late);

    awaitEntries(gap, "late_fill " + epoch() + "/1");
    settle();
    awaitEntries(gap, "late_fill " + epoch() + "/1");
    JsonPath entry = api.get(log() + "/entries?kind=gap");
    assertThat(entry.getString("items[0].detail.epoch")).isEqualTo(epoch());
    assertThat(entry.getInt("items[0].detail.first")).isEqualTo(1);
    assertThat(entry.getBoolean("items[0].detail.givenUp")).isFalse();
    JsonPath opening = api.get(log() + "/entries/" + entry.getInt("items[0].index"));
    byte[] both =
        ByteBuffer.allocate(32 + content(opening).length)
            .put(Base64.getDecoder().decode(opening.getString("salt")))
            .put(content(opening))
            .array();
    assertThat(new String(Base64.getDecoder().decode(opening.getString("leaf")), US_ASCII))
        .isEqualTo(
            String.join(
                "\n",
                "bailiwick-leaf/1",
                "gap",
                epoch() + "/1-3",
                entry.getString("items[0].at"),
                "sha256:" + new Bytes(both).sha256(),
                ""));
  }

  private static byte[] content(JsonPath opening) {
    return Base64.getDecoder().decode(opening.getString("content"));
  }

  @Test
  void numberWithOtherBytesIsAnEquivocationOnce() {
    announced(60_000);
    ObjectNode denied = next("denied");
    ObjectNode other = denied.deepCopy().put("status", 500);
    tenant.send(other);
    tenant.send(other);
    tenant.send(denied);

    awaitEntries("equivocation " + epoch() + "/1");
    JsonPath found = api.get("/v1/equivocations?tenant=" + tenant.tenant());
    assertThat(found.getList("items.sequence")).containsExactly(1);
    assertThat(found.getString("items[0].digest"))
        .isEqualTo("sha256:" + new Bytes(Contract.bytes(denied)).sha256());
    assertThat(found.getString("items[0].otherDigest"))
        .isEqualTo("sha256:" + new Bytes(Contract.bytes(other)).sha256());
    settle();
    awaitEntries("equivocation " + epoch() + "/1");
  }

  @Test
  void attemptThatIsOpenWhenItsEpochEndsIsAbandoned() {
    announced(60_000);
    UUID request = opened();
    next("ended");

    awaitEntries("abandoned " + request + "/1");
    assertThat(api.get(log() + "/entries").getString("items[0].detail.cause")).isEqualTo("ended");
  }

  @Test
  void killedRouterThatComesBackLeavesItsAttemptAndItsEpoch() {
    announced(60_000);
    UUID request = opened();
    TenantEvents again = cell.newTenant();
    again.send(again.next("announced", this::ofRouter));

    awaitEntries("abandoned " + request + "/1", "unfinished " + epoch() + "/1");
    assertThat(api.get(log() + "/entries").getList("items.detail.cause")).containsOnly("succeeded");
    settle();
    awaitEntries("abandoned " + request + "/1", "unfinished " + epoch() + "/1");
  }

  @Test
  void killedRouterThatStaysAwayIsMissedByItsHeartbeats() {
    announced(100);
    UUID request = opened();
    tenant.send(tenant.numbered("heartbeat", 1, this::ofRouter));

    awaitEntries("abandoned " + request + "/1", "unfinished " + epoch() + "/1");
    assertThat(api.get(log() + "/entries").getList("items.detail.cause")).containsOnly("silent");
  }

  @Test
  void routerWithoutOpenAttemptsMayBeSilent() {
    announced(100);
    UUID request = opened();
    tenant.closed(request, this::ofRouter);

    await().until(() -> api.get(log()).getInt("size") == 3);
    settle();
    assertThat(entries()).isEmpty();
  }

  @Test
  void routerThatWasCutOffFromTheBrokerTellsWhatItGaveUp() {
    announced(60_000);
    UUID request = opened();
    tenant.send(
        tenant.numbered(
            "announced-after-giving-up",
            0,
            event ->
                ofRouter(event)
                    .put("epoch", NEXT.toString())
                    .withObject("/predecessor")
                    .put("epoch", epoch())
                    .put("lastAcknowledged", 1)
                    .put("last", 3)));
    tenant.send(
        tenant.numbered(
            "closed",
            1,
            event ->
                ofRouter(event).put("epoch", NEXT.toString()).put("request", request.toString())));
    tenant.send(
        tenant.numbered("ended", 2, event -> ofRouter(event).put("epoch", NEXT.toString())));

    awaitEntries("gap " + epoch() + "/2-3", "unfinished " + epoch() + "/3");
    assertThat(api.get(log() + "/entries?kind=gap").getBoolean("items[0].detail.givenUp")).isTrue();
    assertThat(api.get(log() + "/entries?kind=unfinished").getString("items[0].detail.cause"))
        .isEqualTo("given_up");
    settle();
    assertThat(entries()).hasSize(2);
  }

  @Test
  void clockThatGoesBackwardsOrAheadIsAnAnomaly() {
    announced(60_000);
    Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    tenant.denied(e -> ofRouter(e).put("time", now.minusSeconds(60).toString()));
    tenant.denied(e -> ofRouter(e).put("time", now.plusSeconds(3600).toString()));
    tenant.denied(e -> ofRouter(e).put("time", now.minus(400, ChronoUnit.DAYS).toString()));

    awaitEntries(
        "clock_anomaly " + epoch() + "/1",
        "clock_anomaly " + epoch() + "/2",
        "clock_anomaly " + epoch() + "/3");
    assertThat(api.get(log() + "/entries").getList("items.detail.cause"))
        .containsExactly("behind", "ahead", "backwards");
  }

  @Test
  void deadLetterIsShownWithItsBytesAndStandsInTheSystemLog() {
    var place = cell.voice().send(tenant.tenant(), "broken".getBytes(US_ASCII), null);

    await()
        .until(
            () ->
                api.get("/v1/dead-letters?limit=1000").getList("items.offset", Long.class).stream()
                    .anyMatch(offset -> offset == place.offset()));
    JsonPath letter = api.get("/v1/dead-letters?reason=not_json&limit=1");
    assertThat(letter.getString("items[0].value")).isEqualTo("YnJva2Vu");
    assertThat(letter.getInt("items[0].partition")).isEqualTo(place.partition());
    assertThat(letter.getLong("items[0].offset")).isEqualTo(place.offset());
    assertThat(
            api.get("/v1/ledger/system/entries?kind=dead_letter&limit=1000").getList("items.about"))
        .contains(Cell.TOPIC + "/" + place.partition() + "/" + place.offset());
  }

  @Test
  void deadLettersComeInPages() {
    for (int i = 0; i < 3; i++) {
      cell.voice().send(tenant.tenant(), ("broken " + i).getBytes(US_ASCII), null);
    }
    await().until(() -> api.get("/v1/dead-letters").getList("items").size() >= 3);

    JsonPath all = api.get("/v1/dead-letters?limit=3");
    JsonPath first = api.get("/v1/dead-letters?limit=2");
    JsonPath second = api.get("/v1/dead-letters?limit=1&after=" + first.getString("next"));
    assertThat(second.getString("items[0].value")).isEqualTo(all.getString("items[2].value"));
  }
}
