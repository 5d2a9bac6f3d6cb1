package eu.bailiwick.local;

import static io.restassured.RestAssured.given;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import eu.bailiwick.local.platform.Platform;
import eu.bailiwick.local.platform.Role;
import eu.bailiwick.local.platform.SampleKey;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** The people who use a platform, each with the tool they have. */
record Callers(Platform platform) {

  /** An application with OpenAI's own SDK, which does not try again. */
  OpenAIClient sdk(SampleKey key) {
    return sdk(platform.key(key));
  }

  OpenAIClient sdk(String apiKey) {
    return OpenAIOkHttpClient.builder()
        .baseUrl(platform.router() + "/v1")
        .apiKey(apiKey)
        .maxRetries(0)
        .build();
  }

  static ChatCompletionCreateParams chat(String model, String message) {
    return ChatCompletionCreateParams.builder().model(model).addUserMessage(message).build();
  }

  /** An application with plain HTTP. */
  RequestSpecification http(SampleKey key) {
    return given()
        .baseUri(platform.router().toString())
        .contentType("application/json")
        .header("Authorization", "Bearer " + platform.key(key));
  }

  static Map<String, Object> chatBody(String model, String message) {
    return Map.of("model", model, "messages", List.of(Map.of("role", "user", "content", message)));
  }

  static Map<String, Object> streamBody(String model, String message) {
    Map<String, Object> body = new HashMap<>(chatBody(model, message));
    body.put("stream", true);
    return body;
  }

  /** Somebody who asks what happened, and says what for. */
  RequestSpecification officer() throws IOException {
    return given()
        .baseUri(platform.metering().toString())
        .header("Bailiwick-Purpose", "a test")
        .header("Authorization", "Bearer " + platform.token(Role.OFFICER));
  }

  RequestSpecification operator() throws IOException {
    return registry(Role.OPERATOR);
  }

  /** Somebody who speaks to the registry. */
  RequestSpecification registry(Role role) throws IOException {
    return given()
        .baseUri(platform.registry().toString())
        .header("Authorization", "Bearer " + platform.token(role));
  }

  /**
   * An operator adds to the catalogue; returns once the router serves it.
   *
   * @param catalogue YAML
   * @return the revision of the change
   */
  long apply(String catalogue) throws Exception {
    long revision =
        operator()
            .urlEncodingEnabled(false)
            .contentType("application/yaml")
            .body(catalogue.getBytes(StandardCharsets.UTF_8))
            .post("/v1/catalogue:apply")
            .then()
            .statusCode(200)
            .extract()
            .jsonPath()
            .getLong("revision");
    platform.awaitRevision(revision);
    return revision;
  }

  /** What a catalogue holds of an API key. */
  static String hash(String key) throws NoSuchAlgorithmException {
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
    return "sha256:" + HexFormat.of().formatHex(digest);
  }

  /** The events of one request as the officer sees them now, newest first. */
  List<Map<String, Object>> events(String request) throws IOException {
    return officer()
        .queryParam("request", request)
        .get("/v1/events")
        .then()
        .statusCode(200)
        .extract()
        .path("items");
  }
}
