package eu.bailiwick.routing.gateway;

import static eu.bailiwick.parts.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import eu.bailiwick.routing.limits.BreakableCounting;
import eu.bailiwick.routing.limits.BreakableCounting.Fault;
import eu.bailiwick.routing.scripted.TestCatalogue;
import eu.bailiwick.sovereignty.catalogue.Limits;
import jakarta.inject.Inject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What keys with limits see, wherever is counted; each test has a key of its own, as counts outlive
 * a test.
 */
abstract class LimitsContract extends RunningRouter {

  /** 60 bytes, so 15 tokens, and 85 for the answer: 100. */
  static final String HUNDRED =
      "%-60s".formatted("{\"model\":\"org/solo-chat\",\"max_tokens\":85}");

  private static final String STREAM =
      "%-60s".formatted("{\"model\":\"org/solo-chat\",\"max_tokens\":85,\"stream\":true}");

  private static final String TOKEN =
      "data: {\"id\":\"1\",\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"a\"}}]}\n\n";
  private static final String USAGE =
      "data: {\"id\":\"1\",\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":4,"
          + "\"total_tokens\":7}}\n\n";
  private static final String DONE = "data: [DONE]\n\n";

  private final String key = "limited-" + UUID.randomUUID();
  final String secret = "bw-" + key;

  @Inject BreakableCounting counting;

  @AfterEach
  void repair() {
    counting.breakAs(Fault.NONE);
  }

