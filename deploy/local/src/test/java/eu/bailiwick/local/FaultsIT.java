package eu.bailiwick.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.openai.core.http.HttpResponseFor;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletionChunk;
import eu.bailiwick.local.models.Attempt;
import eu.bailiwick.local.platform.Platform;
import eu.bailiwick.local.platform.SampleEndpoint;
import eu.bailiwick.local.platform.SampleKey;
import eu.bailiwick.local.platform.Service;
import eu.bailiwick.parts.Eventually;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What callers and officers see when parts of the platform fail. */
@ExtendWith(SharedPlatform.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultsIT {

  private final Platform platform;
  private final Callers callers;

  /** How many attempts each endpoint had seen before: events of others may be erased by now. */
  private final Map<SampleEndpoint, Integer> before = new EnumMap<>(SampleEndpoint.class);

  FaultsIT(Platform platform) {
    this.platform = platform;
    this.callers = new Callers(platform);
  }

  @BeforeAll
  void countWhatOthersAsked() {
    for (SampleEndpoint endpoint : SampleEndpoint.values()) {
      before.put(endpoint, platform.modelServer(endpoint).attempts().size());
    }
  }

  @Test
  void withoutKafkaNothingIsDispatchedUntilItIsBack() {
    platform.kafka().stop();
    int before = attemptsInParis().size();
    try {
      chat()
          .statusCode(503)
          .header("Retry-After", not(nullValue()))
          .body("error.code", equalTo("audit_unavailable"));
    } finally {
      platform.kafka().restart();
    }
    assertThat(attemptsInParis()).hasSize(before);
    patiently().untilAsserted(() -> chat().statusCode(200));
    patiently().untilAsserted(() -> assertThat(callers.events(chatDecision())).hasSize(2));
  }

  @Test
  void withoutTheRegistryTheRouterKeepsServingAcrossARestart() throws Exception {
    platform.stop(Service.REGISTRY);
    try {
      chat().statusCode(200);
      platform.stop(Service.ROUTER);
      platform.start(Service.ROUTER);
      chat().statusCode(200);
    } finally {
      platform.start(Service.REGISTRY);
    }
    chat().statusCode(200);
  }

  @Test
  void withoutMeteringNothingIsLost() throws Exception {
    platform.kill(Service.METERING);
    String request;
    try {
      request = chatDecision();
    } finally {
      platform.start(Service.METERING);
    }
    patiently().untilAsserted(() -> assertThat(callers.events(request)).hasSize(2));
  }

  @Test
  void aRouterKilledMidStreamLeavesTheAttemptOpen() throws Exception {
    String request;
    try (HttpResponseFor<StreamResponse<ChatCompletionChunk>> response =
        callers
            .sdk(SampleKey.TRIAGE)
            .chat()
            .completions()
            .withRawResponse()
            .createStreaming(Callers.chat("scripted-chat", "@script words=2000 gap=20"))) {
      request = response.headers().values("Bailiwick-Decision").getFirst();
      Iterator<ChatCompletionChunk> chunks = response.parse().stream().iterator();
      chunks.next();
      platform.kill(Service.ROUTER);
      assertThatThrownBy(() -> chunks.forEachRemaining(chunk -> {}))
          .isInstanceOf(RuntimeException.class);
    } finally {
      platform.start(Service.ROUTER);
    }
    patiently().untilAsserted(() -> assertOpen(request));
    chat().statusCode(200);
  }

  private void assertOpen(String request) throws IOException {
    List<Map<String, Object>> open =
        callers
            .officer()
            .queryParam("open", true)
            .queryParam("request", request)
            .get("/v1/events")
            .then()
            .statusCode(200)
            .extract()
            .path("items");
    assertThat(open)
        .singleElement()
        .satisfies(
            event ->
                assertThat(event)
                    .containsEntry("type", "opened")
                    .containsEntry("endpoint", "chat-paris"));
  }

  @Test
  void everyAttemptHasAnAcknowledgedEventThatNamesIt() {
    chat().statusCode(200);
    for (SampleEndpoint endpoint : SampleEndpoint.values()) {
      List<Attempt> attempts = platform.modelServer(endpoint).attempts();
      for (Attempt attempt : attempts.subList(before.getOrDefault(endpoint, 0), attempts.size())) {
        String request = attempt.request();
        assertThat(request).isNotNull();
        patiently()
            .untilAsserted(
                () ->
                    assertThat(callers.events(String.valueOf(request)))
                        .anySatisfy(
                            event ->
                                assertThat(event)
                                    .containsEntry("type", "opened")
                                    .containsEntry("endpoint", endpoint.id())
                                    .containsEntry(
                                        "attempt",
                                        Integer.valueOf(String.valueOf(attempt.attempt())))));
      }
    }
  }

  private List<Attempt> attemptsInParis() {
    return platform.modelServer(SampleEndpoint.CHAT_PARIS).attempts();
  }

  private ValidatableResponse chat() {
    return callers
        .http(SampleKey.TRIAGE)
        .body(Callers.chatBody("scripted-chat", "hello"))
        .post("/v1/chat/completions")
        .then();
  }

  private String chatDecision() {
    return chat().statusCode(200).extract().header("Bailiwick-Decision");
  }

  private static ConditionFactory patiently() {
    return Eventually.await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(200))
        .ignoreExceptions();
  }
}
