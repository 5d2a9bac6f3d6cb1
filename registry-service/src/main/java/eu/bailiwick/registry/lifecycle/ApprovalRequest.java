package eu.bailiwick.registry.lifecycle;

import eu.bailiwick.registry.catalogue.Reason;
import eu.bailiwick.sovereignty.evidence.Checks;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Leave asked for.
 *
 * @param version id of the version
 * @param jurisdiction country or group in which requests would be processed
 * @param dataClass the most sensitive class that it would cover
 * @param validFrom first instant at which it would hold; null for at once
 * @param validUntil first instant at which it would no longer
 * @param reason in the actor's words
 */
record ApprovalRequest(
    String version,
    String jurisdiction,
    String dataClass,
    @Nullable Instant validFrom,
    Instant validUntil,
    String reason) {

  /**
   * @throws IllegalArgumentException if an id is malformed, or the jurisdiction or reason blank
   */
  ApprovalRequest {
    Checks.id(version, "version");
    Checks.notBlank(jurisdiction, "jurisdiction");
    Checks.id(dataClass, "dataClass");
    if (validUntil == null) {
      throw new IllegalArgumentException("validUntil is missing: every approval expires");
    }
    Reason.check(reason);
  }
}
