package eu.bailiwick.metering.problem;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import eu.bailiwick.metering.cell.Api;
import eu.bailiwick.metering.cell.Cell;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(Cell.class)
@SuppressWarnings("NullAway.Init")
class ProblemsTest {

  Cell cell;

  @ParameterizedTest
  @CsvSource({
    "/v1/events?tenants=a, unknown_parameter, tenants",
    "/v1/usage?type=closed, unknown_parameter, type",
    "/v1/flows?groupBy=tenant, unknown_parameter, groupBy",
    "/v1/gaps?country=FR, unknown_parameter, country",
    "/v1/events?tenant=, invalid_parameter, tenant",
    "/v1/events?tenant=a%00b, invalid_parameter, tenant",
    "/v1/gaps?tenant=a%00b, invalid_parameter, tenant",
    "/v1/events?country=Europe, invalid_parameter, country",
    "/v1/events?country=fr, invalid_parameter, country",
    "/v1/events?outcome=Done, invalid_parameter, outcome",
    "/v1/events?reason=because, invalid_parameter, reason",
    "/v1/events?type=heartbeat, invalid_parameter, type",
    "/v1/events?request=1-1-1-1-1, invalid_parameter, request",
    "/v1/events?from=today, invalid_parameter, from",
    "/v1/events?from=2026-11-23T10:00:00, invalid_parameter, from",
    "/v1/events?from=2026-11-23T10:00:00Z&from=2026-11-23T10:00:00Z, invalid_parameter, from",
    "/v1/events?from=2026-11-23T10:00:00Z&to=2026-11-23T10:00:00Z, invalid_parameter, to",
    "/v1/events?open=yes, invalid_parameter, open",
    "/v1/events?limit=0, invalid_parameter, limit",
    "/v1/events?limit=1001, invalid_parameter, limit",
    "/v1/events?limit=99999999999, invalid_parameter, limit",
    "/v1/events?after=page2, invalid_parameter, after",
    "/v1/gaps?state=closed, invalid_parameter, state",
    "/v1/usage?groupBy=weather, invalid_parameter, groupBy",
    "/v1/usage?groupBy=, invalid_parameter, groupBy",
    "/v1/usage?groupBy=request, invalid_parameter, groupBy",
  })
  void parameterIsRefusedByName(String question, String code, String parameter) {
    new Api(cell)
        .officer()
        .urlEncodingEnabled(false)
        .get(question)
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("code", is(code))
        .body("type", is("urn:bailiwick:problem:" + code))
        .body("status", is(400))
        .body("title", notNullValue())
        .body("detail", notNullValue())
        .body("violations[0].path", is(parameter))
        .body("violations[0].message", notNullValue());
  }

