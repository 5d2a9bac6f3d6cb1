package eu.bailiwick.registry.cell;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a router says of itself. Instants are those of its own clock.
 *
 * @param revision of the snapshot by which it decides
 * @param digest of that snapshot, {@code sha256:…}
 * @param servingSince from when on no request was admitted by an older one
 * @param startedAt when its process started
 * @param masked revocations that it has taken in beyond the snapshot, or had before it
 */
@Schema(name = "RouterReport")
record RouterReport(
    long revision, String digest, Instant servingSince, Instant startedAt, List<Masked> masked) {

  /**
   * One revocation in force.
   *
   * @param revocation its id, such as {@code endpoint.chat-paris}
   * @param since from when on no request was admitted to what it revokes
   */
  @Schema(name = "MaskedRevocation")
  record Masked(String revocation, Instant since) {

    /**
     * @throws NullPointerException if something is missing
     */
    Masked {
      Objects.requireNonNull(revocation, "revocation");
      Objects.requireNonNull(since, "since");
    }
  }

  /**
   * @throws NullPointerException if something is missing
   */
  RouterReport {
    Objects.requireNonNull(digest, "digest");
    Objects.requireNonNull(servingSince, "servingSince");
    Objects.requireNonNull(startedAt, "startedAt");
    masked = List.copyOf(Objects.requireNonNull(masked, "masked"));
  }
}
