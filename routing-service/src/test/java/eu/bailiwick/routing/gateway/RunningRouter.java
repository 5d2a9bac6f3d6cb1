package eu.bailiwick.routing.gateway;

import static eu.bailiwick.parts.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import eu.bailiwick.routing.catalogue.CurrentCatalogue;
import eu.bailiwick.routing.scripted.MovableClock;
import eu.bailiwick.routing.scripted.ScriptedRegistry;
import eu.bailiwick.routing.scripted.ScriptedUpstream;
import eu.bailiwick.routing.scripted.SnapshotSigner;
import eu.bailiwick.routing.scripted.Surroundings;
import eu.bailiwick.routing.scripted.TestCatalogue;
import eu.bailiwick.routing.scripted.UsageTopic;
import eu.bailiwick.sovereignty.catalogue.Snapshot;
import io.quarkus.test.common.http.TestHTTPResource;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A router that runs, with its surroundings, fresh for each test but for revision and topic. */
public abstract class RunningRouter {

  /** Revisions only grow, as the router demands. */
  private static final AtomicLong REVISION = new AtomicLong();

  static final ObjectMapper MAPPER = new ObjectMapper();

  static final String ANSWER =
      "{\"id\":\"1\",\"choices\":[{}],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":4,"
          + "\"total_tokens\":7}}";

  static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @TestHTTPResource protected URI router;
  @Inject MovableClock clock;
  @Inject CurrentCatalogue current;

  ScriptedUpstream paris;
  ScriptedUpstream frankfurt;
  protected TestCatalogue catalogue;
  SnapshotSigner signer;
  ScriptedRegistry registry;
  private UsageTopic topic;

  @BeforeEach
  void surround() throws IOException {
    clock.move(Duration.ZERO);
    paris = ScriptedUpstream.start((request, wire) -> wire.json(500, ""));
    frankfurt = ScriptedUpstream.start((request, wire) -> wire.json(500, ""));
    catalogue = new TestCatalogue(paris.url(), frankfurt.url());
    signer = SnapshotSigner.of(setting("test.signing-key"));
    registry = ScriptedRegistry.start(Integer.parseInt(setting("test.registry-port")), "eea");
    topic = new UsageTopic(setting("test.bootstrap-servers"), Surroundings.TOPIC);
    serve();
  }

  @AfterEach
  void clear() throws IOException {
    registry.close();
    topic.close();
    paris.close();
    frankfurt.close();
  }

  static String setting(String name) {
    return ConfigProvider.getConfig().getValue(name, String.class);
  }

  /** Publishes the catalogue as it is now, and waits until the router serves it. */
  protected final void serve() {
    serve(nextSnapshot());
  }

  final void serve(Snapshot snapshot) {
    publish(signer.sign(snapshot));
    await().until(() -> servedRevision() == snapshot.revision());
  }

  final Snapshot nextSnapshot() {
    Instant now = Instant.now();
    return catalogue.snapshot(nextRevision(), now, now.plusSeconds(3600));
  }

  static long nextRevision() {
    return REVISION.incrementAndGet();
  }

  /** Publishes anything, and waits until the router has asked for it. */
  final void publish(String jws) {
    registry.publish(jws);
    int seen = registry.polls();
    await().until(() -> registry.polls() >= seen + 2);
  }

  final long servedRevision() {
    return current.serving().map(s -> s.snapshot().revision()).orElse(0L);
  }

  final HttpResponse<String> chat(String key, String body, String... headers) throws Exception {
    return post("/v1/chat/completions", key, body, headers);
  }

  final HttpResponse<String> post(String path, String key, String body, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        request(path, key)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** What a caller of the chat surface sees, whatever becomes of the answer. */
  final Seen seen(String body) throws IOException {
    return seen(body, () -> {});
  }

  /**
   * The same.
   *
   * @param atEvent called once, when the first event of a stream has come
   */
  final Seen seen(String body, Runnable atEvent) throws IOException {
    try (Socket socket = new Socket(router.getHost(), router.getPort())) {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      String head =
          String.join(
              "\r\n",
              "POST /v1/chat/completions HTTP/1.1",
              "Host: router",
              "Connection: close",
              "Authorization: Bearer " + TestCatalogue.TRIAGE_KEY,
              "Content-Type: application/json",
              "Content-Length: " + bytes.length,
              "",
              "");
      socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().write(bytes);
      return Seen.read(socket.getInputStream(), atEvent);
    }
  }

  final HttpResponse<String> get(String path, String key) throws Exception {
    return CLIENT.send(request(path, key).build(), HttpResponse.BodyHandlers.ofString());
  }

  final HttpRequest.Builder request(String path, String key) {
    return HttpRequest.newBuilder(router.resolve(path)).header("Authorization", "Bearer " + key);
  }

  static JsonNode json(HttpResponse<String> answer) throws IOException {
    return MAPPER.readTree(answer.body());
  }

  static JsonNode error(HttpResponse<String> answer) throws IOException {
    return json(answer).path("error");
  }

  static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  /** The answer has a receipt, and it is of this event. */
  static void assertReceipt(HttpResponse<?> answer, JsonNode event) {
    String place =
        "request=\"%s\", epoch=\"%s\", sequence=%d, commitment="
            .formatted(
                event.path("request").asText(),
                event.path("epoch").asText(),
                event.path("sequence").asLong());
    assertThat(header(answer, "Bailiwick-Receipt"))
        .matches(Pattern.quote(place) + "\"[0-9a-f]{64}\"");
  }

  static String decision(HttpResponse<?> answer) {
    return answer.headers().firstValue("Bailiwick-Decision").orElseThrow();
  }

  /** What the audit has of a request, once it has {@code count} events. */
  final List<JsonNode> events(String request, int count) {
    await().atMost(Duration.ofSeconds(5)).until(() -> topic.of(request).size() >= count);
    return topic.of(request);
  }

  /** The refusal with a code that only one request of all tests has. */
  final JsonNode denied(String code) {
    await().atMost(Duration.ofSeconds(5)).until(() -> !topic.denied(code).isEmpty());
    assertThat(topic.denied(code)).hasSize(1);
    return topic.denied(code).getFirst();
  }

  /** The spans beside the events of a request, once there are {@code count} of them. */
  final List<@Nullable String> traceparents(String request, int count) {
    events(request, count);
    return topic.traceparents(request);
  }

  /** {@code opened}, and for ended attempts their outcome; {@code denied CODE} for refusals. */
  final List<String> outcomes(HttpResponse<?> answer, int count) {
    return words(decision(answer), count);
  }

  final List<String> words(String request, int count) {
    return events(request, count).stream().map(RunningRouter::word).toList();
  }

  private static String word(JsonNode event) {
    return switch (event.path("type").asText()) {
      case "closed" -> event.path("outcome").asText();
      case "denied" -> "denied " + event.path("code").asText();
      default -> event.path("type").asText();
    };
  }
}
