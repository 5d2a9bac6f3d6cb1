package eu.bailiwick.local;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import eu.bailiwick.local.platform.Platform;
import eu.bailiwick.local.platform.Role;
import eu.bailiwick.local.platform.SampleKey;
import eu.bailiwick.parts.Eventually;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the compliance officer takes away, in the hands of somebody who only has a JDK. */
@ExtendWith(SharedPlatform.class)
class EvidenceIT {

  private final Platform platform;
  private final Callers callers;

  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init")
  private Path bundle;

  @SuppressWarnings("NullAway.Init")
  private String receipt;

  EvidenceIT(Platform platform) {
    this.platform = platform;
    this.callers = new Callers(platform);
  }

  @BeforeEach
  void takeEvidenceAway() throws IOException {
    Instant start = Instant.now().minusSeconds(1);
    Response answer =
        callers
            .http(SampleKey.TRIAGE)
            .body(Callers.chatBody("scripted-chat", "Where are you?"))
            .post("/v1/chat/completions");
    assertThat(answer.statusCode()).isEqualTo(200);
    receipt = answer.header("Bailiwick-Receipt");
    String request = answer.header("Bailiwick-Decision");
    Eventually.await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> callers.events(request), events -> events.size() == 2);
    bundle = Files.write(folder.resolve("bundle.zip"), evidence(start, Instant.now()));
  }

  /** Asks until a checkpoint covers the events. */
  private byte[] evidence(Instant from, Instant to) throws IOException {
    String token = platform.token(Role.OFFICER);
    Map<String, Object> asked =
        Map.of(
            "tenant",
            "clinique",
            "from",
            from.toString(),
            "to",
            to.toString(),
            "purpose",
            "a test",
            "dataClass",
            "health",
            "area",
            "FR");
    return Eventually.await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                given()
                    .header("Authorization", "Bearer " + token)
                    .contentType("application/json")
                    .body(asked)
                    .post(platform.metering() + "/v1/evidence"),
            answer -> {
              assertThat(answer.statusCode()).as(answer.asString()).isIn(200, 503);
              return answer.statusCode() == 200;
            })
        .asByteArray();
  }

  @Test
  void isAcceptedByTheVerifierInItAndRejectedAfterOneByteChanged() throws Exception {
    Path verifier = folder.resolve("Verify.java");
    try (ZipFile zip = new ZipFile(bundle.toFile())) {
      ZipEntry entry = Objects.requireNonNull(zip.getEntry("verifier/Verify.java"));
      try (InputStream in = zip.getInputStream(entry)) {
        Files.copy(in, verifier);
      }
    }
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();

    Command.Result accepted =
        Command.run(
            folder,
            Map.of(),
            List.of(java, verifier.toString(), bundle.toString(), "--receipt", receipt));
    Command.Result rejected =
        Command.run(folder, Map.of(), List.of(java, verifier.toString(), changed().toString()));

    assertThat(accepted.output())
        .contains("VERDICT: ACCEPTED", "STATEMENT: HOLDS", "is in the log as promised");
    assertThat(accepted.status()).isZero();
    assertThat(rejected.output()).contains("VERDICT: REJECTED");
    assertThat(rejected.status()).isEqualTo(1);
  }

  @Test
  @Tag("node")
  void isJudgedAlikeByThePage() throws Exception {
    Path home = SharedPlatform.home();
    Path changed = changed();
    Path cases =
        Files.writeString(
            folder.resolve("cases.json"),
            "[{\"bundles\":[\"%s\"]},{\"bundles\":[\"%s\"]}]".formatted(bundle, changed));

    Command.Result page =
        Command.run(
            folder,
            Map.of(),
            List.of(
                "node",
                home.resolve("metering-service/src/test/node/verify.mjs").toString(),
                home.resolve("metering-service/src/main/resources/verifier/verify.html").toString(),
                cases.toString()));

    assertThat(page.output())
        .contains("\"status\":0", "VERDICT: ACCEPTED", "STATEMENT: HOLDS")
        .contains("\"status\":1", "VERDICT: REJECTED");
  }

  /** The bundle with one byte in the middle changed. */
  private Path changed() throws IOException {
    byte[] bytes = Files.readAllBytes(bundle);
    int middle = bytes.length / 2;
    bytes[middle] = (byte) (bytes[middle] ^ 1);
    return Files.write(folder.resolve("changed.zip"), bytes);
  }
}
