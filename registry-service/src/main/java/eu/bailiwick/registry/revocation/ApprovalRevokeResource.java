package eu.bailiwick.registry.revocation;

import eu.bailiwick.registry.catalogue.Actor;
import eu.bailiwick.sovereignty.catalogue.Revocation;
import jakarta.ws.rs.Path;

/** Revokes an approval. */
@Path("/v1/approvals/{id: [a-z0-9._-]+}:revoke")
public class ApprovalRevokeResource extends RevokeResource {

  ApprovalRevokeResource(Revoker revoker, Actor actor) {
    super(Revocation.Kind.APPROVAL, revoker, actor);
  }
}
