package eu.bailiwick.metering.registers;

import static eu.bailiwick.parts.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bailiwick.metering.cell.Api;
import eu.bailiwick.metering.cell.Cell;
import eu.bailiwick.metering.cell.TenantEvents;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(Cell.class)
@SuppressWarnings("NullAway.Init")
class RegistersTest {

  Cell cell;
  private Api api;
  private TenantEvents tenant;

  /**
   * Three attempts of two requests, one of them open, and a refusal; and one attempt a day later.
   */
  @BeforeEach
  void someEvents() {
    api = new Api(cell);
    tenant = cell.newTenant();
    send("announced", "2026-10-05T09:59:59Z", event -> {});
    UUID again = UUID.randomUUID();
    attempt(again, 1, "2026-10-05T10:20:00Z", "FR");
    attempt(again, 2, "2026-10-05T10:40:00Z", "DE", "US");
    send("opened", "2026-10-05T11:10:00Z", event -> in(event, UUID.randomUUID(), 1, "FR"));
    send(
        "denied",
        "2026-10-05T12:30:00Z",
        event -> event.put("request", UUID.randomUUID().toString()));
    attempt(UUID.randomUUID(), 1, "2026-10-06T10:20:00Z", "FR");
    await()
        .until(() -> api.get("/v1/events?tenant=" + tenant.tenant()).getList("items").size() == 9);
  }

  private void attempt(UUID request, int number, String time, String... countries) {
    send("opened", time, event -> in(event, request, number, countries));
    send("closed", time, event -> in(event, request, number, countries));
  }

  private void send(String example, String time, Consumer<ObjectNode> change) {
    tenant.send(tenant.next(example, event -> change.accept(event.put("time", time))));
  }

  private static void in(ObjectNode event, UUID request, int attempt, String... countries) {
    event.put("request", request.toString()).put("attempt", attempt);
    var array = event.withObject("/endpoint").putArray("countries");
    List.of(countries).forEach(array::add);
  }

  private JsonPath register(String register, String from, String to) {
    return api.get(
        "/v1/registers/" + register + "?tenant=" + tenant.tenant() + "&from=" + from + "&to=" + to);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gdpr-processing", "gdpr-transfers", "ai-act-log", "dora", "focus"})
  void rowsAddUpToTheLedger(String register) {
    for (String from : List.of("2026-10-05T10:00:00Z", "2026-10-05T10:15:00Z")) {
      JsonPath answer = register(register, from, "2026-10-05T12:45:00Z");

      Map<String, Object> sums = answer.getMap("reconciliation");
      assertThat(sums)
          .containsEntry("log", "tenant/" + tenant.tenant())
          .containsEntry("treeSize", 9)
          .containsEntry("treeEvents", 9)
          .containsEntry("treeFindings", 0)
          .containsEntry("attempts", 3)
          .containsEntry("open", 1)
          .containsEntry("denied", 1)
          .containsEntry("rowAttempts", 3)
          .containsEntry("addsUp", true);
      assertThat(answer.getMap("reconciliation.events"))
          .isEqualTo(
              Map.of(
                  "announced",
                  0,
                  "opened",
                  3,
                  "closed",
                  2,
                  "repeatedEnds",
                  0,
                  "denied",
                  1,
                  "ended",
                  0));
      assertThat(answer.getList("unknown")).isNotEmpty();
      assertThat(answer.getList("columns")).containsAll(answer.getList("unknown"));
    }
  }

  @Test
  void transfersNameThirdCountries() {
    List<Map<String, Object>> rows =
        register("gdpr-transfers", "2026-10-05T00:00:00Z", "2026-10-06T00:00:00Z").getList("rows");

    assertThat(rows)
        .filteredOn(row -> row.containsKey("thirdCountries"))
        .singleElement()
        .satisfies(
            row ->
                assertThat(row)
                    .containsEntry("places", "DE US")
                    .containsEntry("thirdCountries", "US")
                    .containsEntry("adequacy", "conditional")
                    .containsEntry("attempts", 1));
  }

  @Test
  void dayIsADayInUtc() {
    List<Map<String, Object>> rows =
        register("ai-act-log", "2026-10-05T00:00:00Z", "2026-10-07T00:00:00Z").getList("rows");

    assertThat(rows).extracting(row -> row.get("day")).containsOnly("2026-10-05", "2026-10-06");
  }

  @Test
  void tokensAreMeteredOnce() {
    List<Map<String, Object>> rows =
        register("focus", "2026-10-05T00:00:00Z", "2026-10-06T00:00:00Z").getList("rows");

    assertThat(rows)
        .extracting(row -> row.get("SkuMeter") + " " + row.get("ConsumedQuantity"))
        .containsExactly("Input Tokens 24", "Output Tokens 80");
  }

  @Test
  void csvHasTheRowsAlone() {
    String csv =
        api.officer()
            .get(
                "/v1/registers/dora?format=csv&from=2026-10-05T00:00:00Z&to=2026-10-06T00:00:00Z&tenant="
                    + tenant.tenant())
            .then()
            .statusCode(200)
            .contentType("text/csv")
            .extract()
            .asString();

    assertThat(csv.lines().findFirst().orElseThrow()).startsWith("b_02.02.0010,b_02.02.0020,");
    assertThat(csv.lines()).hasSizeGreaterThan(3);
  }

  @ParameterizedTest
  @CsvSource({
    "dora?from=2026-10-05T00:00:00Z&to=2026-10-06T00:00:00Z, 400, tenant",
    "dora?tenant=a&to=2026-10-06T00:00:00Z, 400, from",
    "dora?tenant=a&from=2026-10-05T00:00:00Z, 400, to",
    "dora?tenant=a&tenant=b&from=2026-10-05T00:00:00Z&to=2026-10-06T00:00:00Z, 400, tenant",
  })
  void whatIsMissingIsNamed(String question, int status, String parameter) {
    api.officer()
        .urlEncodingEnabled(false)
        .get("/v1/registers/" + question)
        .then()
        .statusCode(status)
        .body("violations[0].path", is(parameter));
  }

  @Test
  void unknownRegisterIsNotFound() {
    api.officer()
        .get("/v1/registers/hds?tenant=a&from=2026-10-05T00:00:00Z&to=2026-10-06T00:00:00Z")
        .then()
        .statusCode(404);
  }
}
