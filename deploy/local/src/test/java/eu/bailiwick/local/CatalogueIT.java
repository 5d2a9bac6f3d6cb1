package eu.bailiwick.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import eu.bailiwick.local.models.Attempt;
import eu.bailiwick.local.platform.Platform;
import eu.bailiwick.local.platform.Role;
import eu.bailiwick.local.platform.SampleEndpoint;
import eu.bailiwick.local.platform.SampleKey;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Changes of the catalogue through the registry, and what they do to requests. */
@ExtendWith(SharedPlatform.class)
class CatalogueIT {

  private static final String FRANKFURT = "/v1/endpoints/chat-frankfurt";

  private final Platform platform;
  private final Callers callers;

  CatalogueIT(Platform platform) {
    this.platform = platform;
    this.callers = new Callers(platform);
  }

  @Test
  void noRequestReachesARevokedEndpoint() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    CompletableFuture<Void> load =
        CompletableFuture.runAsync(
            () -> {
              while (!done.get()) {
                askTheUtility();
              }
            });
    try {
      platform.awaitRevision(take("disable"));
      List<String> later = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        Response answer = askTheUtility();
        answer
            .then()
            .statusCode(503)
            .header("Retry-After", not(nullValue()))
            .body("error.code", equalTo("lawful_endpoint_unavailable"));
        later.add(answer.header("Bailiwick-Decision"));
      }
      assertThat(platform.modelServer(SampleEndpoint.CHAT_FRANKFURT).attempts())
          .isNotEmpty()
          .extracting(Attempt::request)
          .doesNotContainAnyElementsOf(later);
    } finally {
      done.set(true);
      load.join();
      platform.awaitRevision(take("enable"));
    }
    askTheUtility().then().statusCode(200);
  }

  private Response askTheUtility() {
    return callers
        .http(SampleKey.INFODESK)
        .body(Callers.chatBody("scripted-chat", "hello"))
        .post("/v1/chat/completions");
  }

  /** Returns the revision of the change. */
  private long take(String step) throws Exception {
    String etag =
        callers
            .operator()
            .urlEncodingEnabled(false)
            .contentType("application/json")
            .body("{\"reason\":\"tried by the end-to-end tests\"}")
            .post(FRANKFURT + ":" + step)
            .then()
            .statusCode(200)
            .extract()
            .header("ETag");
    return Long.parseLong(etag.replace("\"", ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          country: XX, operator: lumiere-calcul, status: OPERATIONAL | sites[0].country
          country: FR, operator: nobody-at-all, status: OPERATIONAL  | sites[0].operator
          country: FR, operator: lumiere-calcul, state: OPERATIONAL  | sites[0].state
          """)
  void anUnsoundDocumentIsRefusedWholeWithThePath(String fields, String path) throws Exception {
    long before = revision();
    apply("sites: [{id: lyon-1, name: Lyon, " + fields + "}]")
        .statusCode(422)
        .contentType("application/problem+json")
        .body("violations.path", hasItem(path));
    assertThat(revision()).isEqualTo(before);
    callers.operator().get("/v1/sites/lyon-1").then().statusCode(404);
  }

  @Test
  void theSameDocumentAgainChangesNothing() throws Exception {
    String document = "tenants: [{id: gemeente, name: Gemeente, audit: STRICT}]";
    long revision = apply(document).statusCode(200).extract().jsonPath().getLong("revision");
    apply(document)
        .statusCode(200)
        .body("revision", equalTo((int) revision))
        .body("created", equalTo(0))
        .body("changed", equalTo(0));
  }

  private ValidatableResponse apply(String document) throws Exception {
    return callers
        .operator()
        .urlEncodingEnabled(false)
        .contentType("application/yaml")
        .body(document.getBytes(StandardCharsets.UTF_8))
        .post("/v1/catalogue:apply")
        .then();
  }

  private long revision() throws Exception {
    return callers.operator().get("/v1/sites").then().extract().jsonPath().getLong("revision");
  }

  @Test
  void changesNameWhoMadeThemAndWhy() throws Exception {
    callers
        .operator()
        .queryParam("since", 0)
        .get("/v1/catalogue/changes")
        .then()
        .statusCode(200)
        .body("items[0].revision", equalTo(1))
        .body("items[0].actor", equalTo("olga.operator"))
        .body("items[0].reason", containsString("sample catalogue"));
  }

  @Test
  void theRouterNeverLearnsTheAddressOfAnEndpointOutsideItsArea() throws Exception {
    String jws =
        callers
            .registry(Role.ROUTER)
            .get("/v1/cells/eea/snapshot")
            .then()
            .statusCode(200)
            .extract()
            .asString();
    byte[] payload = Base64.getUrlDecoder().decode(jws.split("\\.", -1)[1]);
    JsonPath snapshot = new JsonPath(new String(payload, StandardCharsets.UTF_8));
    String find = "catalogue.endpoints.find { it.id == '%s' }.baseUrl";
    assertThat(snapshot.<String>get(find.formatted("chat-ashburn"))).isNull();
    assertThat(snapshot.<String>get(find.formatted("chat-paris"))).startsWith("http://127.0.0.1:");
  }

  @Test
  void onlyAnOperatorChangesTheCatalogue() throws Exception {
    callers
        .registry(Role.OFFICER)
        .urlEncodingEnabled(false)
        .contentType("application/yaml")
        .body("tenants: []".getBytes(StandardCharsets.UTF_8))
        .post("/v1/catalogue:apply")
        .then()
        .statusCode(403)
        .body("code", equalTo("forbidden"));
  }
}
