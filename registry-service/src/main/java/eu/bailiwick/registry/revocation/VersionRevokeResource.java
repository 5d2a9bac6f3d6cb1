package eu.bailiwick.registry.revocation;

import eu.bailiwick.registry.catalogue.Actor;
import eu.bailiwick.sovereignty.catalogue.Revocation;
import jakarta.ws.rs.Path;

/** Revokes a version. */
@Path("/v1/versions/{id: [a-z0-9._-]+}:revoke")
public class VersionRevokeResource extends RevokeResource {

  VersionRevokeResource(Revoker revoker, Actor actor) {
    super(Revocation.Kind.VERSION, revoker, actor);
  }
}
