package eu.bailiwick.metering.usage;

import static eu.bailiwick.parts.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bailiwick.metering.cell.Api;
import eu.bailiwick.metering.cell.Cell;
import eu.bailiwick.metering.cell.TenantEvents;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(Cell.class)
@SuppressWarnings("NullAway.Init")
class UsageResourceTest {

  Cell cell;
  private Api api;
  private TenantEvents tenant;

  /**
   * Two requests served in France (one after a failover from Germany, one without usage), one open
   * in France or Germany, one denied, one that was never dispatched.
   */
  @BeforeEach
  void someUsage() {
    api = new Api(cell);
    tenant = cell.newTenant();
    tenant.announced();
    UUID failedOver = UUID.randomUUID();
    tenant.served(failedOver, event -> outcome(at(event, 1, "DE"), "upstream_unreachable"));
    tenant.served(failedOver, event -> at(event, 2, "FR"));
    tenant.served(UUID.randomUUID(), event -> withoutUsage(at(event, 1, "FR")));
    tenant.opened(UUID.randomUUID(), event -> at(event, 1, "FR", "DE"));
    tenant.denied(event -> {});
    tenant.served(UUID.randomUUID(), event -> outcome(at(event, 1, "IE"), "not_dispatched"));
    tenant.ended();
    await()
        .until(() -> api.get("/v1/events?tenant=" + tenant.tenant()).getList("items").size() == 12);
  }

  private static ObjectNode at(ObjectNode event, int attempt, String... countries) {
    event.put("attempt", attempt);
    var array = event.withObject("/endpoint").putArray("countries");
    List.of(countries).forEach(array::add);
    return event;
  }

  private static void outcome(ObjectNode event, String outcome) {
    withoutUsage(event);
    if (event.has("outcome")) {
      event.put("outcome", outcome).putNull("status").put("responseBytes", 0);
    }
  }

  private static void withoutUsage(ObjectNode event) {
    if (event.has("usage")) {
      event
          .withObject("/usage")
          .put("source", "missing")
          .putNull("promptTokens")
          .putNull("completionTokens")
          .putNull("totalTokens");
    }
  }

  @Test
  void withoutGroupsThereIsOneSum() {
    JsonPath usage = usage("");

    assertThat(usage.getMap("items[0]").entrySet())
        .extracting(Object::toString)
        .containsExactlyInAnyOrder(
            "requests=5",
            "attempts=5",
            "denied=1",
            "completed=2",
            "open=1",
            "promptTokens=12",
            "completionTokens=40",
            "totalTokens=52",
            "attemptsWithMissingUsage=3",
            "requestBytes=572",
            "responseBytes=4096");
    assertThat(usage.getList("items")).hasSize(1);
  }

  @Test
  void requestThatMayHaveBeenInTwoCountriesCountsInBoth() {
    JsonPath usage = usage("&groupBy=country");

    assertThat(usage.getList("items.country")).containsExactly("DE", "FR", "IE", null);
    assertThat(usage.getMap("items[3]").keySet().stream().map(Object::toString))
        .contains("country");
    assertThat(usage.getList("items.requests")) // each where its first attempt was
        .containsExactly(2, 2, 1, 1);
    assertThat(usage.getList("items.attempts")).containsExactly(2, 3, 1, 0);
    assertThat(usage.getList("items.completed")).containsExactly(0, 2, 0, 0);
  }

  @Test
  void groupsMayBeSeveralAndFiltersApply() {
    JsonPath usage = usage("&groupBy=tenant,outcome&groupBy=dataClass&country=FR");

    assertThat(usage.getList("items.tenant")).containsOnly(tenant.tenant());
    assertThat(usage.getList("items.dataClass")).containsOnly("health");
    assertThat(usage.getList("items.outcome")).containsExactly("completed", "opened");
    assertThat(usage.getList("items.attempts")).containsExactly(2, 1);
    assertThat(usage.getList("items.requests")).containsExactly(1, 1);
  }

  @Test
  void everyDimensionGroups() {
    for (var dimension : eu.bailiwick.metering.query.Dimension.values()) {
      JsonPath usage = usage("&groupBy=" + dimension.parameter());

      assertThat(usage.getMap("items[0]").keySet().stream().map(Object::toString))
          .contains(dimension.parameter());
      assertThat(usage.getList("items")).isNotEmpty();
    }
  }

