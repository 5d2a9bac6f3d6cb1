package eu.bailiwick.registry.imports;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a ModelPack config says of a model, in its own words; null is unknown.
 *
 * @param title for people
 * @param licences SPDX expressions
 * @param paramSize number of parameters, such as {@code 8b}
 * @param knowledgeCutoff RFC 3339
 */
record ModelFacts(
    @Nullable String title,
    @Nullable String vendor,
    @Nullable String family,
    @Nullable String version,
    @Nullable String revision,
    @Nullable List<String> licences,
    @Nullable String architecture,
    @Nullable String format,
    @Nullable String paramSize,
    @Nullable String precision,
    @Nullable String quantization,
    @Nullable Capabilities capabilities) {

  /** What the model can do. */
  @Schema(name = "ModelCapabilities")
  record Capabilities(
      @Nullable List<String> inputTypes,
      @Nullable List<String> outputTypes,
      @Nullable List<String> languages,
      @Nullable String knowledgeCutoff,
      @Nullable Boolean reasoning,
      @Nullable Boolean toolUsage) {}
}
