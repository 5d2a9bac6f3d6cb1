package eu.bailiwick.registry.revocation;

import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Why something is revoked.
 *
 * @param reason at most 1000 characters
 */
@Schema(name = "RevokeRequest")
record RevokeRequest(String reason) {

  private static final int MAX_REASON = 1000;

  /**
   * @throws NullPointerException if no reason is given
   * @throws IllegalArgumentException if it says nothing or is too long
   */
  RevokeRequest {
    Objects.requireNonNull(reason, "reason");
    if (reason.isBlank() || reason.length() > MAX_REASON) {
      throw new IllegalArgumentException(
          "reason: words are needed, at most " + MAX_REASON + " characters");
    }
  }
}
