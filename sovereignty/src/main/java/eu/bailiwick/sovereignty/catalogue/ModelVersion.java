package eu.bailiwick.sovereignty.catalogue;

import eu.bailiwick.sovereignty.evidence.Checks;
import org.jspecify.annotations.Nullable;

/**
 * One immutable version of a model, identified by digests and profile, never by a tag.
 *
 * @param id identifier in the catalogue
 * @param model id of the model
 * @param imageDigest digest of the image index, {@code sha256:…}
 * @param weightsDigest digest of the weights, {@code sha256:…}
 * @param profile opaque name of the serving profile
 * @param tag the image's tag, for people; null if none
 */
public record ModelVersion(
    String id,
    String model,
    String imageDigest,
    String weightsDigest,
    String profile,
    @Nullable String tag) {

  /**
   * @throws IllegalArgumentException if an id or a digest is malformed, or the profile blank
   */
  public ModelVersion {
    Checks.id(id);
    Checks.modelId(model, "model");
    Checks.sha256(imageDigest, "imageDigest");
    Checks.sha256(weightsDigest, "weightsDigest");
    Checks.notBlank(profile, "profile");
  }
}
