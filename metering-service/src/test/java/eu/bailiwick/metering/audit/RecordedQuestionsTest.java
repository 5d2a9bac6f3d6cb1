package eu.bailiwick.metering.audit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import eu.bailiwick.metering.cell.Api;
import eu.bailiwick.metering.cell.Cell;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may ask what, and what is left behind of it. */
@QuarkusTest
@QuarkusTestResource(Cell.class)
@SuppressWarnings("NullAway.Init")
class RecordedQuestionsTest {

  private static final String TENANT_OFFICER = "tenant-officer";

  Cell cell;
  private Api api;
  private final String tenant = "tenant-" + UUID.randomUUID();

  @BeforeEach
  void officer() {
    api = new Api(cell);
  }

  private List<Map<String, Object>> records(String filter) {
    return api.get("/v1/queries?tenant=" + tenant + filter).getList("items");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/events",
        "/v1/usage",
        "/v1/flows",
        "/v1/gaps",
        "/v1/missing",
        "/v1/exports?from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z",
        "/v1/lapses?endpoint=e",
        "/v1/changes",
        "/v1/changes/1/flips",
        "/v1/queries",
        "/v1/snapshots",
        "/v1/ledger/system/entries"
      })
  void questionWithoutAPurposeIsNotAnswered(String question) {
    given()
        .auth()
        .oauth2(cell.token("officer"))
        .get(question)
        .then()
        .statusCode(400)
        .body("code", is("purpose_needed"))
        .body("violations[0].path", is("purpose"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/ledger/system", "/v1/ledger/system/consistency?first=1"})
  void hashesNeedNoPurpose(String question) {
    records("");
    given().auth().oauth2(cell.token("auditor")).get(question).then().statusCode(200);
  }

  @Test
  void questionIsOnRecordWithItsPurpose() {
    api.get("/v1/events?limit=7&tenant=" + tenant + "&purpose=ignored");

    Map<String, Object> record =
        records("&kind=query&by=ada").stream()
            .filter(each -> "/v1/events".equals(each.get("question")))
            .findFirst()
            .orElseThrow();
    assertThat(record).containsEntry("by", "ada").containsEntry("purpose", Api.PURPOSE);
    assertThat(record.get("detail"))
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsEntry("roles", List.of("officer"))
        .containsEntry("parameters", Map.of("limit", List.of("7"), "tenant", List.of(tenant)));
  }

  @Test
  void purposeMayBeAParameter() {
    given()
        .auth()
        .oauth2(cell.token("auditor"))
        .queryParam("purpose", "yearly audit")
        .get("/v1/usage?tenant=" + tenant)
        .then()
        .statusCode(200);

    assertThat(records("").stream().map(each -> each.get("purpose"))).contains("yearly audit");
  }

  @Test
  void recordIsInTheLogAndCanBeProven() {
    api.get("/v1/usage?tenant=" + tenant);
    Object index = records("").getLast().get("index");

    assertThat(api.get("/v1/ledger/system/entries/" + index + "/proof").<Object>get("index"))
        .isEqualTo(index);
  }

  @Test
  void officerOfATenantSeesTheOwnTenant() {
    Api.asking(cell.tokenOfTenant(tenant, TENANT_OFFICER))
        .get("/v1/events?tenant=" + tenant)
        .then()
        .statusCode(200);
    Api.asking(cell.tokenOfTenant(tenant, TENANT_OFFICER))
        .get("/v1/ledger/tenants/" + tenant)
        .then()
        .statusCode(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/events?tenant=of-another",
        "/v1/events",
        "/v1/usage?tenant=of-another&tenant=TENANT",
        "/v1/flows?tenant=of-another",
        "/v1/gaps",
        "/v1/missing?tenant=of-another",
        "/v1/exports?tenant=of-another&from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z",
        "/v1/registers/dora?tenant=of-another&from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z",
        "/v1/ledger/tenants/of-another",
        "/v1/ledger/tenants/of-another/entries?tenant=TENANT"
      })
  void officerOfATenantDoesNotSeeAnother(String question) {
    Api.asking(cell.tokenOfTenant(tenant, TENANT_OFFICER))
        .get(question.replace("TENANT", tenant))
        .then()
        .statusCode(403)
        .body("code", is("other_tenant"));

    assertThat(records("&kind=refused").getFirst())
        .containsEntry("by", "tom")
        .containsEntry("question", question.replaceFirst("\\?.*", ""));
  }

  @Test
  void tokenThatNamesNoTenantSeesNone() {
    Api.asking(cell.token(TENANT_OFFICER))
        .get("/v1/events?tenant=" + tenant)
        .then()
        .statusCode(403)
        .body("code", is("other_tenant"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/snapshots", "/v1/queries", "/v1/changes", "/v1/ledger/system"})
  void whatHasNoTenantIsNotForATenantsOfficer(String question) {
    Api.asking(cell.tokenOfTenant(tenant, TENANT_OFFICER)).get(question).then().statusCode(403);
  }

  @Test
  void periodInTheFutureIsRefusedAndRecorded() {
    String tomorrow = Instant.now().plus(1, ChronoUnit.DAYS).toString();
    api.officer()
        .get("/v1/usage?tenant=" + tenant + "&from=" + tomorrow)
        .then()
        .statusCode(400)
        .body("code", is("future_period"));

    assertThat(records("&kind=refused").getFirst().get("detail"))
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsEntry("code", "future_period");
  }

  @ParameterizedTest
  @ValueSource(strings = {"999999", "none", "-1", "99999999999999999999"})
  void flipsOfAChangeThatNobodyMadeAreNotThere(String revision) {
    given()
        .auth()
        .oauth2(cell.token("auditor"))
        .queryParam("purpose", "an audit")
        .get("/v1/changes/" + revision + "/flips?tenant=" + tenant)
        .then()
        .statusCode(404);

    assertThat(records("&kind=query").stream().map(each -> each.get("question")))
        .contains("/v1/changes/" + revision + "/flips");
  }

  @Test
  void changesTellWhoApproved() {
    JsonPath changes = api.get("/v1/changes?kind=sites&id=paris-1&limit=1");

    assertThat(changes.getList("items")).hasSizeLessThanOrEqualTo(1);
    assertThat(api.get("/v1/changes?kind=sites&id=nowhere").getList("items")).isEmpty();
  }
}
