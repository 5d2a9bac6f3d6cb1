package eu.bailiwick.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import eu.bailiwick.local.platform.Platform;
import eu.bailiwick.local.platform.SampleKey;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;

/**
 * One chat request through the router, to show that it works.
 *
 * @param decision id of the router's decision
 * @param description what came of it, for people
 */
record FirstRequest(String decision, String description) {

  private static final String BODY =
      """
      {"model":"scripted-chat","messages":[{"role":"user","content":"Where are you?"}]}""";

  /** Sends it and waits for the answer. */
  static FirstRequest perform(Platform platform) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(platform.router().resolve("/v1/chat/completions"))
            .timeout(Duration.ofSeconds(60))
            .header("Authorization", "Bearer " + platform.key(SampleKey.TRIAGE))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(BODY))
            .build();
    long begin = System.nanoTime();
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      String description = describe(answer, (System.nanoTime() - begin) / 1_000_000);
      return new FirstRequest(header(answer, "Bailiwick-Decision"), description);
    }
  }

  private static String describe(HttpResponse<String> answer, long millis) throws IOException {
    if (answer.statusCode() != 200) {
      return "A first request was not answered: " + answer.statusCode() + " " + answer.body();
    }
    JsonNode body = new JsonMapper().readTree(answer.body());
    return String.format(
        Locale.ROOT,
        """
        A first request went through the router: health data of a French clinic.
          asked     scripted-chat: "Where are you?"
          answered  by %s in %s after %d ms: "%s"
          decision  %s""",
        header(answer, "Bailiwick-Endpoint"),
        header(answer, "Bailiwick-Countries"),
        millis,
        body.path("choices").path(0).path("message").path("content").asText(),
        header(answer, "Bailiwick-Decision"));
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("(no " + name + ")");
  }
}
