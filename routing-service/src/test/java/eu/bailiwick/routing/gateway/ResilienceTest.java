package eu.bailiwick.routing.gateway;

import static eu.bailiwick.parts.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import eu.bailiwick.routing.scripted.ScriptedUpstream;
import eu.bailiwick.routing.scripted.ScriptedUpstream.Script;
import eu.bailiwick.routing.scripted.Surroundings;
import eu.bailiwick.routing.scripted.TestCatalogue;
import eu.bailiwick.sovereignty.catalogue.Dialect;
import eu.bailiwick.sovereignty.catalogue.Endpoint;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What callers and the audit see when one of two lawful upstreams, or both, are not well. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class ResilienceTest extends RunningRouter {

  private static final String CHAT = "{\"model\":\"scripted-chat\",\"messages\":[]}";
  private static final String STREAM =
      "{\"model\":\"scripted-chat\",\"messages\":[],\"stream\":true}";
  private static final String SOLO = "{\"model\":\"org/solo-chat\",\"messages\":[]}";
  private static final String EVENTS =
      """
      data: {"choices":[{"delta":{"role":"assistant","content":"a"}}]}

      data: [DONE]

      """;
  private static final Script ANSWERS = (request, wire) -> wire.json(200, ANSWER);

  @ParameterizedTest
  @CsvSource({"429, upstream_error", "503, upstream_error"})
  void whatAnUpstreamDidNotTakeGoesToAnotherLawfulOne(int status, String outcome) throws Exception {
    Script busy =
        (request, wire) ->
            wire.head("HTTP/1.1 " + status + " Busy", "Retry-After: 17", "Content-Length: 0");
    frankfurt.script(ANSWERS);

    HttpResponse<String> answer = firstTriedAt(paris, busy, CHAT);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "Bailiwick-Endpoint")).isEqualTo("chat-frankfurt");
    assertThat(header(answer, "Retry-After")).isEmpty();
    assertThat(outcomes(answer, 4)).containsExactly("opened", outcome, "opened", "completed");
    assertThat(attempts(answer)).containsExactly("chat-paris 1", "chat-frankfurt 2");
  }

  @Test
  void ifAllAreBusyTheCallerLearnsWhenToComeBack() throws Exception {
    Script busy =
        (request, wire) -> wire.head("HTTP/1.1 429 Busy", "Retry-After: 17", "Content-Length: 0");
    paris.script(busy);
    frankfurt.script(busy);

    HttpResponse<String> answer = chat(TestCatalogue.TRIAGE_KEY, CHAT);

    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(header(answer, "Retry-After")).isEqualTo("17");
    assertThat(outcomes(answer, 4))
        .containsExactly("opened", "upstream_error", "opened", "upstream_error");
  }

  @Test
  void nothingLeavesTheLawfulSetWhateverFails() throws Exception {
    frankfurt.script(ANSWERS);
    paris.script((request, wire) -> wire.head("HTTP/1.1 503 Down", "Content-Length: 0"));

    HttpResponse<String> answer = chat(TestCatalogue.PORTAL_KEY, CHAT, "Bailiwick-Within", "FR");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(frankfurt.received()).isEmpty();
    assertThat(outcomes(answer, 2)).containsExactly("opened", "upstream_error");
  }

  @Test
  void whatAnUpstreamMayHaveWorkedOnIsNotRepeated() throws Exception {
    Script failing = (request, wire) -> wire.head("HTTP/1.1 500 Oops", "Content-Length: 0");
    frankfurt.script(ANSWERS);

    HttpResponse<String> answer = firstTriedAt(paris, failing, CHAT);

    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(error(answer).path("code").asText()).isEqualTo("upstream_error");
    assertThat(outcomes(answer, 2)).containsExactly("opened", "upstream_error");
    assertThat(frankfurt.received()).noneMatch(r -> isOf(answer, r));
  }

  @Test
  void aStreamWhoseFirstTokenIsLateComesFromAnotherEndpoint() throws Exception {
    Script late =
        (request, wire) -> {
          wire.streamHead();
          wire.awaitClose();
        };
    frankfurt.script((request, wire) -> wire.streamHead().chunk(EVENTS).lastChunk());

    HttpResponse<String> answer = firstTriedAt(paris, late, STREAM);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(EVENTS);
    assertThat(outcomes(answer, 4)).containsExactly("opened", "timeout", "opened", "completed");
    assertThat(attempts(answer)).containsExactly("chat-paris 1", "chat-frankfurt 2");
  }

  @Test
  void aStreamThatIsCutBeforeItsFirstTokenComesFromAnotherEndpoint() throws Exception {
    Script cut = (request, wire) -> wire.streamHead().cut();
    frankfurt.script((request, wire) -> wire.streamHead().chunk(EVENTS).lastChunk());

    HttpResponse<String> answer = firstTriedAt(paris, cut, STREAM);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(EVENTS);
    assertThat(outcomes(answer, 4))
        .containsExactly("opened", "upstream_cut", "opened", "completed");
  }

  @Test
  void anIdleConnectionThatWasClosedWithoutNoticeIsReplacedAtTheSameEndpoint() throws Exception {
    AtomicInteger requests = new AtomicInteger();
    paris.script(
        (request, wire) -> {
          if (requests.incrementAndGet() == 2) {
            wire.cut();
          } else {
            wire.json(200, ANSWER);
          }
        });
    assertThat(chat(TestCatalogue.TRIAGE_KEY, SOLO).statusCode()).isEqualTo(200);

    HttpResponse<String> answer = chat(TestCatalogue.TRIAGE_KEY, SOLO);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(outcomes(answer, 4))
        .containsExactly("opened", "upstream_unreachable", "opened", "completed");
    assertThat(attempts(answer)).containsExactly("solo-paris 1", "solo-paris 2");
  }

  @Test
  void anEndpointWhoseRequestsFailIsLeftAlone() throws Exception {
    failAtLille("HTTP/1.1 500 Oops", 20);
    paris.received().clear();

    for (int i = 0; i < 20; i++) {
      assertThat(chat(TestCatalogue.ATELIER_KEY, CHAT).statusCode()).isEqualTo(200);
    }
    assertThat(paris.received()).isEmpty();
  }

  @Test
  void callersMistakesDoNotMakeAnEndpointLeftAlone() throws Exception {
    failAtLille("HTTP/1.1 400 No", 25);
    paris.received().clear();

    while (paris.received().isEmpty()) {
      chat(TestCatalogue.ATELIER_KEY, CHAT);
    }
  }

  /** At an endpoint of its own, for what is known of one outlives a test. */
  private void failAtLille(String status, int times) throws Exception {
    paris.script((request, wire) -> wire.head(status, "Content-Length: 0"));
    frankfurt.script(ANSWERS);
    catalogue.state("chat-paris", Endpoint.State.DISABLED);
    catalogue.endpoint("chat-lille", "scripted-chat-1", "paris-1", paris.url(), "served/chat");
    serve();
    while (paris.received().size() < times) {
      chat(TestCatalogue.ATELIER_KEY, CHAT);
    }
  }

  @Test
  void anEndpointThatSaysItIsNotReadyGetsNothingUntilItIs() throws Exception {
    CountDownLatch ready = new CountDownLatch(1);
    Script probed =
        (request, wire) -> {
          if (request.line().startsWith("GET /v1/health/ready ")) {
            wire.json(ready.getCount() == 0 ? 200 : 503, "{}");
          } else {
            wire.json(200, ANSWER);
          }
        };
    paris.script(probed);
    frankfurt.script(ANSWERS);
    catalogue.put(endpoint("chat-paris", Dialect.NIM_LLM_1, null));
    serve();
    await().until(() -> paris.received().size() >= 3);

    for (int i = 0; i < 20; i++) {
      assertThat(header(chat(TestCatalogue.ATELIER_KEY, CHAT), "Bailiwick-Endpoint"))
          .isEqualTo("chat-frankfurt");
    }
    assertThat(paris.received()).allMatch(r -> r.body().isEmpty());

    ready.countDown();
    await()
        .until(
            () ->
                header(chat(TestCatalogue.ATELIER_KEY, CHAT), "Bailiwick-Endpoint")
                    .equals("chat-paris"));
  }

  @Test
  void aRequestWaitsForAnEndpointThatHasAsMuchAsItMayHave() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    paris.script(
        (request, wire) -> {
          most.accumulateAndGet(inside.incrementAndGet(), Math::max);
          release.await();
          inside.decrementAndGet();
          wire.json(200, ANSWER);
        });
    catalogue.put(endpoint("solo-paris", Dialect.GENERIC, 1));
    serve();
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      answers.add(sendAsync(SOLO));
    }
    await().until(() -> waiting() == 2);

    release.countDown();

    for (CompletableFuture<HttpResponse<String>> answer : answers) {
      assertThat(answer.get().statusCode()).isEqualTo(200);
      assertThat(outcomes(answer.get(), 2)).containsExactly("opened", "completed");
    }
    assertThat(most.get()).isEqualTo(1);
  }

  @Test
  void aClientThatLeavesWaitsNoLonger() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    paris.script(
        (request, wire) -> {
          release.await();
          wire.json(200, ANSWER);
        });
    catalogue.put(endpoint("solo-paris", Dialect.GENERIC, 1));
    serve();
    CompletableFuture<HttpResponse<String>> first = sendAsync(SOLO);
    await().until(() -> paris.received().size() == 1);
    CompletableFuture<HttpResponse<String>> second = sendAsync(SOLO);
    await().until(() -> waiting() == 1);

    second.cancel(true);

    await().until(() -> waiting() == 0);
    release.countDown();
    assertThat(first.get().statusCode()).isEqualTo(200);
    assertThat(paris.received()).hasSize(1);
    assertThat(denied("client_left").path("decision").path("reason").asText())
        .isEqualTo("PERMITTED");
  }

  /** Sends until a request is tried at {@code upstream} first; the choice is by chance. */
  private HttpResponse<String> firstTriedAt(ScriptedUpstream upstream, Script script, String body)
      throws Exception {
    upstream.script(script);
    for (int i = 0; i < 60; i++) {
      HttpResponse<String> answer = chat(TestCatalogue.TRIAGE_KEY, body);
      if (!upstream.received().isEmpty()) {
        return answer;
      }
    }
    throw new AssertionError("never tried there");
  }

  /** Endpoint and number of each attempt, as the audit has them. */
  private List<String> attempts(HttpResponse<?> answer) {
    return events(decision(answer), 2).stream()
        .filter(event -> event.path("type").asText().equals("opened"))
        .map(
            event ->
                event.path("endpoint").path("id").asText() + " " + event.path("attempt").asInt())
        .toList();
  }

  private static boolean isOf(HttpResponse<?> answer, ScriptedUpstream.Received received) {
    return decision(answer).equals(received.headers().get("bailiwick-request"));
  }

  private CompletableFuture<HttpResponse<String>> sendAsync(String body) {
    return CLIENT.sendAsync(
        request("/v1/chat/completions", TestCatalogue.TRIAGE_KEY)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private int waiting() throws Exception {
    String metrics = get("/q/metrics", "").body();
    return metrics
        .lines()
        .filter(line -> line.startsWith("bailiwick_requests_waiting"))
        .map(line -> (int) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .findFirst()
        .orElse(-1);
  }

  private Endpoint endpoint(String id, Dialect dialect, @Nullable Integer most) throws IOException {
    Endpoint e =
        catalogue.catalogue().endpoints().stream()
            .filter(one -> one.id().equals(id))
            .findFirst()
            .orElseThrow();
    URI url = e.baseUrl();
    return new Endpoint(
        e.id(),
        e.version(),
        e.site(),
        url,
        e.servedModel(),
        e.state(),
        e.facts(),
        dialect,
        Map.of(),
        Endpoint.DEFAULT_WEIGHT,
        null,
        most,
        null);
  }
}
