package eu.bailiwick.registry.imports;

import com.fasterxml.jackson.databind.JsonNode;
import eu.bailiwick.registry.http.RefusedException;
import eu.bailiwick.registry.json.Violations;
import java.util.Collection;
import java.util.List;

/**
 * A ModelPack config, {@code application/vnd.cncf.model.config.v1+json}. It describes a model and
 * its weights, and neither an image nor a profile that serves them.
 */
final class ModelPackConfig {

  private static final String FORMAT = "ModelPack config";

  private ModelPackConfig() {}

  /**
   * Reads a config.
   *
   * @param profiles ids of the profiles in which the model is served
   * @throws RefusedException with 422 if it is none
   */
  static Described read(JsonNode root, Collection<String> profiles) {
    Violations violations = new Violations();
    Members document = Documents.object(root, violations);
    for (String part : List.of("descriptor", "config", "modelfs")) {
      if (!root.path(part).isObject()) {
        violations.report(part, "an object is needed");
      }
    }
    ModelFacts facts = facts(document.object("descriptor"), document.object("config"));
    Documents.check(FORMAT, violations);
    return new Described(
        FORMAT, profiles.stream().map(id -> Profile.named(id, facts.precision())).toList(), facts);
  }

  private static ModelFacts facts(Members descriptor, Members config) {
    String title = descriptor.text("title");
    return new ModelFacts(
        title == null ? descriptor.text("name") : title,
        descriptor.text("vendor"),
        descriptor.text("family"),
        descriptor.text("version"),
        descriptor.text("revision"),
        descriptor.texts("licenses"),
        config.text("architecture"),
        config.text("format"),
        config.text("paramSize"),
        config.text("precision"),
        config.text("quantization"),
        capabilities(config.object("capabilities")));
  }

  private static ModelFacts.Capabilities capabilities(Members capabilities) {
    return new ModelFacts.Capabilities(
        capabilities.texts("inputTypes"),
        capabilities.texts("outputTypes"),
        capabilities.texts("languages"),
        capabilities.text("knowledgeCutoff"),
        capabilities.flag("reasoning"),
        capabilities.flag("toolUsage"));
  }
}
