package eu.bailiwick.registry.revocation;

import eu.bailiwick.registry.catalogue.Actor;
import eu.bailiwick.sovereignty.catalogue.Revocation;
import jakarta.ws.rs.Path;

/** Revokes an endpoint. */
@Path("/v1/endpoints/{id: [a-z0-9._-]+}:revoke")
public class EndpointRevokeResource extends RevokeResource {

  EndpointRevokeResource(Revoker revoker, Actor actor) {
    super(Revocation.Kind.ENDPOINT, revoker, actor);
  }
}
