package eu.bailiwick.metering.events;

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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Cell.class)
@SuppressWarnings("NullAway.Init")
class EventsResourceTest {

  private static final UUID IN_FRANCE = UUID.randomUUID();
  private static final UUID IN_GERMANY_OR_FRANCE = UUID.randomUUID();

  Cell cell;
  @Inject DataSource database;
  private Api api;
  private TenantEvents tenant;

  /** Numbers 0 to 6, at that second after ten. */
  @BeforeEach
  void someEvents() {
    api = new Api(cell);
    tenant = cell.newTenant();
    send("announced", event -> {});
    send("opened", event -> served(event, IN_FRANCE, "FR"));
    send("closed", event -> served(event, IN_FRANCE, "FR"));
    send("opened", event -> served(event, IN_GERMANY_OR_FRANCE, "DE", "FR"));
    send("denied", event -> event.put("request", UUID.randomUUID().toString()));
    send("denied", EventsResourceTest::deniedWithoutPolicy);
    send("ended", event -> {});
    await().until(() -> numbers("").size() == 7);
  }

  private void send(String example, Consumer<ObjectNode> change) {
    ObjectNode event = tenant.next(example, change);
    tenant.send(event.put("time", "2026-11-20T10:00:0" + event.get("sequence") + ".5Z"));
  }

  private static void served(ObjectNode event, UUID request, String... countries) {
    event.put("request", request.toString());
    ObjectNode endpoint = event.withObject("/endpoint");
    var array = endpoint.putArray("countries");
    List.of(countries).forEach(array::add);
    endpoint.put("id", "chat-" + countries[0]);
    endpoint.put("site", "site-" + countries[0]);
    endpoint.put("operator", "operator-" + countries[0]);
  }

  private static void deniedWithoutPolicy(ObjectNode event) {
    event.put("request", UUID.randomUUID().toString());
    event.withObject("/descriptor").put("application", "billing").put("key", "billing-key");
    event.withObject("/descriptor").put("operation", "EMBEDDINGS").put("model", "meridian/embed");
    event.withObject("/decision").put("reason", "NO_POLICY").put("dataClass", "personal");
  }

  @Test
  void newestComeFirst() {
    assertThat(numbers("")).containsExactly(6, 5, 4, 3, 2, 1, 0);
  }

  @Test
  void everyFilterFilters() {
    assertThat(numbers("&application=billing")).containsExactly(5);
    assertThat(numbers("&application=billing&application=triage")).containsExactly(5, 4, 3, 2, 1);
    assertThat(numbers("&key=triage-key")).containsExactly(4, 3, 2, 1);
    assertThat(numbers("&model=scripted-chat")).containsExactly(3, 2, 1);
    assertThat(numbers("&model=meridian%2Fembed")).containsExactly(5);
    assertThat(numbers("&operation=EMBEDDINGS")).containsExactly(5);
    assertThat(numbers("&dataClass=personal")).containsExactly(5);
    assertThat(numbers("&dataClass=health")).containsExactly(4, 3, 2, 1);
    assertThat(numbers("&country=FR")).containsExactly(3, 2, 1);
    assertThat(numbers("&country=DE")).containsExactly(3);
    assertThat(numbers("&country=DE&country=IE")).containsExactly(3);
    assertThat(numbers("&outcome=completed")).containsExactly(2);
    assertThat(numbers("&outcome=denied")).containsExactly(5, 4);
    assertThat(numbers("&outcome=opened")).containsExactly(3, 1);
    assertThat(numbers("&reason=NO_POLICY")).containsExactly(5);
    assertThat(numbers("&reason=PERMITTED")).containsExactly(3, 2, 1);
    assertThat(numbers("&endpoint=chat-DE")).containsExactly(3);
    assertThat(numbers("&endpointSite=site-FR")).containsExactly(2, 1);
    assertThat(numbers("&operator=operator-DE")).containsExactly(3);
    assertThat(numbers("&version=scripted-chat-1")).containsExactly(3, 2, 1);
    assertThat(numbers("&router=router-fr-1")).hasSize(7);
    assertThat(numbers("&router=router-fr-2")).isEmpty();
    assertThat(numbers("&request=" + IN_FRANCE)).containsExactly(2, 1);
    assertThat(numbers("&request=" + IN_FRANCE + "&request=" + IN_GERMANY_OR_FRANCE))
        .containsExactly(3, 2, 1);
    assertThat(numbers("&type=announced&type=ended")).containsExactly(6, 0);
    assertThat(numbers("&epoch=" + tenant.epoch())).hasSize(7);
    assertThat(numbers("&epoch=" + UUID.randomUUID())).isEmpty();
    assertThat(numbers("&open=true")).containsExactly(3);
    assertThat(numbers("&tenant=nobody&country=DE")).containsExactly(3);
    assertThat(numbers("&application=triage&outcome=denied&country=FR")).isEmpty();
  }

  @Test
  void filtersFindWhatLiesFarApart() {
    tenant.send(
        tenant.next(
            "denied",
            event ->
                event
                    .put("request", UUID.randomUUID().toString())
                    .put("time", "2026-08-01T23:59:59.999999Z")
                    .put("status", 418)));
    await().until(() -> numbers("").size() == 8);

    assertThat(numbers("&status=418")).containsExactly(7);
    assertThat(numbers("&status=418&status=403&limit=10")).containsExactly(5, 4, 7);
    assertThat(numbers("&status=418&from=2026-08-02T00:00:00Z")).isEmpty();
    assertThat(numbers("&revision=17&type=denied&to=2026-08-02T00:00:00Z")).containsExactly(7);
    assertThat(numbers("&code=no_lawful_endpoint&usageSource=upstream")).isEmpty();
    JsonPath first = api.get("/v1/events?outcome=denied&limit=2&tenant=" + tenant.tenant());
    assertThat(first.getList("items.sequence")).containsExactly(5, 4);
    assertThat(numbers("&outcome=denied&limit=2&after=" + first.getString("next")))
        .containsExactly(7);
  }

