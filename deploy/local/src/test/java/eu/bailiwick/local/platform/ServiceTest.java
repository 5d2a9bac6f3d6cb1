package eu.bailiwick.local.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServiceTest {

  /** What was measured is the local router; what is served from is the one in the manifests. */
  @Test
  void theLocalRouterCollectsItsGarbageAsThoseOfACellDo() throws Exception {
    Path home = Path.of(System.getProperty("bailiwick.home", "../.."));
    String manifest =
        Files.readString(home.resolve("deploy/kubernetes/base/routing/kustomization.yaml"));
    List<String> local =
        Service.ROUTER.jvm().stream().filter(flag -> flag.startsWith("-XX:")).toList();

    assertThat(local).contains("-XX:+UseParallelGC");
    for (String flag : local) {
      assertThat(manifest).containsPattern("JAVA_TOOL_OPTIONS=.*\\Q" + flag + "\\E( |$)");
    }
  }
}
