package eu.bailiwick.local;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.hamcrest.Matchers.both;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import com.openai.core.http.HttpResponseFor;
import com.openai.errors.PermissionDeniedException;
import com.openai.models.chat.completions.ChatCompletion;
import eu.bailiwick.local.platform.Platform;
import eu.bailiwick.local.platform.Role;
import eu.bailiwick.local.platform.SampleEndpoint;
import eu.bailiwick.local.platform.SampleKey;
import eu.bailiwick.parts.Eventually;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The requests that the launcher prints, by an unmodified SDK, and what the officer sees. */
@ExtendWith(SharedPlatform.class)
class FourRequestsIT {

  private static final String QUESTION = "Where are you?";

  private final Platform platform;
  private final Callers callers;

  FourRequestsIT(Platform platform) {
    this.platform = platform;
    this.callers = new Callers(platform);
  }

  @Test
  void healthDataIsAnsweredInFrance() throws Exception {
    assertAnswered(SampleKey.TRIAGE, "chat-paris", "FR");
  }

  @Test
  void theGermanUtilityIsAnsweredInGermany() throws Exception {
    assertAnswered(SampleKey.INFODESK, "chat-frankfurt", "DE");
  }

  private void assertAnswered(SampleKey key, String endpoint, String country) throws Exception {
    String request;
    try (HttpResponseFor<ChatCompletion> answer =
        callers
            .sdk(key)
            .chat()
            .completions()
            .withRawResponse()
            .create(Callers.chat("scripted-chat", QUESTION))) {
      assertThat(answer.headers().values("Bailiwick-Endpoint")).containsExactly(endpoint);
      assertThat(answer.headers().values("Bailiwick-Countries")).containsExactly(country);
      assertThat(answer.parse().choices().getFirst().message().content().orElseThrow())
          .contains(" in " + country + ".");
      request = answer.headers().values("Bailiwick-Decision").getFirst();
      assertProven(answer.headers().values("Bailiwick-Receipt").getFirst());
    }
    List<Map<String, Object>> events = eventsWithinASecond(request, 2);
    assertThat(events).extracting(e -> e.get("type")).containsExactly("closed", "opened");
    assertThat(events)
        .allSatisfy(
            event -> {
              assertThat(event).containsEntry("endpoint", endpoint);
              assertThat(event).containsEntry("countries", List.of(country));
            });
  }

  /** A receipt is worth a proof up to the signed checkpoint, and a changed one nothing. */
  private void assertProven(String receipt) {
    Eventually.await().until(() -> exchange(receipt).statusCode() == 200);
    JsonPath proof = exchange(receipt).jsonPath();
    assertThat(receipt).contains("commitment=\"" + proof.getString("commitment") + '"');
    assertThat(proof.getString("leaf")).contains(proof.getString("commitment"));
    assertThat(proof.getString("cellLog.proof"))
        .startsWith("c2sp.org/tlog-proof@v1\nindex ")
        .contains("\n\nbailiwick.local/eea\n", "\n\n— bailiwick.local/eea ");
    String changed = receipt.replaceFirst("commitment=\"..", "commitment=\"00");
    assertThat(exchange(changed).statusCode()).isEqualTo(changed.equals(receipt) ? 200 : 409);
  }

  private Response exchange(String receipt) {
    return given()
        .contentType("text/plain")
        .body(receipt)
        .post(platform.metering() + "/v1/receipts");
  }

  @Test
  void underForeignLawIsRefusedWithThePath() throws Exception {
    String request = assertRefused("meridian-chat", "meridian-dublin", "DISCLOSURE_EXPOSURE");
    given()
        .header("Authorization", "Bearer " + platform.token(Role.OFFICER))
        .get(platform.router() + "/bailiwick/v1/decisions/" + request)
        .then()
        .statusCode(200)
        .body("reason", equalTo("NO_LAWFUL_ENDPOINT"))
        .body("nearestMiss", equalTo("meridian-dublin"))
        .body(
            "candidates[0].predicates.find { it.reason == 'DISCLOSURE_EXPOSURE' }.path",
            contains(
                "OPERATOR meridian-ireland",
                "controlled by meridian-holdings (CAPITAL 100 %)",
                "subject to US"));
    assertThat(platform.modelServer(SampleEndpoint.MERIDIAN_DUBLIN).attempts())
        .noneMatch(attempt -> request.equals(attempt.request()));
  }