  @Test
  void anAnswerSaysHowTheLimitsStand() throws Exception {
    limit(new Limits(null, 10L, 1000L, null));
    paris.script(
        (request, wire) ->
            wire.head(
                    "HTTP/1.1 200 OK",
                    "Content-Type: application/json",
                    "x-ratelimit-limit-requests: 5",
                    "Content-Length: " + ANSWER.length())
                .write(ANSWER));
    HttpResponse<String> answer = chat(secret, HUNDRED);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "x-ratelimit-limit-requests")).isEqualTo("10");
    assertThat(header(answer, "x-ratelimit-remaining-requests")).isEqualTo("9");
    assertThat(header(answer, "x-ratelimit-reset-requests")).isEqualTo("6s");
    assertThat(header(answer, "x-ratelimit-limit-tokens")).isEqualTo("1000");
    assertThat(header(answer, "x-ratelimit-remaining-tokens")).isEqualTo("900");
    assertThat(header(answer, "x-ratelimit-reset-tokens")).isEqualTo("6s");
  }

  @Test
  void nothingIsSaidOfLimitsThatAreNotThere() throws Exception {
    paris.script((request, wire) -> wire.json(200, ANSWER));
    HttpResponse<String> answer = chat(TestCatalogue.PORTAL_KEY, HUNDRED);
    assertThat(answer.headers().map().keySet()).noneMatch(name -> name.startsWith("x-ratelimit"));
  }

  @Test
  void aRequestTooManyIsRefusedAndRecorded() throws Exception {
    limit(new Limits(null, 1L, null, null));
    paris.script((request, wire) -> wire.json(200, ANSWER));
    chat(secret, HUNDRED);
    HttpResponse<String> refused = chat(secret, HUNDRED);
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(error(refused).path("code").asText()).isEqualTo("rate_limit_exceeded");
    assertThat(error(refused).path("type").asText()).isEqualTo("requests");
    assertThat(error(refused).path("message").asText())
        .startsWith("The key " + key + " may have 1 requests per minute; 0 are left");
    assertThat(Integer.parseInt(header(refused, "Retry-After"))).isBetween(30, 60);
    assertThat(header(refused, "x-ratelimit-remaining-requests")).isEqualTo("0");
    JsonNode denied = events(decision(refused), 1).getFirst();
    assertThat(denied.path("type").asText()).isEqualTo("denied");
    assertThat(denied.path("status").asInt()).isEqualTo(429);
    assertThat(denied.path("code").asText()).isEqualTo("rate_limit_exceeded");
    assertThat(denied.path("decision").path("reason").asText()).isEqualTo("PERMITTED");
    assertThat(paris.received()).hasSize(1);
  }

  @Test
  void aMonthThatIsUsedUpIsAQuotaAndNotToBeTriedAgain() throws Exception {
    limit(new Limits(null, null, null, 150L));
    paris.script((request, wire) -> wire.json(200, "{\"id\":\"1\",\"choices\":[{}]}"));
    assertThat(chat(secret, HUNDRED).statusCode()).isEqualTo(200);
    HttpResponse<String> refused = chat(secret, HUNDRED);
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(error(refused).path("code").asText()).isEqualTo("insufficient_quota");
    assertThat(error(refused).path("type").asText()).isEqualTo("insufficient_quota");
    assertThat(header(refused, "x-should-retry")).isEqualTo("false");
  }

  @Test
  void whatIsUsedCountsOnceAnAnswerIsOver() throws Exception {
    limit(new Limits(null, null, null, 114L));
    paris.script((request, wire) -> wire.json(200, ANSWER));
    assertThat(chat(secret, HUNDRED).statusCode()).isEqualTo(200);
    awaitTokensLeft(107);
    assertThat(chat(secret, HUNDRED).statusCode()).isEqualTo(200);
    awaitTokensLeft(100);
    assertThat(chat(secret, HUNDRED).statusCode()).isEqualTo(200);
    awaitTokensLeft(93);
    HttpResponse<String> refused = chat(secret, HUNDRED);
    assertThat(refused.statusCode()).isEqualTo(429);
  }

  @Test
  void aStreamIsSettledWhenItCloses() throws Exception {
    limit(new Limits(null, null, null, 1000L));
    paris.script((request, wire) -> wire.streamHead().chunk(TOKEN + USAGE).chunk(DONE).lastChunk());
    HttpResponse<String> answer = chat(secret, STREAM);
    assertThat(header(answer, "x-ratelimit-remaining-tokens")).isEqualTo("900");
    awaitTokensLeft(993);
  }

  @Test
  void whatFailedBeforeItsFirstTokenIsGivenBack() throws Exception {
    limit(new Limits(null, null, null, 1000L));
    paris.script((request, wire) -> wire.json(400, "{\"error\":{\"message\":\"no\"}}"));
    assertThat(chat(secret, HUNDRED).statusCode()).isEqualTo(400);
    awaitTokensLeft(1000);
  }

  @Test
  void aClientThatLeavesStaysChargedAndMakesRoomForOthers() throws Exception {
    limit(new Limits(1, null, null, 1000L));
    paris.script((request, wire) -> wire.awaitClose());
    CompletableFuture<HttpResponse<String>> pending = send();
    await().until(() -> !paris.received().isEmpty());
    HttpResponse<String> refused = chat(secret, HUNDRED);
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(error(refused).path("message").asText()).contains("1 concurrent requests");
    pending.cancel(true);
    awaitTokensLeft(900);
  }

  @Test
  void parallelRequestsNeverReserveMoreThanThereIs() throws Exception {
    limit(new Limits(null, null, null, 550L));
    CountDownLatch enough = new CountDownLatch(1);
    paris.script(
        (request, wire) -> {
          enough.await();
          wire.json(200, ANSWER);
        });
    List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      all.add(send());
    }
    await().until(() -> all.stream().filter(CompletableFuture::isDone).count() == 35);
    enough.countDown();
    assertThat(all.stream().map(CompletableFuture::join).map(HttpResponse::statusCode))
        .filteredOn(status -> status == 200)
        .hasSize(5);
    assertThat(paris.received()).hasSize(5);
    awaitTokensLeft(550 - 5 * 7);
  }

  @Test
  void countsOutliveASnapshotThatChangesTheLimit() throws Exception {
    limit(new Limits(null, null, null, 150L));
    paris.script((request, wire) -> wire.json(200, "{\"id\":\"1\",\"choices\":[{}]}"));
    assertThat(chat(secret, HUNDRED).statusCode()).isEqualTo(200);
    limit(new Limits(null, null, null, 199L));
    assertThat(chat(secret, HUNDRED).statusCode()).isEqualTo(429);
    limit(new Limits(null, null, null, 200L));
    assertThat(chat(secret, HUNDRED).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void whatCannotBeCountedIsNotServedUntilItCan(Fault fault) throws Exception {
    limit(new Limits(1, null, null, 1000L));
    paris.script((request, wire) -> wire.json(200, ANSWER));
    counting.breakAs(fault);
    HttpResponse<String> refused = chat(secret, HUNDRED);
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(error(refused).path("code").asText()).isEqualTo("limits_unavailable");
    assertThat(error(refused).path("type").asText()).isEqualTo("service_unavailable_error");
    assertThat(error(refused).path("message").asText()).isNotBlank();
    assertThat(header(refused, "Retry-After")).isEqualTo("5");
    assertThat(refused.headers().map().keySet()).noneMatch(name -> name.startsWith("x-ratelimit"));
    JsonNode denied = events(decision(refused), 1).getFirst();
    assertThat(denied.path("type").asText()).isEqualTo("denied");
    assertThat(denied.path("status").asInt()).isEqualTo(503);
    assertThat(denied.path("code").asText()).isEqualTo("limits_unavailable");
    assertThat(denied.path("decision").path("reason").asText()).isEqualTo("PERMITTED");
    assertReceipt(refused, denied);
    assertThat(chat(TestCatalogue.PORTAL_KEY, HUNDRED).statusCode()).isEqualTo(200);
    assertThat(paris.received()).hasSize(1);

    counting.breakAs(Fault.NONE);
    HttpResponse<String> served = chat(secret, HUNDRED);
    assertThat(served.statusCode()).isEqualTo(200);
    assertThat(header(served, "x-ratelimit-remaining-tokens")).isEqualTo("900");
  }

  final void limit(Limits limits) {
    catalogue.key(key, "portal", secret, null);
    catalogue.limit(key, limits);
    serve();
  }

  final CompletableFuture<HttpResponse<String>> send() {
    return CLIENT.sendAsync(
        request("/v1/chat/completions", secret)
            .header("Content-Type", "application/json")
            .timeout(Duration.ofMinutes(1))
            .POST(HttpRequest.BodyPublishers.ofString(HUNDRED))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** Asks for more than there is, as that takes nothing, until this much is left. */
  final void awaitTokensLeft(long tokens) {
    String greedy = HUNDRED.replace("85", "85000");
    await()
        .until(
            () -> {
              HttpResponse<String> refused = chat(secret, greedy);
              String left = header(refused, "x-ratelimit-remaining-tokens");
              return refused.statusCode() == 429 && Long.toString(tokens).equals(left);
            });
  }
}