  @Test
  void eventWhoseBytesWereDestroyedIsShownAsSuch() throws Exception {
    UUID destruction = UUID.randomUUID();
    try (var connection = database.getConnection();
        var update =
            connection.prepareStatement(
                """
                UPDATE event_row SET commitment = salt, destruction = ?, salt = NULL, value = NULL,
                  shape = (SELECT becomes FROM thin_shapes(ARRAY[shape], false))
                WHERE tenant = ? AND sequence = 2
                """)) {
      update.setObject(1, destruction);
      update.setString(2, tenant.tenant());
      assertThat(update.executeUpdate()).isEqualTo(1);
    }

    JsonPath events = api.get("/v1/events?type=closed&tenant=" + tenant.tenant());
    assertThat(events.getString("items[0].destruction")).isEqualTo(destruction.toString());
    assertThat(events.getString("items[0].digest")).isNull();
    assertThat(events.getString("items[0].outcome")).isEqualTo("completed");
    assertThat(numbers("&key=triage-key")).containsExactly(4, 3, 1);
    assertThat(
            api.get("/v1/usage?groupBy=key&tenant=" + tenant.tenant())
                .getList("items.findAll { it.key == null }.attempts"))
        .containsExactly(1);
  }

  @Test
  void periodHasItsStartAndNotItsEnd() {
    assertThat(numbers("&from=2026-11-20T10:00:02.5Z")).containsExactly(6, 5, 4, 3, 2);
    assertThat(numbers("&to=2026-11-20T10:00:02.5Z")).containsExactly(1, 0);
    assertThat(numbers("&from=2026-11-20T12:00:01%2B02:00&to=2026-11-20T10:00:04.500000001Z"))
        .containsExactly(4, 3, 2, 1);
  }

  @Test
  void itemIsFlat() {
    JsonPath closed = api.get("/v1/events?type=closed&tenant=" + tenant.tenant());

    Map<String, ?> item = closed.getMap("items[0]");
    assertThat(item.remove("stored")).isNotNull();
    assertThat(item.remove("digest").toString()).matches("sha256:[0-9a-f]{64}");
    assertThat(item.entrySet())
        .extracting(Object::toString)
        .containsExactlyInAnyOrder(
            "type=closed",
            "cell=eea",
            "router=router-fr-1",
            "site=paris-1",
            "tenant=" + tenant.tenant(),
            "epoch=" + tenant.epoch(),
            "sequence=2",
            "time=2026-11-20T10:00:02.500Z",
            "request=" + IN_FRANCE,
            "attempt=1",
            "outcome=completed",
            "dataClass=health",
            "reason=PERMITTED",
            "status=200",
            "application=triage",
            "key=triage-key",
            "model=scripted-chat",
            "operation=CHAT",
            "within=[FR]",
            "stream=true",
            "bodyBytes=143",
            "endpoint=chat-FR",
            "version=scripted-chat-1",
            "imageDigest=sha256:" + "1".repeat(64),
            "weightsDigest=sha256:" + "2".repeat(64),
            "endpointSite=site-FR",
            "operator=operator-FR",
            "countries=[FR]",
            "usageSource=upstream",
            "promptTokens=12",
            "completionTokens=40",
            "totalTokens=52",
            "requestBytes=143",
            "responseBytes=2048",
            "firstByteMillis=21.4",
            "durationMillis=1400.2");
  }

  @Test
  void deniedItemSaysWhy() {
    JsonPath denied = api.get("/v1/events?reason=NO_LAWFUL_ENDPOINT&tenant=" + tenant.tenant());

    assertThat(denied.getString("items[0].code")).isEqualTo("no_lawful_endpoint");
    assertThat(denied.getInt("items[0].status")).isEqualTo(403);
    assertThat(denied.getInt("items[0].revision")).isEqualTo(17);
    assertThat(denied.getString("items[0].candidates[0].endpoint")).isEqualTo("meridian-dublin");
    assertThat(denied.getList("items[0].candidates[0].reasons"))
        .containsExactly("DISCLOSURE_EXPOSURE");
  }

  @Test
  void pagesHoldStillWhileEventsComeIn() {
    List<Integer> seen = new ArrayList<>();
    @Nullable String next = null;
    int pages = 0;
    do {
      JsonPath page =
          api.get(
              "/v1/events?limit=2&type=denied&type=opened&type=closed&tenant="
                  + tenant.tenant()
                  + (next == null ? "" : "&after=" + next));
      seen.addAll(page.getList("items.sequence"));
      next = page.getString("next");
      pages++;
      int known = numbers("").size();
      tenant.denied(event -> {});
      await().until(() -> numbers("").size() == known + 1);
    } while (next != null);

    assertThat(seen).containsExactly(5, 4, 3, 2, 1);
    assertThat(pages).isEqualTo(3);
  }

  @Test
  void eventIsFoundWithinASecond() {
    UUID request = UUID.randomUUID();
    tenant.opened(request, event -> {});

    await()
        .atMost(Duration.ofSeconds(1))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> api.get("/v1/events?request=" + request).getList("items").size() == 1);
  }

  private List<Integer> numbers(String filter) {
    return api.get("/v1/events?tenant=" + tenant.tenant() + filter).getList("items.sequence");
  }
}
