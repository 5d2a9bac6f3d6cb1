package eu.bailiwick.routing.gateway;

import static eu.bailiwick.parts.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import eu.bailiwick.routing.scripted.ScriptedCollector;
import eu.bailiwick.routing.scripted.Surroundings;
import eu.bailiwick.routing.scripted.TestCatalogue;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators see of requests, and what they do not. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class ObservationTest extends RunningRouter {

  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String CALLERS_SPAN = "00f067aa0ba902b7";
  private static final String TRACEPARENT = "00-" + TRACE + "-" + CALLERS_SPAN + "-01";
  private static final String SECRET = "my-ailment-is-a-secret";
  private static final String BODY =
      "{\"model\":\"org/solo-chat\",\"user\":\""
          + SECRET
          + "\",\"messages\":[{\"role\":\"user\",\"content\":\""
          + SECRET
          + "\"}]}";

  private static final Path OBSERVABILITY = Path.of("../deploy/observability");

  private static final Pattern NAME = Pattern.compile("\\b(?:bailiwick|gen_ai)_[a-z_]+");
  private static final Set<String> LABELS = Set.of("gen_ai_request_model", "gen_ai_token_type");

  private final Lines lines = new Lines();
  private ScriptedCollector collector;

  /** The lines of the access log. */
  private static final class Lines extends Handler {

    private final List<String> all = new CopyOnWriteArrayList<>();

    @Override
    public void publish(LogRecord record) {
      all.add(record.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @BeforeEach
  void observe() throws IOException {
    collector = ScriptedCollector.start(Integer.parseInt(setting("test.collector-port")));
    Logger.getLogger("bailiwick.access").addHandler(lines);
    paris.script((request, wire) -> wire.json(200, ANSWER));
  }

  @AfterEach
  void stopObserving() {
    Logger.getLogger("bailiwick.access").removeHandler(lines);
    collector.close();
  }

  @Test
  void theCallersTraceGoesOnUpstreamAndInTheAudit() throws Exception {
    HttpResponse<String> answer =
        chat(TestCatalogue.TRIAGE_KEY, BODY, "traceparent", TRACEPARENT, "tracestate", "a=b");

    String upstream = paris.received().getFirst().headers().get("traceparent");
    assertThat(upstream).matches("00-" + TRACE + "-[0-9a-f]{16}-01");
    assertThat(upstream).isNotEqualTo(TRACEPARENT);
    assertThat(paris.received().getFirst().headers()).containsEntry("tracestate", "a=b");
    assertThat(traceparents(decision(answer), 2)).containsExactly(upstream, upstream);
  }

  @Test
  void aRefusalIsPartOfTheTraceToo() throws Exception {
    HttpResponse<String> answer =
        chat(TestCatalogue.TRIAGE_KEY, "{\"model\":\"meridian-chat\"}", "traceparent", TRACEPARENT);

    assertThat(traceparents(decision(answer), 1).getFirst())
        .matches("00-" + TRACE + "-[0-9a-f]{16}-01")
        .isNotEqualTo(TRACEPARENT);
  }

  @Test
  void spansNameWhatIsCataloguedAndNothingThatACallerWrote() throws Exception {
    HttpResponse<String> answer =
        post(
            "/v1/chat/completions?secret=" + SECRET,
            TestCatalogue.TRIAGE_KEY,
            BODY,
            "traceparent",
            TRACEPARENT,
            "User-Agent",
            SECRET);

    await().until(() -> collector.bytes().contains(decision(answer)));
    await().until(() -> collector.bytes().contains("bailiwick.endpoint"));
    String trace = new String(HexFormat.of().parseHex(TRACE), StandardCharsets.ISO_8859_1);
    assertThat(collector.bytes())
        .contains(trace, "chat org/solo-chat", "gen_ai.operation.name", "solo-paris", "FR")
        .contains("gen_ai.usage.output_tokens", "bailiwick.jurisdiction.countries", "clinique")
        .doesNotContain(SECRET);
  }

  @Test
  void eachRequestIsOneLineWithoutContent() throws Exception {
    HttpResponse<String> answer =
        post("/v1/chat/completions?secret=" + SECRET, TestCatalogue.TRIAGE_KEY, BODY);

    JsonNode line = line(decision(answer));
    assertThat(line.path("status").asInt()).isEqualTo(200);
    assertThat(line.path("method").asText()).isEqualTo("POST");
    assertThat(line.path("surface").asText()).isEqualTo("/v1/chat/completions");
    assertThat(line.path("tenant").asText()).isEqualTo("clinique");
    assertThat(line.path("application").asText()).isEqualTo("triage");
    assertThat(line.path("key").asText()).isEqualTo("triage-key");
    assertThat(line.path("model").asText()).isEqualTo("org/solo-chat");
    assertThat(line.path("endpoint").asText()).isEqualTo("solo-paris");
    assertThat(line.path("countries").toString()).isEqualTo("[\"FR\"]");
    assertThat(line.path("outcome").asText()).isEqualTo("completed");
    assertThat(line.path("inputTokens").asInt()).isEqualTo(3);
    assertThat(line.path("outputTokens").asInt()).isEqualTo(4);
    assertThat(line.path("requestBytes").asInt()).isEqualTo(BODY.length());
    assertThat(line.path("responseBytes").asInt()).isEqualTo(ANSWER.length());
    assertThat(line.path("durationMillis").isNumber()).isTrue();
    assertThat(lines.all.toString()).doesNotContain(SECRET);
  }

  @Test
  void aRefusedRequestIsOneLineWithItsCode() throws Exception {
    HttpResponse<String> unlawful = chat(TestCatalogue.TRIAGE_KEY, "{\"model\":\"meridian-chat\"}");
    paris.script((request, wire) -> wire.json(500, SECRET));
    HttpResponse<String> failed = chat(TestCatalogue.TRIAGE_KEY, BODY);

    assertThat(line(decision(unlawful)).path("code").asText()).isEqualTo("no_lawful_endpoint");
    assertThat(line(decision(unlawful)).path("status").asInt()).isEqualTo(403);
    assertThat(line(decision(failed)).path("status").asInt()).isEqualTo(failed.statusCode());
    assertThat(line(decision(failed)).path("outcome").asText()).isEqualTo("upstream_error");
    assertThat(lines.all.toString()).doesNotContain(SECRET);
  }

  @Test
  void whoAskedForTheModelsIsInItsLine() throws Exception {
    get("/v1/models", TestCatalogue.TRIAGE_KEY);
    get("/v1/models/org/solo-chat", TestCatalogue.TRIAGE_KEY);

    await().until(() -> lines.all.size() >= 2);
    assertThat(lines.all)
        .hasSize(2)
        .allSatisfy(
            line ->
                assertThat(line)
                    .contains("\"surface\":\"/v1/models\"", "\"tenant\":\"clinique\"")
                    .contains("\"key\":\"triage-key\"", "\"outcome\":\"completed\""));
  }

  @Test
  void nobodyOutsideWritesIntoTheLog() throws Exception {
    chat("bw-" + SECRET, BODY, "User-Agent", SECRET);
    chat(TestCatalogue.TRIAGE_KEY, "{\"model\":\"" + SECRET + "\\n{}\"}");
    get("/v1/" + SECRET + "%0a?" + SECRET, TestCatalogue.TRIAGE_KEY);
    get("/v1/models/" + SECRET, TestCatalogue.TRIAGE_KEY);
    get("/v1/models?" + SECRET, TestCatalogue.TRIAGE_KEY);
    CLIENT.send(
        request("/v1/models", "x").method(SECRET, BodyPublishers.noBody()).build(),
        HttpResponse.BodyHandlers.ofString());

    await().until(() -> lines.all.size() >= 6);
    assertThat(lines.all).hasSize(6).noneMatch(line -> line.contains(SECRET));
    assertThat(lines.all).noneMatch(line -> line.contains("\n"));
    assertThat(lines.all.getFirst()).contains("\"code\":\"invalid_api_key\"");
    assertThat(lines.all.getLast()).contains("\"method\":\"OTHER\"");
  }

  @Test
  void metricsHaveTheNamesOfTheConventions() throws Exception {
    chat(TestCatalogue.TRIAGE_KEY, BODY);
    chat(TestCatalogue.TRIAGE_KEY, "{\"model\":\"meridian-chat\"}");
    chat(TestCatalogue.TRIAGE_KEY, "{\"model\":\"" + SECRET + "\"}");

    String metrics = get("/q/metrics", "none").body();

    assertThat(metrics)
        .contains(
            "gen_ai_server_request_duration_seconds_bucket{",
            "gen_ai_server_time_to_first_token_seconds_bucket{",
            "gen_ai_server_time_per_output_token_seconds_bucket{",
            "gen_ai_client_token_usage_bucket{",
            "gen_ai_request_model=\"org/solo-chat\"",
            "gen_ai_operation_name=\"chat\"",
            "gen_ai_token_type=\"output\"",
            "bailiwick_jurisdiction_attempts_total{country=\"FR\"}",
            "bailiwick_jurisdiction_refusals_total{reason=\"NO_LAWFUL_ENDPOINT\"}",
            "bailiwick_jurisdiction_exclusions_total{reason=\"DISCLOSURE_EXPOSURE\"}")
        .doesNotContain(SECRET);
  }

  @ParameterizedTest
  @ValueSource(strings = {"alerts.yaml", "dashboard.json"})
  void whatOperatorsAreGivenAsksForMetricsThatThereAre(String file) throws Exception {
    chat(TestCatalogue.TRIAGE_KEY, BODY);
    chat(TestCatalogue.TRIAGE_KEY, "{\"model\":\"meridian-chat\"}");
    JsonNode asked = new YAMLMapper().readTree(OBSERVABILITY.resolve(file).toFile());

    List<String> names =
        asked.findValuesAsText("expr").stream()
            .flatMap(expression -> NAME.matcher(expression).results())
            .map(MatchResult::group)
            .filter(name -> !LABELS.contains(name))
            .distinct()
            .toList();

    assertThat(names).hasSizeGreaterThan(5);
    assertThat(get("/q/metrics", "none").body().lines().map(line -> line.split("[{ ]", 2)[0]))
        .containsAll(names);
  }

  @Test
  void healthKnowsTheCataloguesAgeAndTheBroker() throws Exception {
    JsonNode checks = json(get("/q/health/ready", "none")).path("checks");

    JsonNode catalogueData = data(checks, "catalogue");
    assertThat(catalogueData.path("revision").asLong()).isEqualTo(servedRevision());
    assertThat(catalogueData.path("ageSeconds").asLong()).isBetween(0L, 60L);
    assertThat(catalogueData.path("validUntil").asText()).isNotBlank();
    assertThat(catalogueData.path("source").asText()).isEqualTo("registry");
    await().until(() -> registry.watchers() == 1);
    await()
        .untilAsserted(
            () -> {
              registry.tell(
                  "bookmark", servedRevision(), "{}"); // as a registry does again and again
              assertThat(
                      data(json(get("/q/health/ready", "none")).path("checks"), "catalogue")
                          .path("registry")
                          .asText())
                  .isEqualTo("watched");
            });
    assertThat(data(checks, "usage").path("connected").asBoolean()).isTrue();
  }

  private static JsonNode data(JsonNode checks, String name) {
    for (JsonNode check : checks) {
      if (check.path("name").asText().equals(name)) {
        return check.path("data");
      }
    }
    throw new AssertionError("no check " + name + " in " + checks);
  }

  private JsonNode line(String request) throws IOException {
    await().until(() -> lines.all.stream().anyMatch(line -> line.contains(request)));
    List<String> own = lines.all.stream().filter(line -> line.contains(request)).toList();
    assertThat(own).hasSize(1);
    return MAPPER.readTree(own.getFirst());
  }
}
