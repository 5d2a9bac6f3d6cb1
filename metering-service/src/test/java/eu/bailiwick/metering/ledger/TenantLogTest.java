package eu.bailiwick.metering.ledger;

import static eu.bailiwick.parts.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bailiwick.metering.cell.Api;
import eu.bailiwick.metering.cell.Cell;
import eu.bailiwick.metering.cell.Contract;
import eu.bailiwick.metering.cell.RouterVoice;
import eu.bailiwick.metering.cell.TenantEvents;
import eu.bailiwick.metering.event.Bytes;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The log of a tenant, recomputed from what its router said. */
@QuarkusTest
@QuarkusTestResource(Cell.class)
@SuppressWarnings("NullAway.Init")
class TenantLogTest {

  Cell cell;
  @Inject Ledger ledger;

  private final List<Bytes> leaves = new ArrayList<>();

  private void send(ObjectNode event) {
    byte[] salt = RouterVoice.salt();
    byte[] value = Contract.bytes(event);
    cell.voice().send(event.get("tenant").textValue(), value, salt);
    byte[] both = ByteBuffer.allocate(32 + value.length).put(salt).put(value).array();
    String leaf =
        String.join(
            "\n",
            "bailiwick-leaf/1",
            event.get("type").textValue(),
            event.get("epoch").textValue() + "/" + event.get("sequence"),
            event.get("time").textValue(),
            "sha256:" + new Bytes(both).sha256(),
            "");
    leaves.add(new Bytes(leaf.getBytes(StandardCharsets.US_ASCII)));
  }

  @Test
  void everyEventIsALeafInTheOrderOfArrival() {
    TenantEvents tenant = cell.newTenant();
    String log = "/v1/ledger/tenants/" + tenant.tenant();
    Api api = new Api(cell);
    assertThat(api.get(log).getInt("size")).isZero();

    send(tenant.next("announced", event -> {}));
    for (int i = 0; i < 4; i++) {
      String request = UUID.randomUUID().toString();
      send(tenant.next("opened", event -> event.put("request", request)));
      send(tenant.next("closed", event -> event.put("request", request)));
    }
    send(tenant.next("ended", event -> {}));

    await().until(() -> api.get(log).getInt("size") == leaves.size());
    Bytes root = ReferenceTree.root(leaves);
    assertThat(api.get(log).getString("root.hex")).isEqualTo(root.toString());
    for (int sequence = 0; sequence < leaves.size(); sequence++) {
      JsonPath proof = api.get(log + "/events/" + tenant.epoch() + "/" + sequence + "/proof");
      assertThat(proof.getString("root.hex")).isEqualTo(root.toString());
      assertThat(proof.getInt("index")).isEqualTo(sequence);
      assertThat(
              ReferenceTree.isIncluded(
                  TreeHash.leaf(leaves.get(sequence)), sequence, leaves.size(), path(proof), root))
          .isTrue();
    }
    LogId id = LogId.tenant(tenant.tenant());
    assertThat(ledger.leafHashes(id, 2, 5))
        .isEqualTo(leaves.subList(2, 5).stream().map(TreeHash::leaf).toList());
    assertThat(ledger.entries(id, 0, 100)).isEmpty();
  }

  @Test
  void eventThatIsNotThereIsNotFound() {
    new Api(cell)
        .officer()
        .get("/v1/ledger/tenants/nobody/events/" + UUID.randomUUID() + "/0/proof")
        .then()
        .statusCode(404);
  }

  private static List<Bytes> path(JsonPath proof) {
    return proof.getList("path", String.class).stream()
        .map(text -> new Bytes(Base64.getDecoder().decode(text)))
        .toList();
  }
}
