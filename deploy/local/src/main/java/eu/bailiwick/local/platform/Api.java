package eu.bailiwick.local.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/** The few calls of the services' public APIs that a start needs. */
final class Api {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient http;

  Api(HttpClient http) {
    this.http = http;
  }

  /** Whether {@code url} answers 200 now. */
  boolean answers(URI url) throws InterruptedException {
    try {
      HttpRequest request = HttpRequest.newBuilder(url).timeout(PATIENCE).build();
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Applies a catalogue document.
   *
   * @return the revision that contains it
   * @throws StartException if the registry refuses it
   */
  long apply(URI registry, String token, String document)
      throws IOException, InterruptedException, StartException {
    HttpRequest request =
        HttpRequest.newBuilder(registry.resolve("/v1/catalogue:apply"))
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/yaml")
            .header("Bailiwick-Reason", "sample catalogue of the local platform")
            .POST(HttpRequest.BodyPublishers.ofString(document))
            .build();
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() / 100 != 2) {
      throw new StartException(
          "The registry refused the sample catalogue with status "
              + answer.statusCode()
              + ": "
              + answer.body());
    }
    return JSON.readTree(answer.body()).path("revision").asLong();
  }

  /**
   * Asks for something.
   *
   * @throws StartException if the answer is not of status 2xx
   */
  JsonNode get(URI url, String token) throws IOException, InterruptedException, StartException {
    return send(HttpRequest.newBuilder(url).GET(), token);
  }

  /**
   * Posts a JSON body.
   *
   * @throws StartException if the answer is not of status 2xx
   */
  JsonNode post(URI url, String token, Map<String, String> body)
      throws IOException, InterruptedException, StartException {
    return send(
        HttpRequest.newBuilder(url)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))),
        token);
  }

  private JsonNode send(HttpRequest.Builder unsent, String token)
      throws IOException, InterruptedException, StartException {
    HttpRequest request =
        unsent.timeout(PATIENCE).header("Authorization", "Bearer " + token).build();
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() / 100 != 2) {
      throw new StartException(
          request.uri() + " answered " + answer.statusCode() + ": " + answer.body());
    }
    return JSON.readTree(answer.body());
  }

  /** The catalogue's revision that the router serves now; -1 if it serves none. */
  long servedRevision(URI router) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(router.resolve("/bailiwick/v1/status")).timeout(PATIENCE).build();
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    JsonNode revision = JSON.readTree(answer.body()).path("revision");
    return answer.statusCode() == 200 ? revision.asLong(-1) : -1;
  }
}
