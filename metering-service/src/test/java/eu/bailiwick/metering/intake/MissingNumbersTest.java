package eu.bailiwick.metering.intake;

import static eu.bailiwick.parts.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bailiwick.metering.cell.Api;
import eu.bailiwick.metering.cell.Cell;
import eu.bailiwick.metering.cell.TenantEvents;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Cell.class)
@SuppressWarnings("NullAway.Init")
class MissingNumbersTest {

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
  void heartbeatIsNoEventAndTellsWhatIsMissing() {
    tenant.announced();
    tenant.skip(2);
    tenant.heartbeat();

    JsonPath gaps = awaitGaps("", 1);
    assertThat(gaps.getInt("items[0].from")).isEqualTo(1);
    assertThat(gaps.getInt("items[0].to")).isEqualTo(2);
    assertThat(gaps.getString("items[0].router")).isEqualTo("router-fr-1");
    rows.awaitEvents(tenant, 1);
  }

  @Test
  void endedTellsWhatIsMissing() {
    tenant.announced();
    tenant.skip(1);
    tenant.ended();

    assertThat(awaitGaps("", 1).getInt("items[0].from")).isEqualTo(1);
  }

  @Test
  void lateArrivalFillsTheGapAndShows() {
    tenant.announced();
    ObjectNode second = tenant.next("denied", event -> {});
    tenant.denied(event -> {});
    awaitGaps("", 1);

    cell.voice().send(second);
    JsonPath filled = awaitGaps("&state=filled", 1);

    assertThat(filled.getInt("items[0].from")).isEqualTo(1);
    assertThat(filled.getString("items[0].filled")).isNotBlank();
    assertThat(awaitGaps("", 0).getList("items")).isEmpty();
    assertThat(api.get("/v1/events?tenant=" + tenant.tenant()).getList("items.lateSince"))
        .filteredOn(since -> since != null)
        .hasSize(1);
  }

  @Test
  void disorderWithinTheGracePeriodIsNoGap() {
    tenant.announced();
    ObjectNode second = tenant.next("denied", event -> {});
    ObjectNode third = tenant.next("ended", event -> {});
    cell.voice().send(third);
    cell.voice().send(second);
    rows.awaitEvents(tenant, 3);

    assertThat(awaitGaps("&state=filled&state=open", 0).getList("items")).isEmpty();
  }

  @Test
  void numbersOfAnEpochThatWasGivenUpAreMarkedSo() {
    UUID earlier = UUID.randomUUID();
    tenant.send(
        tenant.next(
            "announced-after-giving-up",
            event ->
                event
                    .withObject("/predecessor")
                    .put("epoch", earlier.toString())
                    .put("lastAcknowledged", 0)
                    .put("last", 2)));

    JsonPath gaps = awaitGaps("&epoch=" + earlier, 2);
    assertThat(gaps.getList("items.givenUp")).containsExactly(true, false);
    assertThat(gaps.getList("items.from")).containsExactly(1, 0);
    assertThat(gaps.getList("items.to")).containsExactly(2, 0);
  }

  @Test
  void gapsComeInPages() {
    tenant.announced();
    for (int i = 0; i < 3; i++) {
      tenant.skip(1);
      tenant.denied(event -> {});
    }
    awaitGaps("", 3);

    JsonPath first = awaitGaps("&limit=2", 2);
    JsonPath second = awaitGaps("&limit=2&after=" + first.getString("next"), 1);

    assertThat(first.getList("items.from")).containsExactly(5, 3);
    assertThat(second.getList("items.from")).containsExactly(1);
    assertThat(second.getString("next")).isNull();
  }

  private JsonPath awaitGaps(String more, int gaps) {
    String question = "/v1/gaps?tenant=" + tenant.tenant() + more;
    await().until(() -> api.get(question).getList("items").size() == gaps);
    return api.get(question);
  }
}
