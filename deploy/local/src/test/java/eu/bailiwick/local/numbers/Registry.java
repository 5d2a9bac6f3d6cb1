package eu.bailiwick.local.numbers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** The registry as one operator and one approver see it. Safe on any thread. */
final class Registry implements AutoCloseable {

  static final JsonMapper JSON = new JsonMapper();

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final URI url;
  private final HttpClient http;
  private final String operator;
  private final String approver;

  /**
   * @param operator bearer token of one who changes things
   * @param approver bearer token of another person, who approves
   */
  Registry(URI url, String operator, String approver) {
    this.url = url;
    this.operator = operator;
    this.approver = approver;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
  }

  /**
   * An answer.
   *
   * @param etag empty if there is none
   */
  record Answer(int status, String etag, String body) {

    JsonNode json() throws IOException {
      return JSON.readTree(body);
    }

    /**
     * @throws IOException if the status is another one
     */
    Answer expect(int wanted) throws IOException {
      if (status != wanted) {
        throw new IOException(status + " instead of " + wanted + ": " + body);
      }
      return this;
    }
  }

  HttpClient http() {
    return http;
  }

  URI at(String path) {
    return url.resolve(path);
  }

  String operator() {
    return operator;
  }

  Answer get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(at(path)), operator);
  }

  /** A GET of some other service. */
  Answer getFrom(URI address) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(address), operator);
  }

  /** A GET with If-None-Match. */
  Answer getUnless(String path, String etag) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(at(path)).header("If-None-Match", etag), operator);
  }

  /** A PUT of JSON with If-Match. */
  Answer put(String path, String etag, byte[] json) throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(at(path))
            .header("If-Match", etag)
            .header("Content-Type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofByteArray(json)),
        operator);
  }

  /** Applies a document in JSON. */
  Answer apply(byte[] document) throws IOException, InterruptedException {
    return post("/v1/catalogue:apply", operator, document);
  }

  /** Takes a step as operator, such as {@code /v1/endpoints/e:revoke}. */
  Answer step(String path) throws IOException, InterruptedException {
    return post(path, operator, JSON.writeValueAsBytes(Map.of("reason", "a measurement")));
  }

  /** Approves a draft, and for every class of data in the EEA, as two people would. */
  void approve(String version) throws IOException, InterruptedException {
    byte[] why = JSON.writeValueAsBytes(Map.of("reason", "a measurement"));
    Instant end = Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(Duration.ofDays(365));
    post("/v1/versions/" + version + ":submit", operator, why).expect(200);
    post("/v1/versions/" + version + ":approve", approver, why).expect(200);
    Map<String, String> asked =
        Map.of(
            "version",
            version,
            "jurisdiction",
            "EEA",
            "dataClass",
            "health",
            "validUntil",
            end.toString(),
            "reason",
            "a measurement");
    String id =
        post("/v1/approvals", operator, JSON.writeValueAsBytes(asked))
            .expect(201)
            .json()
            .path("id")
            .asText();
    post("/v1/approvals/" + id + ":grant", approver, why).expect(200);
  }

  private Answer post(String path, String token, byte[] json)
      throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(at(path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(json)),
        token);
  }

  private Answer send(HttpRequest.Builder request, String token)
      throws IOException, InterruptedException {
    HttpResponse<String> response =
        http.send(
            request.timeout(PATIENCE).header("Authorization", "Bearer " + token).build(),
            HttpResponse.BodyHandlers.ofString());
    return new Answer(
        response.statusCode(), response.headers().firstValue("ETag").orElse(""), response.body());
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
