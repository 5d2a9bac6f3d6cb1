package eu.bailiwick.local;

import static eu.bailiwick.parts.Eventually.await;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import eu.bailiwick.local.platform.Platform;
import eu.bailiwick.local.platform.Platform.AddedRouter;
import eu.bailiwick.local.platform.Ports;
import eu.bailiwick.local.platform.Progress;
import eu.bailiwick.local.platform.SampleKey;
import eu.bailiwick.local.platform.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A router as a process that is told to stop (SIGTERM) while requests are under way. On a platform
 * of its own: a router that is gone counts in its cell's revocations until its snapshot lapses.
 */
class DrainIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Platform platform;
  private final Callers callers;

  DrainIT() throws Exception {
    Path home = SharedPlatform.home();
    Path logs = home.resolve("deploy/local/target/logs/drain");
    Settings settings = new Settings(home, null, logs, Ports.free(), Map.of(), true, false);
    platform = new Platform(settings, Progress.none(), Clock.systemUTC());
    callers = new Callers(platform);
  }

  @BeforeEach
  void start() throws Exception {
    platform.start();
  }

  @AfterEach
  void stop() {
    platform.close();
  }

  @Test
  void whatIsUnderWayFinishesOrIsCutAtTheLimitAndAllOfItIsOnRecord() throws Exception {
    AddedRouter router =
        platform.addRouter("router-fr-drained", Map.of("bailiwick.drain.timeout", "PT8S"));
    ProcessHandle process = ProcessHandle.of(router.pid()).orElseThrow();
    byte[] ends = body("@script words=30 gap=50");
    byte[] endless = body("@script words=3000 gap=50");
    byte[] whole = body("hello");
    try (RawCall finishing = call(router, ends, ends.length);
        RawCall cut = call(router, endless, endless.length);
        RawCall slow = call(router, whole, 10);
        RawCall stuck = call(router, whole, 10)) {
      await().atMost(PATIENCE).until(() -> streams(finishing) && streams(cut));

      process.destroy();
      await().atMost(PATIENCE).until(() -> readiness(router) == 503);
      RawCall late = call(router, whole, whole.length);
      assertTurnedAway(late);
      late.close();
      slow.send(whole, 10, -1);

      await().atMost(PATIENCE).until(() -> slow.text().contains("I am a script"));
      assertThat(slow.text()).startsWith("HTTP/1.1 200");
      assertThat(finishing.untilClosed()).contains("[DONE]").endsWith("0\r\n\r\n");
      assertThat(cut.untilClosed()).doesNotContain("[DONE]").doesNotEndWith("0\r\n\r\n");
      assertTurnedAway(stuck);
      process.onExit().get();

      assertThat(record(finishing)).containsExactly("closed completed", "opened opened");
      assertThat(record(cut)).containsExactly("closed router_stopped", "opened opened");
      assertThat(record(slow)).containsExactly("closed completed", "opened opened");
      assertThat(record(stuck)).containsExactly("denied shutting_down");
      assertThat(record(late)).containsExactly("denied shutting_down");
      assertEpochEnded(finishing);
    }
  }

  private RawCall call(AddedRouter router, byte[] body, int now) throws IOException {
    return RawCall.chat(platform, router.address(), SampleKey.TRIAGE, "", body, now);
  }

  private static byte[] body(String text) throws IOException {
    Map<String, Object> body = new HashMap<>(Callers.chatBody("scripted-chat", text));
    body.put("stream", text.startsWith("@script"));
    return JSON.writeValueAsBytes(body);
  }

  private static boolean streams(RawCall call) {
    return call.text().contains("data: ");
  }

  private static int readiness(AddedRouter router) {
    return given().get(router.address() + "/q/health/ready").statusCode();
  }

  private static void assertTurnedAway(RawCall call) throws Exception {
    await().atMost(PATIENCE).until(() -> call.text().contains("}}"));
    assertThat(call.text())
        .startsWith("HTTP/1.1 503")
        .contains("\"code\":\"shutting_down\"")
        .containsIgnoringCase("Connection: close")
        .containsIgnoringCase("Retry-After: 1");
  }

  /** The events of a request, newest first. */
  private List<String> record(RawCall call) {
    String request = call.header("Bailiwick-Decision");
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                callers.events(request).stream()
                    .anyMatch(event -> !"opened".equals(event.get("type"))));
    return events(request).stream()
        .map(
            event ->
                event.get("type")
                    + " "
                    + ("denied".equals(event.get("type"))
                        ? event.get("code")
                        : event.get("outcome")))
        .toList();
  }

  private List<Map<String, Object>> events(String request) {
    try {
      return callers.events(request);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void assertEpochEnded(RawCall call) throws IOException {
    Object epoch = events(call.header("Bailiwick-Decision")).getFirst().get("epoch");
    List<Map<String, Object>> last =
        callers
            .officer()
            .queryParam("epoch", epoch)
            .queryParam("tenant", "clinique")
            .get("/v1/events")
            .then()
            .statusCode(200)
            .extract()
            .path("items");
    assertThat(last.getFirst())
        .containsEntry("type", "ended")
        .containsEntry("router", "router-fr-drained");
    assertThat(last.stream().map(event -> event.get("sequence")).distinct()).hasSize(last.size());
    assertThat(last.getFirst()).containsEntry("sequence", last.size() - 1);
  }
}
