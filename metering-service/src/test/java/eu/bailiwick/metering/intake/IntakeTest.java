package eu.bailiwick.metering.intake;

import static eu.bailiwick.parts.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bailiwick.metering.cell.Api;
import eu.bailiwick.metering.cell.Cell;
import eu.bailiwick.metering.cell.Contract;
import eu.bailiwick.metering.cell.RouterVoice;
import eu.bailiwick.metering.cell.TenantEvents;
import eu.bailiwick.metering.event.Bytes;
import eu.bailiwick.metering.storage.PackedValue;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Cell.class)
@SuppressWarnings("NullAway.Init")
class IntakeTest {

  Cell cell;
  @Inject DataSource database;
  private Rows rows;
  private Api api;
  private TenantEvents tenant;

  @BeforeEach
  void newTenant() {
    rows = new Rows(database);
    api = new Api(cell);
    tenant = cell.newTenant();
  }

  @Test
  void eventIsKeptWithItsExactBytesItsSaltAndItsDigest() {
    byte[] value = Contract.bytes(tenant.next("announced", event -> {}));
    byte[] salt = RouterVoice.salt();
    cell.voice().send(tenant.tenant(), value, salt);
    rows.awaitEvents(tenant, 1);

    assertThat(
            rows.read(
                "SELECT e.value, e.salt, s.digest FROM event e JOIN sequence_digest s"
                    + " ON s.origin = e.origin AND s.sequence = e.sequence WHERE e.tenant = ?",
                row ->
                    List.of(PackedValue.unpack(row.getBytes(1)), row.getBytes(2), row.getBytes(3)),
                tenant.tenant()))
        .singleElement()
        .satisfies(row -> assertThat(row.get(0)).isEqualTo(value))
        .satisfies(row -> assertThat(row.get(1)).isEqualTo(salt))
        .satisfies(row -> assertThat(row.get(2)).isEqualTo(new Bytes(value).sha256().content()));
  }

  @Test
  void sameNumberWithSameBytesIsIgnored() {
    tenant.announced();
    ObjectNode denied = tenant.denied(event -> {});
    cell.voice().send(denied);
    tenant.ended();
    rows.awaitEvents(tenant, 3);

    assertThat(equivocations()).isZero();
  }

  @Test
  void sameNumberWithOtherBytesIsKeptAsEquivocationAndNotStored() {
    tenant.announced();
    ObjectNode denied = tenant.denied(event -> {});
    cell.voice().send(denied.deepCopy().put("status", 404));
    cell.voice().send(denied.deepCopy().put("status", 404));
    tenant.ended();
    rows.awaitEvents(tenant, 3);

    assertThat(equivocations()).isEqualTo(1);
    assertThat(api.get("/v1/events?type=denied&tenant=" + tenant.tenant()).getList("items.status"))
        .containsExactly(403);
  }

  @Test
  void replayFromTheBeginningChangesNothing() {
    tenant.announced();
    tenant.served(UUID.randomUUID(), event -> {});
    tenant.heartbeat();
    tenant.denied(event -> {});
    rows.awaitEvents(tenant, 4);
    String before = rows.everything();

    rows.execute(
        "UPDATE intake_offset SET next_offset = 0, fence = fence + 1 WHERE kafka_partition ="
            + " (SELECT kafka_partition FROM event WHERE tenant = ? LIMIT 1)",
        tenant.tenant());
    // Intake notices that its fence is old when the next record comes.
    tenant.heartbeat();
    tenant.ended();
    rows.awaitEvents(tenant, 5);

    rows.execute("DELETE FROM event_row WHERE sequence = 4 AND tenant = ?", tenant.tenant());
    rows.execute(
        "DELETE FROM sequence_digest WHERE sequence = 4"
            + " AND origin = (SELECT id FROM event_origin WHERE tenant = ?)",
        tenant.tenant());
    assertThat(rows.everything()).isEqualTo(before);
  }

  @Test
  void poisonGoesToTheDeadLettersAndBlocksNothing() {
    String key = tenant.tenant();
    tenant.announced();
    byte[] salt = RouterVoice.salt();
    byte[] good = Contract.bytes(tenant.numbered("denied", 7, event -> {}));
    byte[] broken = "not JSON {".getBytes(StandardCharsets.UTF_8);
    RecordMetadata place = cell.voice().send(key, broken, salt);
    cell.voice().send(key, null, salt);
    cell.voice()
        .send(key, Contract.bytes(tenant.numbered("denied", 7, e -> e.put("version", 2))), salt);
    cell.voice()
        .send(key, Contract.bytes(tenant.numbered("denied", 7, e -> e.remove("status"))), salt);
    cell.voice()
        .send(key, Contract.bytes(tenant.numbered("denied", 7, e -> e.put("status", "x"))), salt);
    cell.voice().send(key, good, null);
    cell.voice().send(key, good, new byte[16]);
    cell.voice().send(key, new byte[65_536], salt);
    cell.voice().send("another-" + key, good, salt);
    tenant.ended();
    rows.awaitEvents(tenant, 2);

    assertThat(
            rows.texts("SELECT reason FROM dead_letter WHERE key = ? ORDER BY kafka_offset", key))
        .containsExactly(
            "not_json",
            "not_json",
            "unknown_version",
            "missing_field",
            "invalid_field",
            "bad_salt",
            "bad_salt",
            "too_large");
    await()
        .untilAsserted(
            () ->
                assertThat(
                        rows.texts(
                            "SELECT reason FROM dead_letter WHERE key = ?", "another-" + key))
                    .containsExactly("wrong_key"));
    assertThat(
            rows.read(
                "SELECT value FROM dead_letter WHERE kafka_partition = ? AND kafka_offset = ?",
                row -> row.getBytes(1),
                place.partition(),
                place.offset()))
        .singleElement()
        .isEqualTo(broken);
  }

