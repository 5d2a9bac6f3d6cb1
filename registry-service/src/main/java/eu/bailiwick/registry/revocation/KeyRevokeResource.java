package eu.bailiwick.registry.revocation;

import eu.bailiwick.registry.catalogue.Actor;
import eu.bailiwick.sovereignty.catalogue.Revocation;
import jakarta.ws.rs.Path;

/** Revokes an API key. */
@Path("/v1/keys/{id: [a-z0-9._-]+}:revoke")
public class KeyRevokeResource extends RevokeResource {

  KeyRevokeResource(Revoker revoker, Actor actor) {
    super(Revocation.Kind.KEY, revoker, actor);
  }
}
