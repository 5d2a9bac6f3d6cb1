package eu.bailiwick.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import eu.bailiwick.local.Guide.Outcome;
import eu.bailiwick.local.platform.Platform;
import eu.bailiwick.local.platform.Role;
import eu.bailiwick.local.platform.SampleKey;
import eu.bailiwick.parts.Eventually;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Asks what docs/audit.md asks, after a request that is answered and one that is refused. */
@ExtendWith(SharedPlatform.class)
class AuditGuideIT {

  private static final int CALLS = 13;

  private final Platform platform;
  private final Callers callers;

  @TempDir Path folder;

  AuditGuideIT(Platform platform) {
    this.platform = platform;
    this.callers = new Callers(platform);
  }

  @Test
  void curlIsAnsweredAsThePageSays() throws Exception {
    assumeTrue(
        Command.isInstalled("curl") && Command.isInstalled("bash"),
        "the page's commands need bash and curl");
    String served = request(SampleKey.TRIAGE, "scripted-chat", 200);
    String refused = request(SampleKey.PORTAL, "meridian-chat", 403);
    Eventually.await().until(() -> callers.events(served).size() == 2);
    Eventually.await().until(() -> callers.events(refused).size() == 1);

    List<Outcome> outcomes =
        Guide.read(SharedPlatform.home().resolve("docs/audit.md"))
            .run(
                folder,
                Map.of(
                    "METERING", platform.metering().toString(),
                    "OFFICER", platform.token(Role.OFFICER),
                    "DECISION", refused));

    assertThat(outcomes).hasSizeGreaterThanOrEqualTo(CALLS);
    for (Outcome outcome : outcomes) {
      assertThat(outcome.output())
          .as(outcome.commands())
          .doesNotContain("(nothing)", "internal_error")
          .satisfies(output -> outcome.promised().forEach(p -> assertThat(output).contains(p)));
    }
  }

  private String request(SampleKey key, String model, int status) {
    return callers
        .http(key)
        .body(Callers.chatBody(model, "Where are you?"))
        .post("/v1/chat/completions")
        .then()
        .statusCode(status)
        .extract()
        .header("Bailiwick-Decision");
  }
}
