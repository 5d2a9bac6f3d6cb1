package eu.bailiwick.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import eu.bailiwick.local.Guide.Language;
import eu.bailiwick.local.Guide.Outcome;
import eu.bailiwick.local.platform.Platform;
import eu.bailiwick.local.platform.SampleKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Does what docs/gateway.md says, in every language that is at hand. */
@ExtendWith(SharedPlatform.class)
class GatewayGuideIT {

  private static final int CALLS = 7;

  private final Platform platform;

  @TempDir Path folder;

  GatewayGuideIT(Platform platform) {
    this.platform = platform;
  }

  @Test
  void curlDoesWhatThePageSays() throws Exception {
    assumeTrue(
        Command.isInstalled("curl") && Command.isInstalled("bash"),
        "the page's commands need bash and curl");
    assertKept(page().run(folder, variables()));
  }

  @Test
  void javaDoesWhatThePageSays() throws Exception {
    assertKept(page().run(Language.JAVA, this::java));
  }

  /** The page's statements in one method, with the imports before it. */
  private String java(String program) throws IOException, InterruptedException {
    Map<Boolean, String> lines =
        program
            .lines()
            .collect(
                Collectors.partitioningBy(
                    line -> line.startsWith("import "), Collectors.joining("\n")));
    Path file = folder.resolve("Gateway.java");
    Files.writeString(
        file, lines.get(true) + "\nvoid main() throws Exception {\n" + lines.get(false) + "\n}\n");
    return Command.run(
            folder,
            variables(),
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("surefire.test.class.path", classPath()),
                file.toString()))
        .output();
  }

  private static String classPath() {
    return System.getProperty("java.class.path");
  }

  @Test
  @Tag("node")
  void javascriptDoesWhatThePageSays() throws Exception {
    Node node = Node.install(SharedPlatform.home());
    assertKept(
        page()
            .run(
                Language.JAVASCRIPT,
                program ->
                    node.run(Files.writeString(folder.resolve("gateway.mjs"), program), variables())
                        .output()));
  }

  /** OpenAI's SDK for Python is not at hand: only whether it is Python is looked at. */
  @Test
  void pythonIsPython() throws Exception {
    assumeTrue(Command.isInstalled("python3"), "python3 checks the syntax");
    Path file = folder.resolve("gateway.py");
    Files.writeString(file, page().program(Language.PYTHON));
    Command.Result compiled =
        Command.run(folder, Map.of(), List.of("python3", "-m", "py_compile", file.toString()));
    assertThat(compiled.status()).as(compiled.output()).isZero();
  }

  private static Guide page() throws IOException {
    return Guide.read(SharedPlatform.home().resolve("docs/gateway.md"));
  }

  private Map<String, String> variables() {
    return Map.of("ROUTER", platform.router().toString(), "KEY", platform.key(SampleKey.PORTAL));
  }

  private static void assertKept(List<Outcome> outcomes) {
    assertThat(outcomes).hasSizeGreaterThanOrEqualTo(CALLS);
    outcomes.forEach(Outcome::assertKept);
  }
}
