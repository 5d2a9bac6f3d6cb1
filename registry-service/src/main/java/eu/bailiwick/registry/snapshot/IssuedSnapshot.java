package eu.bailiwick.registry.snapshot;

import java.time.Duration;
import java.time.Instant;

/**
 * A snapshot that was issued, without its content.
 *
 * @param digest SHA-256 of the payload's bytes, {@code sha256:…}
 * @param keyId the key that signed it
 */
public record IssuedSnapshot(
    String digest, long revision, Instant issuedAt, Instant validUntil, String keyId) {

  /** Its strong ETag, quotes included. */
  String etag() {
    return "\"" + digest + "\"";
  }

  /** Whether it may still be handed out at {@code now} while the catalogue is at a revision. */
  boolean serves(long currentRevision, Instant now) {
    Instant half = issuedAt.plus(Duration.between(issuedAt, validUntil).dividedBy(2));
    return revision == currentRevision && now.isBefore(half);
  }
}
