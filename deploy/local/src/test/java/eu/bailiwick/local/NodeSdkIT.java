package eu.bailiwick.local;

import static org.assertj.core.api.Assertions.assertThat;

import eu.bailiwick.local.platform.Platform;
import eu.bailiwick.local.platform.SampleEndpoint;
import eu.bailiwick.local.platform.SampleKey;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** OpenAI's surface as its own SDK for Node meets it; in the profile {@code node} only. */
@Tag("node")
@ExtendWith(SharedPlatform.class)
class NodeSdkIT {

  private final Platform platform;

  NodeSdkIT(Platform platform) {
    this.platform = platform;
  }

  @Test
  void passesEveryCaseOfTheSuite() throws Exception {
    Path home = SharedPlatform.home();
    Command.Result suite =
        Node.install(home)
            .run(
                Node.sources(home).resolve("surface.test.mjs"),
                variables(),
                "--test",
                "--test-reporter=tap");

    assertThat(suite.output()).contains("# pass 15", "# fail 0");
    assertThat(suite.status()).isZero();
  }

  private Map<String, String> variables() {
    return Map.of(
        "ROUTER", platform.router().toString(),
        "KEY", platform.key(SampleKey.TRIAGE),
        "PORTAL_KEY", platform.key(SampleKey.PORTAL),
        "MODEL_SERVER", platform.modelServer(SampleEndpoint.CHAT_PARIS).url().toString());
  }
}