  @Test
  void whatPostgresDoesNotTakeIsADeadLetterAndItsNeighboursAreStored() {
    rows.execute(
        "ALTER TABLE event_shape ADD CONSTRAINT fits"
            + " CHECK (1 / (length(code) - 77) IS NOT NULL OR code IS NULL)");
    try {
      tenant.announced();
      tenant.denied(event -> event.put("code", "x".repeat(77)));
      tenant.denied(event -> {});
      rows.awaitEvents(tenant, 2);

      assertThat(
              rows.count(
                  "SELECT count(*) FROM dead_letter WHERE reason = 'unstorable' AND"
                      + " encode(value, 'escape') LIKE ?",
                  "%" + tenant.tenant() + "%"))
          .isEqualTo(1);
    } finally {
      rows.execute("ALTER TABLE event_shape DROP CONSTRAINT fits");
    }
  }

  @Test
  void eventThatNamesAnotherRouterThanItsEpochIsOfIsADeadLetter() {
    tenant.announced();
    tenant.denied(event -> event.put("router", "router-of-others"));
    tenant.denied(event -> {});
    rows.awaitEvents(tenant, 2);

    assertThat(
            rows.count(
                "SELECT count(*) FROM dead_letter WHERE reason = 'misattributed' AND key = ?",
                tenant.tenant()))
        .isEqualTo(1);
    assertThat(
            api.get("/v1/events?type=denied&tenant=" + tenant.tenant()).getList("items.sequence"))
        .containsExactly(2);
  }

  @Test
  void shapesAreSpelledAlikeByPostgresAndHere() {
    tenant.announced();
    tenant.served(UUID.randomUUID(), event -> {});
    tenant.denied(event -> event.withObject("/descriptor").put("application", "søk — 検索"));
    rows.awaitEvents(tenant, 4);

    assertThat(
            rows.count(
                "SELECT count(*) FROM event_shape s WHERE tenant = ? AND digest = shape_digest(s)",
                tenant.tenant()))
        .isEqualTo(4);
  }

  @Test
  void endThatIsRecordedAgainCountsOnce() {
    UUID request = UUID.randomUUID();
    tenant.announced();
    tenant.served(request, event -> {});
    tenant.send(
        tenant.next("closed-recorded-again", event -> event.put("request", request.toString())));
    rows.awaitEvents(tenant, 4);

    assertThat(api.get("/v1/usage?tenant=" + tenant.tenant()).getInt("items[0].totalTokens"))
        .isEqualTo(52);
    assertThat(api.get("/v1/events?tenant=" + tenant.tenant()).getList("items.repeats"))
        .containsExactly(true, null, null, null);
  }

  @Test
  void openedThatComesAfterItsEndOpensNothing() {
    UUID request = UUID.randomUUID();
    tenant.announced();
    ObjectNode opened = tenant.next("opened", event -> event.put("request", request.toString()));
    tenant.closed(request, event -> {});
    rows.awaitEvents(tenant, 2);
    cell.voice().send(opened);
    rows.awaitEvents(tenant, 3);

    assertThat(api.get("/v1/events?open=true&tenant=" + tenant.tenant()).getList("items"))
        .isEmpty();
    assertThat(api.get("/v1/usage?tenant=" + tenant.tenant()).getInt("items[0].attempts"))
        .isEqualTo(1);
  }

  @Test
  void eventsOfManyDaysGoToTheirPartitions() {
    tenant.announced();
    tenant.denied(event -> event.put("time", "2026-01-31T23:59:59.999999999Z"));
    tenant.denied(event -> event.put("time", "2026-02-01T00:00:00Z"));
    rows.awaitEvents(tenant, 3);

    assertThat(rows.count("SELECT count(*) FROM event_20260131 WHERE tenant = ?", tenant.tenant()))
        .isEqualTo(1);
    assertThat(rows.count("SELECT count(*) FROM event_20260201 WHERE tenant = ?", tenant.tenant()))
        .isEqualTo(1);
  }

  private long equivocations() {
    return rows.count("SELECT count(*) FROM equivocation WHERE tenant = ?", tenant.tenant());
  }
}
