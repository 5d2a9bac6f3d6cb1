package eu.bailiwick.metering.snapshots;

import static eu.bailiwick.parts.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import eu.bailiwick.metering.cell.Api;
import eu.bailiwick.metering.cell.Cell;
import eu.bailiwick.metering.cell.SnapshotSigner;
import eu.bailiwick.metering.cell.TenantEvents;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an officer reads of the archive. */
@QuarkusTest
@QuarkusTestResource(Cell.class)
@SuppressWarnings("NullAway.Init")
class SnapshotsResourceTest {

  Cell cell;
  private Api api;

  @BeforeEach
  void asOfficer() {
    api = new Api(cell);
  }

  private static String payload(long revision) {
    return SnapshotSigner.payload(SnapshotSigner.CELL, revision);
  }

  private String archive(long revision) {
    String jws = cell.signer().sign(payload(revision));
    cell.registry().serve(jws);
    await().until(() -> !items("?revision=" + revision).isEmpty());
    return jws;
  }

  private List<Map<String, Object>> items(String query) {
    return api.get("/v1/snapshots" + query).getList("items");
  }

  @Test
  void snapshotIsServedByteForByteByItsDigest() {
    String jws = archive(1001);
    String digest = SnapshotSigner.digest(payload(1001));

    api.officer()
        .get("/v1/snapshots/" + digest)
        .then()
        .statusCode(200)
        .contentType("application/jose")
        .header("ETag", "\"" + digest + "\"")
        .body(is(jws));
    assertThat(items("?revision=1001").getFirst())
        .containsEntry("digest", digest)
        .containsEntry("cell", "eea")
        .containsEntry("revision", 1001)
        .containsEntry("issuedAt", "2026-11-24T10:00:00Z")
        .containsEntry("validUntil", "2026-11-24T11:00:00Z")
        .containsEntry("keyId", SnapshotSigner.KEY_ID)
        .containsEntry("bytes", jws.length());
  }

  @Test
  void pagesAreNewestFirst() {
    archive(2001);
    archive(2002);
    List<Long> revisions = new ArrayList<>();
    List<String> archived = new ArrayList<>();
    String next = "";
    while (next != null) {
      JsonPath page = api.get("/v1/snapshots?limit=2" + next);
      assertThat(page.getList("items")).hasSizeLessThanOrEqualTo(2);
      revisions.addAll(page.getList("items.revision", Long.class));
      archived.addAll(page.getList("items.archived", String.class));
      next = page.getString("next") == null ? null : "&after=" + page.getString("next");
    }

    assertThat(revisions).containsSubsequence(2002L, 2001L);
    assertThat(archived.stream().map(Instant::parse))
        .isSortedAccordingTo(Comparator.reverseOrder());
    assertThat(items("?limit=1000&to=2026-11-24T10:00:00Z"))
        .allSatisfy(
            item ->
                assertThat(String.valueOf(item.get("issuedAt")))
                    .isLessThan("2026-11-24T10:00:00Z"));
    assertThat(items("?revision=2002&to=2026-11-24T10:00:00Z")).isEmpty();
  }

  @Test
  void snapshotThatAnEventNamesIsMissingUntilItIsFetched() {
    String digest = SnapshotSigner.digest(payload(3001));
    TenantEvents tenant = cell.newTenant();
    tenant.announced();
    tenant.opened(
        UUID.randomUUID(), event -> event.withObject("/decision").put("snapshot", digest));
    await().until(() -> missing(digest).getOrDefault("tries", 0).equals(1));
    assertThat(missing(digest))
        .containsEntry("state", "wanted")
        .containsEntry("cell", "eea")
        .containsKeys("namedAt", "problem");

    cell.registry().serve(digest, cell.signer().sign(payload(3001)));
    await().until(() -> missing(digest).isEmpty());
    assertThat(items("?revision=3001")).hasSize(1);
  }

  private Map<String, Object> missing(String digest) {
    List<Map<String, Object>> items = api.get("/v1/snapshots/missing?limit=1000").getList("items");
    return items.stream().filter(item -> item.containsValue(digest)).findFirst().orElse(Map.of());
  }

  @Test
  void whatIsNotArchivedIsNotFound() {
    api.officer()
        .get("/v1/snapshots/sha256:0")
        .then()
        .statusCode(404)
        .contentType("application/problem+json")
        .body("code", is("not_found"));
  }

  @ParameterizedTest
  @CsvSource({
    "?missing=true, unknown_parameter, missing",
    "?revision=x, invalid_parameter, revision",
    "?after=x, invalid_parameter, after",
    "?from=today, invalid_parameter, from",
    "/missing?revision=1, unknown_parameter, revision",
    "/missing?after=a%00b, invalid_parameter, after",
    "/sha256:0?cell=eea, unknown_parameter, cell",
  })
  void parameterIsRefusedByName(String question, String code, String parameter) {
    api.officer()
        .urlEncodingEnabled(false)
        .get("/v1/snapshots" + question)
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("code", is(code))
        .body("violations[0].path", is(parameter));
  }
}
