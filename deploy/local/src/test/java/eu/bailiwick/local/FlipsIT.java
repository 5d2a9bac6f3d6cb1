package eu.bailiwick.local;

import static eu.bailiwick.parts.Eventually.await;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import eu.bailiwick.local.platform.Platform;
import io.restassured.response.Response;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** From an operator's new policy to the request that it flipped. */
@ExtendWith(SharedPlatform.class)
class FlipsIT {

  private static final String KEY = "bw-kiosk";

  private final Platform platform;
  private final Callers callers;

  FlipsIT(Platform platform) {
    this.platform = platform;
    this.callers = new Callers(platform);
  }

  @Test
  void officerSeesWhatAPolicyFlipped() throws Exception {
    Instant begun = Instant.now().minusSeconds(1);
    callers.apply(
        """
        applications: [{id: kiosk, tenant: stadtwerk, name: Kiosk, dataClass: public}]
        keys: [{id: kiosk-key, application: kiosk, status: ACTIVE, hash: '%s'}]
        """
            .formatted(Callers.hash(KEY)));
    String before = ask(200);
    long revision =
        callers.apply(
            """
            policies:
              - id: kiosk-france
                scope: {level: APPLICATION, application: kiosk}
                constraints: [{processingWithin: {areas: [FR], minGrade: DECLARED}}]
            """);
    String after = ask(403);

    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              Response flips = flips(revision);
              assertThat(flips.statusCode()).as(flips.asString()).isEqualTo(200);
              Map<String, Object> flip =
                  flips.jsonPath().getMap("items.find{it.request=='" + after + "'}");
              assertThat(flip)
                  .as(flips.asString())
                  .containsEntry("application", "kiosk")
                  .containsEntry("change", "permit_to_deny")
                  .containsEntry("was", "PERMITTED")
                  .containsEntry("becomes", "NO_LAWFUL_ENDPOINT");
            });
    assertThat(flips(revision).asString()).doesNotContain(before);
    assertJobFinds(revision, begun, after);
    assertThat(wouldHaveBeen(999_999, begun).statusCode()).isEqualTo(400);
  }

  private void assertJobFinds(long revision, Instant from, String request) throws IOException {
    Response asked = wouldHaveBeen(revision, from);
    assertThat(asked.statusCode()).as(asked.asString()).isEqualTo(202);
    String job = "/v1/what-if/" + asked.path("id");
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> callers.officer().get(job).path("state").equals("done"));
    assertThat(
            callers
                .officer()
                .get(job + "/changes")
                .jsonPath()
                .getString("items.find{it.request=='" + request + "'}.change"))
        .isEqualTo("deny_to_permit");
  }

  private Response flips(long revision) throws IOException {
    return callers.officer().get("/v1/changes/" + revision + "/flips?tenant=stadtwerk");
  }

  private Response wouldHaveBeen(long revision, Instant from) throws IOException {
    return callers
        .officer()
        .contentType("application/json")
        .body(
            Map.of(
                "purpose",
                "a test",
                "tenant",
                "stadtwerk",
                "from",
                from.toString(),
                "to",
                Instant.now().toString(),
                "change",
                Map.of("without", revision)))
        .post("/v1/what-if");
  }

  /** Gives the id of the decision. */
  private String ask(int status) {
    Response answer =
        given()
            .baseUri(platform.router().toString())
            .contentType("application/json")
            .header("Authorization", "Bearer " + KEY)
            .body(Callers.chatBody("scripted-chat", "hello"))
            .post("/v1/chat/completions");
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
    return answer.header("Bailiwick-Decision");
  }
}
