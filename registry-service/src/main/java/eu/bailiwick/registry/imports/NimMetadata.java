package eu.bailiwick.registry.imports;

import com.fasterxml.jackson.databind.JsonNode;
import eu.bailiwick.registry.http.ErrorCode;
import eu.bailiwick.registry.http.RefusedException;
import eu.bailiwick.registry.json.Violations;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A document of the NIM Metadata API 1.0. All of its members are optional, and absent means
 * unknown.
 */
final class NimMetadata {

  private static final String FORMAT = "document of the NIM Metadata API";
  private static final String SUCCESS = "SUCCESS";
  private static final int SHOWN = 80;

  private NimMetadata() {}

  /**
   * Reads a document.
   *
   * @throws RefusedException with 422 if it is the source's error, or no metadata
   */
  static Described read(JsonNode root) {
    error(root)
        .ifPresent(
            code -> {
              throw new RefusedException(
                  ErrorCode.UNUSABLE_DOCUMENT,
                  "this is no metadata but an error of the source: " + code);
            });
    Violations violations = new Violations();
    Members document = Documents.object(root, violations);
    List<Members> listed = document.objects("profiles");
    Map<String, Profile> profiles = new LinkedHashMap<>();
    for (Members profile : listed == null ? List.<Members>of() : listed) {
      Documents.add(profiles, profile, "profile_id", id -> profile(id, profile));
    }
    Documents.check(FORMAT, violations);
    return new Described(FORMAT, List.copyOf(profiles.values()), null);
  }

  /** The code in NGC's error envelope; empty if the document is none. */
  static Optional<String> error(JsonNode root) {
    JsonNode status = root.path("requestStatus");
    String code = status.path("statusCode").asText("without a code");
    if (status.isMissingNode() || code.equals(SUCCESS)) {
      return Optional.empty();
    }
    return Optional.of(code.length() > SHOWN ? code.substring(0, SHOWN) + "…" : code);
  }

  private static Profile profile(String id, Members profile) {
    String backend = profile.text("inference_backend");
    return new Profile(
        id,
        null,
        null,
        null,
        profile.text("workspace_hash"),
        new Profile.Engine(
            backend == null ? profile.text("backend") : backend,
            profile.text("precision"),
            null,
            profile.flag("feat_lora")),
        new Profile.Hardware(
            profile.count("tensor_parallel_size"),
            profile.count("pipeline_parallel_size"),
            profile.amount("min_vram_per_device_gb"),
            profile.texts("gpu"),
            profile.texts("gpu_device")));
  }
}
