package eu.bailiwick.metering.receipt;

import static eu.bailiwick.parts.Eventually.await;
import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bailiwick.metering.c2sp.Checkpoint;
import eu.bailiwick.metering.c2sp.MerkleProof;
import eu.bailiwick.metering.c2sp.TlogPolicy;
import eu.bailiwick.metering.c2sp.TlogProof;
import eu.bailiwick.metering.cell.Cell;
import eu.bailiwick.metering.cell.Contract;
import eu.bailiwick.metering.cell.RouterVoice;
import eu.bailiwick.metering.cell.TenantEvents;
import eu.bailiwick.metering.event.Bytes;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody who kept a receipt gets for it. */
@QuarkusTest
@QuarkusTestResource(Cell.class)
@SuppressWarnings("NullAway.Init")
class ReceiptResourceTest {

  Cell cell;

  private static String receipt(String request, String epoch, long sequence, String commitment) {
    return "request=\"%s\", epoch=\"%s\", sequence=%d, commitment=\"%s\""
        .formatted(request, epoch, sequence, commitment);
  }

  /** Sends an event, and gives the receipt that its router gave. */
  private String send(ObjectNode event) {
    byte[] salt = RouterVoice.salt();
    byte[] value = Contract.bytes(event);
    cell.voice().send(event.get("tenant").textValue(), value, salt);
    return receipt(
        event.get("request").textValue(),
        event.get("epoch").textValue(),
        event.get("sequence").longValue(),
        commitment(salt, value));
  }

  private static String commitment(byte[] salt, byte[] content) {
    return new Bytes(
            ByteBuffer.allocate(salt.length + content.length).put(salt).put(content).array())
        .sha256()
        .toString();
  }

  private static Response exchange(String receipt) {
    return given().contentType("text/plain").body(receipt).post("/v1/receipts");
  }

  private static JsonPath proof(String receipt) {
    await().until(() -> exchange(receipt).statusCode() == 200);
    return exchange(receipt).jsonPath();
  }

  private static Bytes base64(String text) {
    return new Bytes(Base64.getDecoder().decode(text));
  }

  private static Bytes leafHash(String leaf) {
    return MerkleProof.leafHash(new Bytes(leaf.getBytes(StandardCharsets.UTF_8)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"opened", "denied"})
  void receiptIsExchangedForAProofUpToTheSignedTree(String type) {
    TenantEvents tenant = cell.newTenant();
    tenant.announced();
    String request = UUID.randomUUID().toString();
    String receipt = send(tenant.next(type, event -> event.put("request", request)));

    JsonPath proof = proof(receipt);

    assertThat(receipt).contains(proof.getString("commitment"));
    String leaf = proof.getString("leaf");
    assertThat(leaf).endsWith("\nsha256:" + proof.getString("commitment") + "\n");
    Checkpoint ofTenant = Checkpoint.parse(proof.getString("tenantLog.checkpoint"));
    List<String> path = proof.getList("tenantLog.path");
    assertThat(
            MerkleProof.inclusionRoot(
                leafHash(leaf),
                proof.getLong("tenantLog.index"),
                ofTenant.size(),
                path.stream().map(ReceiptResourceTest::base64).toList()))
        .isEqualTo(ofTenant.root());
    assertThat(ofTenant.origin())
        .isEqualTo(Cell.LOG.verifier().name() + "/tenant/" + tenant.tenant());
    String cellLeaf = proof.getString("cellLog.leaf");
    assertThat(cellLeaf)
        .endsWith(
            "\nsha256:"
                + commitment(
                    base64(proof.getString("cellLog.salt")).content(),
                    ofTenant.text().getBytes(StandardCharsets.UTF_8))
                + "\n");
    TlogPolicy policy = TlogPolicy.parse("log " + Cell.LOG.verifier() + "\nquorum none\n");
    TlogProof inCellLog = TlogProof.parse(proof.getString("cellLog.proof"));
    assertThat(inCellLog.verify(leafHash(cellLeaf), policy).origin())
        .isEqualTo(Cell.LOG.verifier().name());
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "application/x-www-form-urlencoded", "text/plain"})
  void whatIsNoReceiptIsRefusedWithWhatIsNeededWhateverItsType(String type) {
    Response answer = given().contentType(type).body("{\"request\":1}").post("/v1/receipts");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.jsonPath().getString("detail")).contains("dictionary");
  }

  @Test
  void otherCommitmentIsAConflict() {
    TenantEvents tenant = cell.newTenant();
    tenant.announced();
    String request = UUID.randomUUID().toString();
    String receipt = send(tenant.next("opened", event -> event.put("request", request)));
    proof(receipt);
    char last = receipt.charAt(receipt.length() - 2);
    String other = receipt.substring(0, receipt.length() - 2) + (last == '0' ? '1' : '0') + '"';

    exchange(other).then().statusCode(409).body("code", is("commitment_differs"));
  }

  @Test
  void receiptWithoutAnEventIsRecorded() {
    double before = counted("no_event");
    String id = UUID.randomUUID().toString();

    exchange(receipt(id, id, 1, "ab".repeat(32)))
        .then()
        .statusCode(404)
        .body("code", is("not_found"))
        .body("detail", containsString("recorded"));
    assertThat(counted("no_event")).isEqualTo(before + 1);
  }

  @Test
  void eventOfAYoungReceiptMayBeOnItsWay() {
    long millis = Instant.now().toEpochMilli();
    UUID young = new UUID(millis << 16 | 7 << 12, 1L << 63);

    exchange(receipt(young.toString(), young.toString(), 1, "ab".repeat(32)))
        .then()
        .statusCode(404)
        .body("detail", containsString("on its way"));
  }

  private static double counted(String result) {
    return get("/q/metrics")
        .asString()
        .lines()
        .filter(line -> line.startsWith("bailiwick_receipts_total{result=\"" + result + "\"}"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .findFirst()
        .orElse(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "request=\"01932f6a-7c00-7a3b-8d2e-1f0a9b8c7d6e\"",
        "request=1, epoch=\"01932f6a-7c00-7a3b-8d2e-1f0a9b8c7d6e\", sequence=1, commitment=\"ab\"",
        "request=\"1-1-1-1-1\", epoch=\"01932f6a-7c00-7a3b-8d2e-1f0a9b8c7d6e\", sequence=1,"
            + " commitment=\"abababababababababababababababababababababababababababababababab\"",
        "request=\"01932f6a-7c00-7a3b-8d2e-1f0a9b8c7d6e\","
            + " epoch=\"01932f6a-7c00-7a3b-8d2e-1f0a9b8c7d6e\", sequence=\"1\","
            + " commitment=\"abababababababababababababababababababababababababababababababab\"",
      })
  void whatIsNoReceiptIsRefused(String text) {
    exchange(text)
        .then()
        .statusCode(400)
        .body("code", is("invalid_parameter"))
        .body("violations[0].path", is("body"));
  }
}
