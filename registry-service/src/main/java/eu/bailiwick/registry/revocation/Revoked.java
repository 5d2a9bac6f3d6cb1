package eu.bailiwick.registry.revocation;

import eu.bailiwick.sovereignty.catalogue.Revocation;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * That something was revoked, by whom and why.
 *
 * @param id of the revocation, such as {@code endpoint.chat-paris}
 * @param revision of the catalogue that it made
 * @param actor who, as authenticated
 * @param reason in the actor's words
 */
@Schema(name = "Revoked")
record Revoked(
    String id,
    Revocation.Kind kind,
    String subject,
    Instant at,
    long revision,
    String actor,
    String reason) {

  static Revoked of(Revocation revocation, DeltaRow row) {
    return new Revoked(
        row.id,
        revocation.kind(),
        revocation.subject(),
        revocation.at(),
        row.revision,
        row.actor,
        row.reason);
  }
}
