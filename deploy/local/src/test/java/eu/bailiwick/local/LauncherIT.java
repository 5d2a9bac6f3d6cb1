package eu.bailiwick.local;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItem;

import eu.bailiwick.parts.Eventually;
import eu.bailiwick.parts.FreePorts;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as a process of its own, as the script starts it; some tests start it twice. */
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class LauncherIT {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir Path folder;

  @Test
  void readyFileNamesEverythingAndKeptDataIsThereAgain() throws Exception {
    int base = freeBase();
    JsonPath first;
    Process launcher = launchWithoutRecording(base, "--keep", folder.resolve("kept").toString());
    try {
      first = awaitReady(launcher);
      assertNamesEverything(first, base);
      assertThat(output()).contains("A first request went through the router", "chat-paris in FR");
      stopInGoodOrder(launcher);
    } finally {
      launcher.destroyForcibly();
    }
    Process again = launchWithoutRecording(base, "--keep", folder.resolve("kept").toString());
    try {
      JsonPath second = awaitReady(again);
      assertThat(second.getMap("keys")).isEqualTo(first.getMap("keys"));
      assertFirstRequestsOfBothRuns(second);
      killOutright(again);
    } finally {
      again.destroyForcibly();
    }
  }

  private static void assertFirstRequestsOfBothRuns(JsonPath ready) {
    Eventually.await()
        .untilAsserted(
            () ->
                given()
                    .header("Authorization", "Bearer " + ready.getString("tokens.officer"))
                    .header("Bailiwick-Purpose", "a test")
                    .queryParam("groupBy", "outcome")
                    .get(ready.getString("metering") + "/v1/usage")
                    .then()
                    .statusCode(200)
                    .body("items.findAll { it.outcome == 'completed' }.requests", hasItem(2)));
  }

  private static void assertNamesEverything(JsonPath ready, int base) {
    assertThat(ready.getString("router")).isEqualTo("http://127.0.0.1:" + base);
    assertThat(ready.getString("registry")).isEqualTo("http://127.0.0.1:" + (base + 1));
    assertThat(ready.getString("metering")).isEqualTo("http://127.0.0.1:" + (base + 2));
    assertThat(ready.getString("kafka")).isEqualTo("127.0.0.1:" + (base + 3));
    assertThat(ready.getString("postgres")).startsWith("jdbc:postgresql://127.0.0.1:");
    assertThat(ready.getMap("models")).containsKeys("chat-paris", "embeddings-paris");
    assertThat(ready.getMap("keys")).containsKeys("triage-key", "portal-key");
    assertThat(ready.getMap("tokens")).containsKeys("operator", "approver", "officer");
    assertThat(Path.of(ready.getString("logs"))).isDirectoryContaining("glob:**/router.log");
  }

  @Test
  void canBeStoppedWhileItStarts() throws Exception {
    Process launcher = launch(freeBase());
    try {
      Eventually.await()
          .atMost(PATIENCE)
          .until(() -> launcher.descendants().count() > 3 || !launcher.isAlive());
      stopInGoodOrder(launcher);
    } finally {
      launcher.destroyForcibly();
    }
  }

  @Test
  void aBusyPortIsNamed() throws Exception {
    int base = freeBase();
    try (var busy = new ServerSocket(base + 2, 1, InetAddress.getLoopbackAddress())) {
      Process launcher = launch(base);
      assertThat(launcher.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(launcher.exitValue()).isEqualTo(1);
      assertThat(output())
          .contains("Port " + busy.getLocalPort() + " (metering) is in use", "--port-base");
    }
  }

  @Test
  void anUpstreamThatDoesNotAnswerIsNamed() throws Exception {
    Process launcher =
        launch(freeBase(), "--upstream", "scripted-chat=http://127.0.0.1:" + FreePorts.any());
    assertThat(launcher.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(launcher.exitValue()).isEqualTo(1);
    assertThat(output()).contains("--upstream scripted-chat", "start the server first");
  }

  /** A recording takes as long as all else that a test of two starts does. */
  private Process launchWithoutRecording(int base, String... more) throws IOException {
    return launch(
        base, Stream.concat(Stream.of("--no-recording"), Stream.of(more)).toArray(String[]::new));
  }

  private Process launch(int base, String... more) throws IOException {
    Files.createDirectories(temporary());
    Files.deleteIfExists(readyFile());
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-UsePerfData",
                "-XX:+UseSerialGC",
                "-Djava.io.tmpdir=" + temporary(),
                "-Dbailiwick.home=" + SharedPlatform.home(),
                "-cp",
                classPath(),
                "eu.bailiwick.local.Launcher",
                "--port-base",
                Integer.toString(base),
                "--ready-file",
                readyFile().toString()));
    command.addAll(Arrays.asList(more));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("output.txt").toFile())
        .start();
  }

  private static String classPath() throws IOException {
    Path target = SharedPlatform.home().resolve("deploy/local/target");
    return target.resolve("classes")
        + ":"
        + Files.readString(target.resolve("launcher.classpath")).strip();
  }

  private Path temporary() {
    return folder.resolve("tmp");
  }

  private Path readyFile() {
    return folder.resolve("ready.json");
  }

  private String output() throws IOException {
    return Files.readString(folder.resolve("output.txt"));
  }

  private JsonPath awaitReady(Process launcher) throws IOException {
    Eventually.await()
        .atMost(PATIENCE)
        .until(() -> Files.exists(readyFile()) || !launcher.isAlive());
    assertThat(launcher.isAlive()).as(output()).isTrue();
    return new JsonPath(Files.readString(readyFile()));
  }

  private void stopInGoodOrder(Process launcher) throws Exception {
    List<ProcessHandle> children = launcher.descendants().toList();
    launcher.destroy();
    assertThat(launcher.waitFor(60, TimeUnit.SECONDS)).as("stops").isTrue();
    assertThat(output()).contains("Stopped.");
    assertThat(children).isNotEmpty();
    assertNothingStays(children);
  }

  private void killOutright(Process launcher) throws Exception {
    List<ProcessHandle> children = launcher.descendants().toList();
    launcher.destroyForcibly().waitFor();
    assertThat(children).isNotEmpty();
    Eventually.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
  }

  private void assertNothingStays(List<ProcessHandle> children) throws IOException {
    assertThat(children).noneMatch(ProcessHandle::isAlive);
    try (Stream<Path> left = Files.list(temporary())) {
      assertThat(left).isEmpty();
    }
  }

  /** The first of a run of ports that were free a moment ago. */
  private static int freeBase() {
    return IntStream.generate(FreePorts::any)
        .filter(base -> IntStream.range(base, base + 20).allMatch(FreePorts::isFree))
        .findFirst()
        .orElseThrow();
  }
}
