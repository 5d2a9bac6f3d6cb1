package eu.bailiwick.registry.revocation;

import eu.bailiwick.registry.document.DocumentParser;
import eu.bailiwick.registry.document.Format;
import eu.bailiwick.registry.document.Reading;
import eu.bailiwick.sovereignty.catalogue.Revocation;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.inject.Singleton;
import java.io.InputStream;
import java.net.URI;
import org.jboss.resteasy.reactive.RestResponse;

/** Revokes whatever it is over HTTP. */
@Singleton
final class AnyRevokeResource {

  private final Revoker revoker;
  private final DocumentParser parser;
  private final SecurityIdentity identity;

  AnyRevokeResource(Revoker revoker, DocumentParser parser, SecurityIdentity identity) {
    this.revoker = revoker;
    this.parser = parser;
    this.identity = identity;
  }

  RestResponse<Revoked> revoke(Revocation.Kind kind, String subject, InputStream body) {
    String reason = Reading.body(RevokeRequest.class, parser.parse(body, Format.JSON)).reason();
    Revoker.Outcome outcome =
        revoker.revoke(kind, subject, identity.getPrincipal().getName(), reason);
    Revoked revoked = outcome.revoked();
    return outcome.isNew()
        ? RestResponse.ResponseBuilder.<Revoked>created(
                URI.create("/v1/revocations/" + revoked.id()))
            .entity(revoked)
            .build()
        : RestResponse.ok(revoked);
  }
}
