package eu.bailiwick.registry.imports;

import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A way of serving a model, as far as a document describes it. Null is unknown throughout, never
 * "no".
 *
 * @param id opaque; compare it for equality only
 * @param version id of the version in the document for the catalogue; null if it was left out
 * @param model the model's name as the source has it
 * @param image reference of the container image, by tag
 * @param workspaceHash the source's own hash of engine and weights. It is not the digest of the
 *     weights: what it covers and by which algorithm is not documented
 */
record Profile(
    String id,
    @Nullable String version,
    @Nullable String model,
    @Nullable String image,
    @Nullable String workspaceHash,
    Engine engine,
    Hardware hardware) {

  /**
   * What computes.
   *
   * @param backend such as {@code vllm}; an open set of words
   * @param precision such as {@code bf16}
   * @param goal what it is tuned for, such as {@code throughput}
   * @param lora whether adapters can be loaded
   */
  @Schema(name = "ProfileEngine")
  record Engine(
      @Nullable String backend,
      @Nullable String precision,
      @Nullable String goal,
      @Nullable Boolean lora) {}

  /**
   * What it needs. The number of GPUs is {@code tensorParallel} times {@code pipelineParallel}.
   *
   * @param minVramGbPerGpu gigabytes for each GPU, not in total
   * @param gpus names of the GPUs that it is made for
   * @param gpuDevices their PCI identifiers, device:vendor, such as {@code 2330:10de}
   */
  @Schema(name = "ProfileHardware")
  record Hardware(
      @Nullable Integer tensorParallel,
      @Nullable Integer pipelineParallel,
      @Nullable BigDecimal minVramGbPerGpu,
      @Nullable List<String> gpus,
      @Nullable List<String> gpuDevices) {}

  /** Of which nothing but the name is known. */
  static Profile named(String id, @Nullable String precision) {
    return new Profile(
        id,
        null,
        null,
        null,
        null,
        new Engine(null, precision, null, null),
        new Hardware(null, null, null, null, null));
  }

  Profile inVersion(String versionId) {
    return new Profile(id, versionId, model, image, workspaceHash, engine, hardware);
  }
}
