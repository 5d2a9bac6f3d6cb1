package eu.bailiwick.metering.ledger;

import static eu.bailiwick.parts.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import eu.bailiwick.metering.cell.Api;
import eu.bailiwick.metering.cell.Cell;
import eu.bailiwick.metering.cell.ScriptedRegistry;
import eu.bailiwick.metering.event.Bytes;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an officer reads of the system log, checked with nothing but hashes. */
@QuarkusTest
@QuarkusTestResource(Cell.class)
@SuppressWarnings("NullAway.Init")
class LedgerResourceTest {

  private static final int CHANGES = 11;
  private static final String LOG = "/v1/ledger/system";

  Cell cell;
  private Api api;
  private List<Integer> indexes;
  private int size;

  @BeforeEach
  void someChanges() {
    api = new Api(cell);
    if (changes().isEmpty()) {
      for (int revision = 1; revision <= CHANGES; revision++) {
        cell.registry().publish(revision, "reason " + revision);
      }
    }
    await().until(() -> changes().size() == CHANGES);
    indexes = changes().reversed();
    size = api.get(LOG).getInt("size");
  }

  /** Of the changes, newest first; there are questions between them. */
  private List<Integer> changes() {
    return api.get(LOG + "/entries?kind=change&limit=1000").getList("items.index");
  }

  private static Bytes base64(String text) {
    return new Bytes(Base64.getDecoder().decode(text));
  }

  private static Bytes hash(JsonPath json, String member) {
    Bytes hash = base64(json.getString(member + ".base64"));
    assertThat(hash.toString()).isEqualTo(json.getString(member + ".hex"));
    return hash;
  }

  private static List<Bytes> path(JsonPath proof) {
    return proof.getList("path", String.class).stream().map(LedgerResourceTest::base64).toList();
  }

  @Test
  void entriesTellWhoChangedWhatWhenAndWhy() {
    JsonPath entries = api.get(LOG + "/entries?kind=change&limit=1");

    assertThat(entries.getInt("items[0].index")).isEqualTo(indexes.getLast());
    assertThat(entries.getString("items[0].kind")).isEqualTo("change");
    assertThat(entries.getInt("items[0].revision")).isEqualTo(CHANGES);
    assertThat(entries.getString("items[0].at")).isEqualTo("2026-11-24T10:00:00.011Z");
    assertThat(entries.getString("items[0].actor")).isEqualTo("olga.operator");
    assertThat(entries.getString("items[0].reason")).isEqualTo("reason 11");
    assertThat(entries.getString("items[0].items[0].id")).isEqualTo("paris-1");
    assertThat(entries.getString("items[0].items[0].after.id")).isEqualTo("paris-1");
  }

  @Test
  void pagesHoldEachEntryOnce() {
    JsonPath first = api.get(LOG + "/entries?kind=change&limit=6");
    JsonPath second =
        api.get(LOG + "/entries?kind=change&limit=6&after=" + first.getString("next"));

    assertThat(first.getList("items.revision")).containsExactly(11, 10, 9, 8, 7, 6);
    assertThat(second.getList("items.revision")).containsExactly(5, 4, 3, 2, 1);
    assertThat(second.getString("next")).isNull();
  }

  @Test
  void filtersFilter() {
    assertThat(api.get(LOG + "/entries?revision=3").getList("items.index"))
        .containsExactly(indexes.get(2));
    assertThat(api.get(LOG + "/entries?kind=gap&kind=equivocation").getList("items")).isEmpty();
    assertThat(
            api.get(
                    LOG
                        + "/entries?from=2026-11-24T10:00:00.002Z&to=2026-11-24T10:00:00.004Z"
                        + "&kind=change")
                .getList("items.revision"))
        .containsExactly(3, 2);
  }

