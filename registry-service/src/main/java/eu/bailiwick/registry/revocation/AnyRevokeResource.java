package eu.bailiwick.registry.revocation;

import eu.bailiwick.registry.catalogue.Actor;
import eu.bailiwick.registry.catalogue.Reason;
import eu.bailiwick.sovereignty.catalogue.Revocation;
import jakarta.inject.Singleton;
import java.io.InputStream;
import java.net.URI;
import org.jboss.resteasy.reactive.RestResponse;

/** Revokes whatever it is over HTTP. */
@Singleton
final class AnyRevokeResource {

  private final Revoker revoker;
  private final Actor actor;

  AnyRevokeResource(Revoker revoker, Actor actor) {
    this.revoker = revoker;
    this.actor = actor;
  }

  RestResponse<Revoked> revoke(Revocation.Kind kind, String subject, InputStream body) {
    String reason = actor.says(Reason.class, body).reason();
    Revoker.Outcome outcome = revoker.revoke(kind, subject, actor.name(), reason);
    Revoked revoked = outcome.revoked();
    return outcome.isNew()
        ? RestResponse.ResponseBuilder.<Revoked>created(
                URI.create("/v1/revocations/" + revoked.id()))
            .entity(revoked)
            .build()
        : RestResponse.ok(revoked);
  }
}