  @Test
  void anUnknownFactIsRefused() throws Exception {
    String request = assertRefused("polder-chat", "polder-amsterdam", "UNKNOWN_DISCLOSURE");
    assertThat(platform.modelServer(SampleEndpoint.POLDER_AMSTERDAM).attempts())
        .noneMatch(attempt -> request.equals(attempt.request()));
  }

  private String assertRefused(String model, String endpoint, String reason) throws Exception {
    PermissionDeniedException refused =
        catchThrowableOfType(
            PermissionDeniedException.class,
            () ->
                callers
                    .sdk(SampleKey.PORTAL)
                    .chat()
                    .completions()
                    .create(Callers.chat(model, QUESTION)));
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.code()).contains("no_lawful_endpoint");
    assertThat(refused).hasMessageContaining(reason);
    String request = refused.headers().values("Bailiwick-Decision").getFirst();
    assertProven(refused.headers().values("Bailiwick-Receipt").getFirst());
    Map<String, Object> event = eventsWithinASecond(request, 1).getFirst();
    assertThat(event)
        .containsEntry("type", "denied")
        .containsEntry("outcome", "denied")
        .containsEntry("reason", "NO_LAWFUL_ENDPOINT")
        .containsEntry(
            "candidates", List.of(Map.of("endpoint", endpoint, "reasons", List.of(reason))));
    return request;
  }

  @Test
  void theSameModelServesPublicDataFromIreland() {
    ChatCompletion answer =
        callers
            .sdk(SampleKey.WEBSITE)
            .chat()
            .completions()
            .create(Callers.chat("meridian-chat", QUESTION));
    assertThat(answer.choices().getFirst().message().content().orElseThrow()).contains(" in IE.");
  }

  @Test
  void aRequestMayNarrowItselfButNotWiden() {
    callers
        .http(SampleKey.WEBSITE)
        .header("Bailiwick-Within", "DE")
        .body(Callers.chatBody("scripted-chat", QUESTION))
        .post("/v1/chat/completions")
        .then()
        .statusCode(200)
        .header("Bailiwick-Countries", "DE");
    callers
        .http(SampleKey.TRIAGE)
        .header("Bailiwick-Data-Class", "public")
        .body(Callers.chatBody("scripted-chat", QUESTION))
        .post("/v1/chat/completions")
        .then()
        .statusCode(403);
    callers
        .http(SampleKey.WEBSITE)
        .header("Bailiwick-Within", "US")
        .body(Callers.chatBody("scripted-chat", QUESTION))
        .post("/v1/chat/completions")
        .then()
        .statusCode(403)
        .body("error.code", equalTo("no_lawful_endpoint"));
  }

  @Test
  void theOfficerSeesWhereDataFlowed() throws Exception {
    healthDataIsAnsweredInFrance();
    callers
        .officer()
        .queryParam("tenant", "clinique")
        .get("/v1/flows")
        .then()
        .statusCode(200)
        .body(
            "items.findAll { it.dataClass == 'health' }.country",
            both(hasItem("FR")).and(everyItem(equalTo("FR"))))
        .body("items.country", not(hasItem("US")));
    callers
        .officer()
        .queryParam("groupBy", "country,outcome")
        .queryParam("application", "triage")
        .get("/v1/usage")
        .then()
        .statusCode(200)
        .body("items.country", hasItem("FR"));
  }

  @Test
  void onlyAnOfficerMayAsk() throws Exception {
    given().get(platform.metering() + "/v1/events").then().statusCode(401);
    given()
        .header("Authorization", "Bearer " + platform.token(Role.APPROVER))
        .get(platform.metering() + "/v1/events")
        .then()
        .statusCode(403);
  }

  /** An event can be asked for at most one second after its response. */
  private List<Map<String, Object>> eventsWithinASecond(String request, int count) {
    return Eventually.await()
        .atMost(Duration.ofSeconds(1))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> callers.events(request), events -> events.size() == count);
  }
}
