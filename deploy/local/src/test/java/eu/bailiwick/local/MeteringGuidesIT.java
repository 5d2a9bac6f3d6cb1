package eu.bailiwick.local;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import eu.bailiwick.local.Guide.Outcome;
import eu.bailiwick.local.platform.Platform;
import eu.bailiwick.local.platform.Role;
import eu.bailiwick.local.platform.SampleKey;
import eu.bailiwick.parts.Eventually;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Does what the pages for officers and auditors say, after two requests that are answered and one
 * that is refused. The page that erases comes last.
 */
@ExtendWith(SharedPlatform.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MeteringGuidesIT {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Platform platform;
  private final Callers callers;

  @SuppressWarnings("NullAway.Init")
  private Response served;

  @SuppressWarnings("NullAway.Init")
  private Response refused;

  MeteringGuidesIT(Platform platform) {
    this.platform = platform;
    this.callers = new Callers(platform);
  }

  @BeforeAll
  void threeRequestsAreUnderACheckpoint() throws IOException {
    served = request(SampleKey.TRIAGE, "FR", "scripted-chat", 200);
    Response abroad = request(SampleKey.WEBSITE, "DE", "scripted-chat", 200);
    refused = request(SampleKey.PORTAL, "EEA", "meridian-chat", 403);
    Instant answered = Instant.now();
    for (Response each : List.of(served, abroad, refused)) {
      Eventually.await().atMost(PATIENCE).until(() -> exchanged(each) == 200);
      // Absent as long as the snapshot is not archived.
      Eventually.await()
          .atMost(PATIENCE)
          .until(() -> Boolean.TRUE.equals(decision(each).get("same")));
    }
    // The pages' periods end with the second that is over.
    Eventually.await()
        .atMost(PATIENCE)
        .until(() -> Instant.now().truncatedTo(ChronoUnit.SECONDS).isAfter(answered));
  }

  private Response request(SampleKey key, String within, String model, int status) {
    return callers
        .http(key)
        .header("Bailiwick-Within", within)
        .body(Callers.chatBody(model, "Where are you?"))
        .post("/v1/chat/completions")
        .then()
        .statusCode(status)
        .extract()
        .response();
  }

  private int exchanged(Response answer) {
    return given()
        .contentType("text/plain")
        .body(answer.header("Bailiwick-Receipt"))
        .post(platform.metering() + "/v1/receipts")
        .statusCode();
  }

  private JsonPath decision(Response answer) throws IOException {
    return callers
        .officer()
        .get("/v1/decisions/" + answer.header("Bailiwick-Decision"))
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  @ParameterizedTest
  @CsvSource({"audit, 13", "checkpoints, 3", "evidence, 5", "what-if, 2", "retention, 5"})
  void commandsDoWhatThePageSays(String page, int blocks, @TempDir Path folder) throws Exception {
    assumeTrue(
        Stream.of("bash", "curl", "openssl").allMatch(Command::isInstalled),
        "the pages' commands need bash, curl and openssl");
    if (page.equals("evidence")) {
      trust(folder);
    }

    List<Outcome> outcomes =
        Guide.read(SharedPlatform.home().resolve("docs/" + page + ".md")).run(folder, variables());

    assertThat(outcomes).hasSizeGreaterThanOrEqualTo(blocks);
    outcomes.forEach(Outcome::assertKept);
  }

  private Map<String, String> variables() throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin");
    return Map.of(
        "PATH", java + File.pathSeparator + System.getenv("PATH"),
        "METERING", platform.metering().toString(),
        "OFFICER", platform.token(Role.OFFICER),
        "DPO", platform.token(Role.DPO),
        "DECISION", refused.header("Bailiwick-Decision"),
        "RECEIPT", served.header("Bailiwick-Receipt"));
  }

  /** The keys that an auditor has from somewhere else than the bundle. */
  private void trust(Path folder) throws IOException {
    List<String> keys = given().get(platform.metering() + "/ledger/keys").path("keys.vkey");
    Files.writeString(
        folder.resolve("my-trust.policy"),
        keys.stream().collect(Collectors.joining("\nlog ", "log ", "\nquorum none\n")));
    Files.writeString(
        folder.resolve("my-registry-keys.json"),
        given().get(platform.registry() + "/v1/snapshot-keys").asString());
  }
}
