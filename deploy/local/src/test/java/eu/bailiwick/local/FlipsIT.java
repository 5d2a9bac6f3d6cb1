package eu.bailiwick.local;

import static eu.bailiwick.parts.Eventually.await;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import eu.bailiwick.local.platform.Platform;
import eu.bailiwick.local.platform.Role;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
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
    apply(
        """
        applications: [{id: kiosk, tenant: stadtwerk, name: Kiosk, dataClass: public}]
        keys: [{id: kiosk-key, application: kiosk, status: ACTIVE, hash: 'sha256:%s'}]
        """
            .formatted(sha256(KEY)));
    String before = ask(200);
    long revision =
        apply(
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
  }

  private Response flips(long revision) throws IOException {
    return given()
        .header("Authorization", "Bearer " + platform.token(Role.OFFICER))
        .header("Bailiwick-Purpose", "a test")
        .get(platform.metering() + "/v1/changes/" + revision + "/flips?tenant=stadtwerk");
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

  /** Gives the revision of the change, once the router serves it. */
  private long apply(String catalogue) throws Exception {
    long revision =
        callers
            .operator()
            .urlEncodingEnabled(false)
            .contentType("application/yaml")
            .body(catalogue.getBytes(StandardCharsets.UTF_8))
            .post("/v1/catalogue:apply")
            .then()
            .statusCode(200)
            .extract()
            .jsonPath()
            .getLong("revision");
    platform.awaitRevision(revision);
    return revision;
  }

  private static String sha256(String text) throws Exception {
    return HexFormat.of()
        .formatHex(
            MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
  }
}
