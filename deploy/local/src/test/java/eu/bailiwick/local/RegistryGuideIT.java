package eu.bailiwick.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import eu.bailiwick.local.Guide.Outcome;
import eu.bailiwick.local.platform.Platform;
import eu.bailiwick.local.platform.Ports;
import eu.bailiwick.local.platform.Progress;
import eu.bailiwick.local.platform.Role;
import eu.bailiwick.local.platform.SampleEndpoint;
import eu.bailiwick.local.platform.Settings;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does what docs/registry.md says, with a registry that is empty. */
class RegistryGuideIT {

  @TempDir Path folder;

  @Test
  void leadsFromAnEmptyRegistryToARoutedRequest() throws Exception {
    assumeTrue(
        Command.isInstalled("curl") && Command.isInstalled("bash"),
        "the page's commands need bash and curl");
    Path home = SharedPlatform.home();
    Path logs = home.resolve("deploy/local/target/logs/guide");
    Settings settings = new Settings(home, null, logs, Ports.free(), Map.of(), false, false);
    try (Platform platform = new Platform(settings, Progress.none(), Clock.systemUTC())) {
      platform.start();
      List<Outcome> outcomes =
          Guide.read(home.resolve("docs/registry.md")).run(folder, variables(platform));

      assertThat(outcomes).hasSizeGreaterThan(8);
      outcomes.forEach(Outcome::assertKept);
      assertThat(platform.modelServer(SampleEndpoint.CHAT_PARIS).attempts()).hasSize(1);
    }
  }

  private static Map<String, String> variables(Platform platform) throws Exception {
    return Map.of(
        "REGISTRY", platform.registry().toString(),
        "ROUTER", platform.router().toString(),
        "MODEL", String.valueOf(platform.models().get(SampleEndpoint.CHAT_PARIS.id())),
        "OPERATOR", platform.token(Role.OPERATOR),
        "APPROVER", platform.token(Role.APPROVER));
  }
}