  @Test
  void everyEntryIsProvenFromItsContentToTheRoot() {
    Bytes root = hash(api.get(LOG + "/consistency?first=1&second=" + size), "secondRoot");
    for (int revision = 1; revision <= CHANGES; revision++) {
      int index = indexes.get(revision - 1);
      JsonPath opening = api.get(LOG + "/entries/" + index);
      Bytes leaf = base64(opening.getString("leaf"));
      assertThat(new String(leaf.content(), StandardCharsets.US_ASCII))
          .isEqualTo(
              String.join(
                  "\n",
                  "bailiwick-leaf/1",
                  "change",
                  Integer.toString(revision),
                  opening.getString("entry.at"),
                  "sha256:" + commitment(opening),
                  ""));
      JsonPath proof = api.get(LOG + "/entries/" + index + "/proof?size=" + size);
      Bytes leafHash = ReferenceTree.hash(0, leaf);
      assertThat(opening.getString("entry.leafHash")).isEqualTo("sha256:" + leafHash);
      assertThat(hash(proof, "leaf")).isEqualTo(leafHash);
      assertThat(hash(proof, "root")).isEqualTo(root);
      assertThat(ReferenceTree.isIncluded(leafHash, index, size, path(proof), root)).isTrue();
    }
  }

  private static String commitment(JsonPath opening) {
    Bytes salt = base64(opening.getString("salt"));
    Bytes content = base64(opening.getString("content"));
    assertThat(salt.length()).isEqualTo(32);
    byte[] both =
        ByteBuffer.allocate(32 + content.length())
            .put(salt.content())
            .put(content.content())
            .array();
    return HexFormat.of().formatHex(new Bytes(both).sha256().content());
  }

  @Test
  void contentIsWhatTheRegistrySent() {
    assertThat(base64(api.get(LOG + "/entries/" + indexes.get(3)).getString("content")).content())
        .asString(StandardCharsets.UTF_8)
        .isEqualTo(ScriptedRegistry.change(4, "reason 4"));
  }

  @Test
  void everyGrowthIsProven() {
    for (int second = 1; second <= CHANGES; second++) {
      for (int first = 1; first <= second; first++) {
        JsonPath proof = api.get(LOG + "/consistency?first=" + first + "&second=" + second);
        assertThat(
                ReferenceTree.isConsistent(
                    first,
                    second,
                    hash(proof, "firstRoot"),
                    hash(proof, "secondRoot"),
                    path(proof)))
            .isTrue();
      }
    }
  }

  @Test
  void proofOfAnEarlierSizeHasTheRootOfThen() {
    JsonPath proof = api.get(LOG + "/entries/2/proof?size=5");
    Bytes root = hash(api.get(LOG + "/consistency?first=5"), "firstRoot");

    assertThat(hash(proof, "root")).isEqualTo(root);
    assertThat(ReferenceTree.isIncluded(hash(proof, "leaf"), 2, 5, path(proof), root)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "?size=1, unknown_parameter, size",
    "/entries?actor=olga, unknown_parameter, actor",
    "/entries?kind=other, invalid_parameter, kind",
    "/entries?revision=-1, invalid_parameter, revision",
    "/entries?after=x, invalid_parameter, after",
    "/entries/3?size=4, unknown_parameter, size",
    "/entries/3/proof?size=3, invalid_parameter, size",
    "/entries/3/proof?size=1000000, invalid_parameter, size",
    "/consistency, invalid_parameter, first",
    "/consistency?first=0, invalid_parameter, first",
    "/consistency?first=5&second=4, invalid_parameter, first",
    "/consistency?first=5&second=1000000, invalid_parameter, second",
  })
  void parameterIsRefusedByName(String question, String code, String parameter) {
    api.officer()
        .urlEncodingEnabled(false)
        .get(LOG + question)
        .then()
        .statusCode(400)
        .body("code", is(code))
        .body("violations[0].path", is(parameter));
  }

  @ParameterizedTest
  @CsvSource({"/entries/1000000", "/entries/1000000/proof", "/entries/-1", "/entries/x"})
  void whatIsNotInTheLogIsNotFound(String path) {
    api.officer().get(LOG + path).then().statusCode(404).body("code", is("not_found"));
  }
}