  @Test
  void everyViolationIsNamed() {
    JsonPath problem =
        new Api(cell).officer().get("/v1/events?limit=x&from=y&what=z").then().extract().jsonPath();

    assertThat(problem.getList("violations.path")).containsExactly("from", "limit", "what");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/events",
        "/v1/usage",
        "/v1/flows",
        "/v1/gaps",
        "/v1/snapshots",
        "/v1/snapshots/missing",
        "/v1/ledger/system",
        "/v1/ledger/system/entries/0/proof",
        "/v1/ledger/tenants/clinique",
        "/v1/ledger/tenants/clinique/entries"
      })
  void withoutAValidTokenNothingIsAnswered(String path) {
    for (String token : List.of("", "Bearer nonsense", "Bearer " + tokenOfAnother())) {
      given()
          .header("Authorization", token)
          .get(path)
          .then()
          .statusCode(401)
          .header("WWW-Authenticate", "Bearer")
          .contentType("application/problem+json")
          .body("code", is("unauthenticated"))
          .body("instance", is(path));
    }
  }

  private static String tokenOfAnother() {
    return new Cell().token("officer");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/events",
        "/v1/usage",
        "/v1/flows",
        "/v1/snapshots",
        "/v1/snapshots/sha256:0",
        "/v1/ledger/system/entries",
        "/v1/ledger/system/consistency",
        "/v1/ledger/tenants/clinique",
        "/v1/ledger/tenants/clinique/entries/0"
      })
  void operatorReadsGapsOnly(String path) {
    String operator = cell.token("operator", "approver", "router");
    given().auth().oauth2(operator).get("/v1/gaps").then().statusCode(200);
    given()
        .auth()
        .oauth2(operator)
        .get(path)
        .then()
        .statusCode(403)
        .contentType("application/problem+json")
        .body("code", is("forbidden"));
  }

  @Test
  void whatIsNotServedIsAProblemThatSaysWhatIs() {
    get("/v1/nothing")
        .then()
        .statusCode(404)
        .contentType("application/problem+json")
        .body("detail", is("Nothing is served at /v1/nothing; /q/openapi says what is."));
    given()
        .post("/v1/events")
        .then()
        .statusCode(405)
        .contentType("application/problem+json")
        .body("code", is("method_not_allowed"))
        .body("detail", startsWith("POST is not served at /v1/events; "));
    new Api(cell)
        .officer()
        .accept("text/html")
        .get("/v1/events")
        .then()
        .statusCode(406)
        .contentType("application/problem+json")
        .body("code", is("not_acceptable"))
        .body("detail", startsWith("This is not available as text/html; "));
    new Api(cell)
        .officer()
        .contentType("text/plain")
        .body("x")
        .post("/v1/erasures")
        .then()
        .statusCode(415)
        .contentType("application/problem+json")
        .body("code", is("unsupported_media_type"))
        .body("detail", startsWith("The body came as text/plain"))
        .body("detail", endsWith("; application/json is needed."));
  }

  /** As refusals of other types say. */
  @Test
  void everyBodyMayBeJsonUnlessItsTypeIsNotLookedAt() throws Exception {
    String api = get("/q/openapi?format=json").asString();
    List<String> bodies = new ArrayList<>();
    for (JsonNode path : new ObjectMapper().readTree(api).path("paths")) {
      for (Map.Entry<String, JsonNode> operation : path.properties()) {
        JsonNode content = operation.getValue().path("requestBody").path("content");
        boolean isReceipt = operation.getValue().path("operationId").asText().equals("receipt");
        if (!content.isMissingNode() && !isReceipt) {
          bodies.add(operation.getKey());
          assertThat(content.properties())
              .as("%s of %s", operation.getKey(), operation.getValue())
              .extracting(Map.Entry::getKey)
              .containsAnyOf("application/json", "*/*");
        }
      }
    }
    assertThat(bodies).contains("post");
  }

  @Test
  void openApiDescribesWhatIsReadByName() {
    JsonPath api = get("/q/openapi?format=json").then().statusCode(200).extract().jsonPath();

    String events = "paths.'/v1/events'.get.";
    assertThat(api.getList(events + "parameters.name"))
        .contains("tenant", "country", "request", "from", "to", "type", "open", "limit", "after");
    assertThat(api.getList("paths.'/v1/usage'.get.parameters.name")).contains("groupBy");
    assertThat(api.getMap(events + "responses").keySet().stream().map(Object::toString))
        .containsExactlyInAnyOrder("200", "400", "401", "403", "503");
    assertThat(api.getString(events + "responses.'200'.content.'application/json'.example.items"))
        .isNotBlank();
    assertThat(api.getString("components.securitySchemes.bearer.scheme")).isEqualTo("bearer");
    assertThat(api.getList(events + "security")).isNotEmpty();
    get("/q/swagger-ui/").then().statusCode(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/snapshots",
        "/v1/snapshots/missing",
        "/v1/snapshots/{digest}",
        "/v1/ledger/system",
        "/v1/ledger/system/entries",
        "/v1/ledger/system/entries/{index}",
        "/v1/ledger/system/entries/{index}/proof",
        "/v1/ledger/system/consistency",
        "/v1/ledger/tenants/{tenant}",
        "/v1/ledger/tenants/{tenant}/entries",
        "/v1/ledger/tenants/{tenant}/entries/{index}",
        "/v1/ledger/tenants/{tenant}/entries/{index}/proof",
        "/v1/ledger/tenants/{tenant}/events/{epoch}/{sequence}/proof",
        "/v1/ledger/tenants/{tenant}/consistency"
      })
  void openApiHasAnExampleOf(String path) {
    JsonPath api = get("/q/openapi?format=json").then().extract().jsonPath();

    String answer = "paths.'" + path + "'.get.responses.'200'.content";
    assertThat(api.getMap(answer).values().toString()).contains("example=");
    assertThat(api.getMap("paths.'" + path + "'.get.responses").containsKey("404"))
        .isEqualTo(path.contains("{"));
  }

  @Test
  void openApiHasAnExampleOfEveryBodyAndEveryAnswer() throws IOException {
    JsonNode paths =
        new ObjectMapper().readTree(get("/q/openapi?format=json").asString()).path("paths");

    List<String> without = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : paths.properties()) {
      for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
        String name = operation.getKey() + " " + path.getKey();
        if (operation.getKey().equals("post")
            && isWithout(operation.getValue().path("requestBody"))) {
          without.add(name + ": body");
        }
        for (Map.Entry<String, JsonNode> answer :
            operation.getValue().path("responses").properties()) {
          if (answer.getKey().startsWith("2") && isWithout(answer.getValue())) {
            without.add(name + ": " + answer.getKey());
          }
        }
      }
    }

    assertThat(paths.size()).isGreaterThan(40);
    assertThat(without).isEmpty();
  }

  /** A ZIP cannot be shown. */
  private static boolean isWithout(JsonNode described) {
    JsonNode content = described.path("content");
    return content.isEmpty()
        || content.properties().stream()
            .filter(type -> !type.getKey().equals("application/zip"))
            .anyMatch(type -> !type.getValue().has("example"));
  }

  @Test
  void metricsTellOfFollowing() {
    assertThat(get("/q/metrics").then().statusCode(200).extract().asString())
        .contains(
            "bailiwick_registry_following 1.0",
            "bailiwick_registry_silence_seconds ",
            "bailiwick_registry_lag_revisions ",
            "bailiwick_registry_changes_total{result=\"equivocation\"}",
            "bailiwick_registry_snapshots_total{result=\"refused\"}");
  }

  @Test
  void metricsCountRecords() {
    assertThat(get("/q/metrics").then().statusCode(200).extract().asString())
        .contains("bailiwick_intake_records_total{result=\"stored\"}");
  }
}
