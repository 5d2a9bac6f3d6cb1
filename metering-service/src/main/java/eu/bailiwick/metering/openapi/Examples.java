package eu.bailiwick.metering.openapi;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.MediaType;

/** One answer to each question, as it may come. */
final class Examples {

  private static final String EPOCH = "3f8e7f2a-5c1d-4b7e-9a51-0c6d2b1f4e90";

  private static final Map<String, Object> TOTALS =
      object(
          "requests",
          12,
          "attempts",
          13,
          "denied",
          0,
          "completed",
          12,
          "open",
          0,
          "promptTokens",
          144,
          "completionTokens",
          480,
          "totalTokens",
          624,
          "requestsWithMissingUsage",
          1,
          "requestBytes",
          1716,
          "responseBytes",
          24576);

  private static final Map<String, Object> EVENT =
      object(
          "type", "denied",
          "cell", "eea",
          "router", "router-fr-1",
          "site", "paris-1",
          "tenant", "clinique",
          "epoch", EPOCH,
          "sequence", 1,
          "time", "2026-11-23T10:00:00.124Z",
          "digest", "sha256:" + "5f".repeat(32),
          "stored", "2026-11-23T10:00:00.180Z",
          "request", "01932f6a-7c00-7a3b-8d2e-1f0a9b8c7d6e",
          "outcome", "denied",
          "dataClass", "health",
          "reason", "NO_LAWFUL_ENDPOINT",
          "status", 403,
          "code", "no_lawful_endpoint",
          "application", "triage",
          "key", "triage-key",
          "model", "meridian-chat",
          "operation", "CHAT",
          "within", List.of(),
          "stream", true,
          "bodyBytes", 143,
          "decidedAt", "2026-11-23T10:00:00.123Z",
          "snapshot", "sha256:" + "ab".repeat(32),
          "revision", 17,
          "semantics", 1,
          "law", "2026-11-23",
          "candidates",
              List.of(
                  object(
                      "endpoint", "meridian-dublin", "reasons", List.of("DISCLOSURE_EXPOSURE"))));

  private static final Map<String, Object> GAP =
      object(
          "epoch",
          EPOCH,
          "tenant",
          "clinique",
          "router",
          "router-fr-1",
          "from",
          4,
          "to",
          6,
          "since",
          "2026-11-23T10:00:05Z",
          "state",
          "open",
          "givenUp",
          false);

  private static final Map<String, Map<String, Object>> ITEMS =
      Map.of(
          "/v1/events",
          EVENT,
          "/v1/usage",
          with(TOTALS, "tenant", "clinique", "country", "FR"),
          "/v1/flows",
          with(TOTALS, "tenant", "clinique", "dataClass", "health", "country", "FR"),
          "/v1/gaps",
          GAP);

  private Examples() {}

  static void addTo(String path, Operation operation) {
    for (MediaType answer :
        operation.getResponses().getAPIResponse("200").getContent().getMediaTypes().values()) {
      answer.setExample(Map.of("items", List.of(ITEMS.get(path))));
    }
  }

  private static Map<String, Object> with(Map<String, Object> rest, Object... first) {
    Map<String, Object> all = object(first);
    all.putAll(rest);
    return all;
  }

  private static Map<String, Object> object(Object... namesAndValues) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      object.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return object;
  }
}