  @Test
  void attemptCountsWhenItIsClosed() {
    assertThat(usage("&to=2026-01-01T00:00:00Z").getInt("items[0].requests")).isZero();
    assertThat(usage("&from=2026-01-01T00:00:00Z").getInt("items[0].requests")).isEqualTo(5);
  }

  @Test
  void flowsLeadWhereDataMayHaveGone() {
    JsonPath flows = api.get("/v1/flows?tenant=" + tenant.tenant());

    assertThat(flows.getList("items.country")).containsExactly("DE", "FR");
    assertThat(flows.getList("items.dataClass")).containsExactly("health", "health");
    assertThat(flows.getList("items.attempts")).containsExactly(2, 3);
    assertThat(flows.getList("items.requests")).containsExactly(2, 2);
    assertThat(flows.getList("items.requestBytes")).containsExactly(143, 286);
    assertThat(flows.getList("items.totalTokens")).containsExactly(0, 52);
    assertThat(api.get("/v1/flows?country=DE&tenant=" + tenant.tenant()).getList("items.country"))
        .containsExactly("DE", "FR");
  }

  @Test
  void flowsSayToWhomAndWhoCanCompelThem() {
    JsonPath flows = api.get("/v1/flows?tenant=" + tenant.tenant());

    assertThat(flows.getList("items.endpoint")).containsOnly("chat-paris");
    assertThat(flows.getList("items.operator")).containsOnly("lumiere-calcul");
    assertThat(flows.getList("items.exposure")).containsOnly(List.of("ZZ"));
  }

  @Test
  void requestWithTwoAttemptsIsOneRequest() {
    TenantEvents other = cell.newTenant();
    UUID request = UUID.randomUUID();
    other.announced();
    for (int attempt = 1; attempt <= 2; attempt++) {
      int number = attempt;
      other.served(
          request,
          event -> {
            event.put("attempt", number);
            event.put("time", "2026-10-05T1" + number + ":00:00Z");
            event.withObject("/endpoint").put("id", "endpoint-" + number);
          });
    }
    String question = "/v1/usage?tenant=" + other.tenant();
    await().until(() -> api.get(question).getInt("items[0].attempts") == 2);

    assertThat(api.get(question).getInt("items[0].requests")).isEqualTo(1);
    assertThat(api.get(question + "&groupBy=endpoint").getList("items.requests"))
        .containsExactly(1, 0);
    assertThat(api.get(question + "&groupBy=endpoint").getList("items.attempts"))
        .containsExactly(1, 1);
    assertThat(api.get(question + "&request=" + request).getInt("items[0].requests")).isEqualTo(1);
    JsonPath hours = api.get(question + "&bucket=hour");
    assertThat(hours.getList("items.bucket"))
        .containsExactly("2026-10-05T11:00:00Z", "2026-10-05T12:00:00Z");
    assertThat(hours.getList("items.requests")).containsExactly(1, 0);
    assertThat(api.get(question + "&bucket=month").getList("items.bucket"))
        .containsExactly("2026-10-01T00:00:00Z");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-10-01T10:30:00Z, 2026-10-01T10:31:00Z, 1",
    "2026-10-01T10:30:00Z, 2026-10-03T00:00:00Z, 2",
    "2026-10-01T10:30:30Z, 2026-10-04T10:00:00Z, 2",
    "2026-10-01T00:00:00Z, 2026-10-04T10:30:00Z, 3",
    "2026-10-01T00:00:00Z, 2026-10-04T10:30:00.000001Z, 4",
    "2026-10-01T00:00:00Z, 2026-10-05T00:00:00Z, 4",
  })
  void partsOfDaysCountToo(String from, String to, int denied) {
    TenantEvents other = cell.newTenant();
    other.announced();
    for (String time : List.of("01T10:30:00", "02T10:30:00", "03T10:30:00", "04T10:30:00")) {
      other.denied(event -> event.put("time", "2026-10-" + time + "Z"));
    }
    String question = "/v1/usage?tenant=" + other.tenant();
    await().until(() -> api.get(question).getInt("items[0].denied") == 4);

    assertThat(api.get(question + "&from=" + from + "&to=" + to).getInt("items[0].denied"))
        .isEqualTo(denied);
  }

  private JsonPath usage(String more) {
    return api.get("/v1/usage?tenant=" + tenant.tenant() + more);
  }
}
