package eu.bailiwick.registry.imports;

import com.fasterxml.jackson.databind.JsonNode;
import eu.bailiwick.registry.http.RefusedException;
import eu.bailiwick.registry.json.Violations;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A NIM's {@code model_manifest.yaml}. Version 1 is a map from profile ids; version 2 says so in
 * {@code schema_version} and has a list. Numbers and truths stand in quotes or not.
 */
final class NimManifest {

  private static final String FORMAT = "NIM model manifest";
  private static final String SCHEMA_VERSION = "schema_version";

  private NimManifest() {}

  /**
   * Reads a manifest of either version.
   *
   * @throws RefusedException with 422 if it is none
   */
  static Described read(JsonNode root) {
    Violations violations = new Violations();
    Members document = Documents.object(root, violations);
    Map<String, Profile> profiles = new LinkedHashMap<>();
    if (root.has(SCHEMA_VERSION)) {
      second(document, profiles);
    } else {
      first(document, profiles);
    }
    Documents.check(FORMAT, violations);
    return new Described(FORMAT, List.copyOf(profiles.values()), null);
  }

  private static void first(Members document, Map<String, Profile> profiles) {
    document
        .node()
        .fieldNames()
        .forEachRemaining(
            id -> {
              if (id.isBlank() || !Members.printable(id)) {
                document.violations().report("", "a member's name cannot be the id of a profile");
              }
              profiles.put(id, profile(id, document.object(id)));
            });
  }

  private static void second(Members document, Map<String, Profile> profiles) {
    String version = document.needed(SCHEMA_VERSION);
    if (version == null) {
      return;
    }
    if (!version.startsWith("2.")) {
      document
          .violations()
          .report(SCHEMA_VERSION, "\"" + version + "\" is not known; 2.0.0 is, or none at all");
      return;
    }
    List<Members> listed = document.objects("profiles");
    for (Members profile : listed == null ? List.<Members>of() : listed) {
      Documents.add(profiles, profile, "id", id -> profile(id, profile));
    }
  }

  private static Profile profile(String id, Members profile) {
    Members tags = profile.object("tags");
    return new Profile(
        id,
        null,
        profile.text("model"),
        profile.text("container_url"),
        null,
        new Profile.Engine(
            backend(tags), tags.text("precision"), tags.text("profile"), tags.flag("feat_lora")),
        new Profile.Hardware(
            tags.count("tp"), tags.count("pp"), null, tags.texts("gpu"), tags.texts("gpu_device")));
  }

  /** Language models name an engine; others a type of model, or in older manifests a backend. */
  private static @Nullable String backend(Members tags) {
    String engine = tags.text("llm_engine");
    String type = engine == null ? tags.text("model_type") : engine;
    return type == null ? tags.text("backend") : type;
  }
}
