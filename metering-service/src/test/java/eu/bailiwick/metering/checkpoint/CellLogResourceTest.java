package eu.bailiwick.metering.checkpoint;

import static eu.bailiwick.parts.Eventually.await;
import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import eu.bailiwick.metering.c2sp.Checkpoint;
import eu.bailiwick.metering.c2sp.EntryBundle;
import eu.bailiwick.metering.c2sp.MerkleProof;
import eu.bailiwick.metering.c2sp.NaiveTree;
import eu.bailiwick.metering.c2sp.Note;
import eu.bailiwick.metering.c2sp.TilePath;
import eu.bailiwick.metering.cell.Api;
import eu.bailiwick.metering.cell.Cell;
import eu.bailiwick.metering.cell.TenantEvents;
import eu.bailiwick.metering.event.Bytes;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What everyone may read of the cell's log, checked with nothing but the public key. */
@QuarkusTest
@QuarkusTestResource(Cell.class)
@SuppressWarnings("NullAway.Init")
class CellLogResourceTest {

  Cell cell;
  private TenantEvents tenant;

  @BeforeEach
  void somethingHappens() {
    tenant = cell.newTenant();
    tenant.announced();
    tenant.served(UUID.randomUUID(), event -> {});
    await()
        .until(
            () ->
                new Api(cell)
                        .officer()
                        .get("/v1/logs/tenant/" + tenant.tenant() + "/checkpoint")
                        .statusCode()
                    == 200);
  }

  private static Checkpoint checkpoint() {
    Response answer = get("/ledger/checkpoint");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.contentType()).isEqualToIgnoringCase("text/plain;charset=UTF-8");
    assertThat(answer.header("Cache-Control")).contains("max-age=1");
    Note note = Note.parse(answer.asByteArray());
    note.verify(List.of(Cell.LOG.verifier()));
    return Checkpoint.parse(note.text());
  }

  private static byte[] tile(TilePath path) {
    Response answer = get("/ledger/tile/" + path);
    assertThat(answer.statusCode()).as(path.toString()).isEqualTo(200);
    assertThat(answer.contentType()).isEqualTo("application/octet-stream");
    assertThat(answer.header("Cache-Control")).contains("immutable");
    return answer.asByteArray();
  }

  /** All tiles of the level of the leaves, or all bundles. */
  private static List<TilePath> paths(int level, long size) {
    List<TilePath> paths = new ArrayList<>();
    for (long at = 0; at < size; at += 256) {
      paths.add(new TilePath(level, at / 256, (int) Math.min(256, size - at)));
    }
    return paths;
  }

  @Test
  void treeIsRebuiltFromEntriesAndFromHashes() {
    Checkpoint checkpoint = checkpoint();
    List<Bytes> entries = new ArrayList<>();
    for (TilePath path : paths(TilePath.ENTRIES, checkpoint.size())) {
      entries.addAll(EntryBundle.decode(tile(path)));
    }
    List<Bytes> hashes = new ArrayList<>();
    for (TilePath path : paths(0, checkpoint.size())) {
      byte[] tile = tile(path);
      for (int at = 0; at < tile.length; at += 32) {
        hashes.add(new Bytes(Arrays.copyOfRange(tile, at, at + 32)));
      }
    }

    assertThat(new NaiveTree(entries).root()).isEqualTo(checkpoint.root());
    assertThat(entries.stream().map(MerkleProof::leafHash)).isEqualTo(hashes);
    assertThat(entries.toString()).doesNotContain(tenant.tenant());
  }

  @Test
  void partialTileOfASmallerTreeIsThereAsWell() {
    assertThat(tile(new TilePath(0, 0, 1))).hasSize(32);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0/x999/999",
        "0/x999/999.p/1",
        "7/000.p/1",
        "entries/x999/999",
        "0/0",
        "0/000.p/0",
        "x",
        "64/000",
        "0/001/002",
      })
  void whatIsBeyondTheTreeIsNotFound(String path) {
    get("/ledger/tile/" + path).then().statusCode(404).body("code", is("not_found"));
  }

  @Test
  void keysArePublishedWithWhatTheySigned() {
    long signed = checkpoint().size();
    JsonPath keys = get("/ledger/keys").then().statusCode(200).extract().jsonPath();

    assertThat(keys.getList("keys.vkey")).containsExactly(Cell.LOG.verifier().toString());
    assertThat(keys.getLong("keys[0].firstSize")).isPositive();
    assertThat(keys.getLong("keys[0].lastSize")).isGreaterThanOrEqualTo(signed);
    assertThat(keys.getLong("keys[0].entry")).isZero();
    assertThat(Note.parse(keys.getString("keys[0].statement")).verify(List.of(Cell.LOG.verifier())))
        .hasSize(1);
  }

  @Test
  void treesOfTenantsAreForThoseWhoMayAsk() {
    String log = "/v1/logs/tenant/" + tenant.tenant();
    JsonPath checkpoint = new Api(cell).get(log + "/checkpoint");

    assertThat(checkpoint.getString("checkpoint"))
        .startsWith(Cell.LOG.verifier().name() + "/tenant/" + tenant.tenant() + "\n");
    int size = checkpoint.getInt("size");
    byte[] tile =
        new Api(cell).officer().get(log + "/tile/0/000.p/" + size).then().extract().asByteArray();
    assertThat(tile).hasSize(32 * size);
    new Api(cell).officer().get(log + "/tile/0/000").then().statusCode(404);
    get(log + "/checkpoint").then().statusCode(401);
    get(log + "/tile/0/000.p/1").then().statusCode(401);
    given().auth().oauth2(cell.token("operator")).get(log + "/checkpoint").then().statusCode(403);
    assertThat(statusForOfficerOf(tenant.tenant(), log + "/checkpoint")).isEqualTo(200);
    assertThat(statusForOfficerOf(tenant.tenant(), log + "/tile/0/000.p/1")).isEqualTo(200);
    assertThat(statusForOfficerOf("other", log + "/checkpoint")).isEqualTo(403);
    assertThat(statusForOfficerOf("other", log + "/tile/0/000.p/1")).isEqualTo(403);
    assertThat(statusForOfficerOf("other", "/v1/logs/system/checkpoint")).isEqualTo(403);
  }

  private int statusForOfficerOf(String ofTenant, String path) {
    return given()
        .auth()
        .oauth2(cell.tokenOfTenant(ofTenant, "tenant-officer"))
        .get(path)
        .statusCode();
  }

  @Test
  void healthAndMetricsTellOfCheckpoints() {
    JsonPath health = get("/q/health").jsonPath();

    assertThat(health.getString("checks.find { it.name == 'checkpoints' }.status")).isEqualTo("UP");
    assertThat(get("/q/metrics").asString())
        .contains("bailiwick_checkpoint_refused 0.0", "bailiwick_checkpoint_signing 1.0");
  }
}
