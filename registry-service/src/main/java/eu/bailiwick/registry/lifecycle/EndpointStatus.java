package eu.bailiwick.registry.lifecycle;

import eu.bailiwick.sovereignty.evidence.Checks;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a site's agent sees of an endpoint. It is no part of the catalogue: it makes no revision and
 * no decision depends on it.
 *
 * @param phase how it does
 * @param model the name under which the server says that it serves; null if not seen
 * @param imageDigest digest of the image index that runs, {@code sha256:…}; null if not seen
 * @param weightsDigest digest of the weights that are loaded, {@code sha256:…}; null if not seen
 * @param profile the serving profile that is active; null if not seen
 * @param message in words, for people; null if there is nothing to say
 * @param observedAt when it was seen
 */
record EndpointStatus(
    Phase phase,
    @Nullable String model,
    @Nullable String imageDigest,
    @Nullable String weightsDigest,
    @Nullable String profile,
    @Nullable String message,
    Instant observedAt) {

  /** How an endpoint does. */
  enum Phase {
    STARTING,
    READY,
    DEGRADED,
    DOWN
  }

  /**
   * @throws IllegalArgumentException if a digest is malformed
   */
  EndpointStatus {
    Objects.requireNonNull(phase, "phase");
    Objects.requireNonNull(observedAt, "observedAt");
    if (imageDigest != null) {
      Checks.sha256(imageDigest, "imageDigest");
    }
    if (weightsDigest != null) {
      Checks.sha256(weightsDigest, "weightsDigest");
    }
  }
}
