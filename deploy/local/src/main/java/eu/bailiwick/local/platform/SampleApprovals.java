package eu.bailiwick.local.platform;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * Takes the versions of the sample from draft to approved, as two people would: one submits and
 * asks, the other approves and grants. What is no draft any more is left alone.
 */
final class SampleApprovals {

  private static final String REASON = "sample of the local platform";
  private static final Duration VALIDITY = Duration.ofDays(365);

  private final Api api;
  private final URI registry;
  private final String operator;
  private final String approver;
  private final Instant now;

  /**
   * @param operator token of the one who asks
   * @param approver token of the one who decides
   */
  SampleApprovals(Api api, URI registry, String operator, String approver, Instant now) {
    this.api = api;
    this.registry = registry;
    this.operator = operator;
    this.approver = approver;
    this.now = now.truncatedTo(ChronoUnit.SECONDS);
  }

  /**
   * Approves every draft.
   *
   * @return the revision that contains it
   * @throws StartException if the registry refuses a step
   */
  long complete() throws IOException, InterruptedException, StartException {
    for (JsonNode version : api.get(at("/v1/versions?limit=1000"), operator).path("items")) {
      String id = version.path("id").asText();
      JsonNode lifecycle = api.get(at("/v1/versions/" + id + "/lifecycle"), operator);
      if (lifecycle.path("state").asText().equals("DRAFT")) {
        approve(id);
      }
    }
    return api.get(at("/v1/versions?limit=1"), operator).path("revision").asLong();
  }

  private void approve(String version) throws IOException, InterruptedException, StartException {
    Map<String, String> why = Map.of("reason", REASON);
    api.post(at("/v1/versions/" + version + ":submit"), operator, why);
    api.post(at("/v1/versions/" + version + ":approve"), approver, why);
    Map<String, String> asked =
        Map.of(
            "version",
            version,
            "jurisdiction",
            "EEA",
            "dataClass",
            "health",
            "validUntil",
            now.plus(VALIDITY).toString(),
            "reason",
            REASON);
    String approval = api.post(at("/v1/approvals"), operator, asked).path("id").asText();
    api.post(at("/v1/approvals/" + approval + ":grant"), approver, why);
  }

  private URI at(String path) {
    return registry.resolve(path);
  }
}
