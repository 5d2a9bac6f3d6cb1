package eu.bailiwick.registry.revocation;

import eu.bailiwick.registry.http.Roles;
import eu.bailiwick.registry.idempotency.Idempotent;
import eu.bailiwick.sovereignty.catalogue.Revocation;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Revokes an approval. */
@Path("/v1/approvals/{id: [a-z0-9._-]+}:revoke")
@Tag(name = "revocations")
@RunOnVirtualThread
public class ApprovalRevokeResource {

  private final AnyRevokeResource any;

  ApprovalRevokeResource(AnyRevokeResource any) {
    this.any = any;
  }

  @POST
  @Idempotent
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @RolesAllowed({Roles.OPERATOR, Roles.APPROVER})
  @Operation(
      operationId = "revokeApproval",
      summary = "Revokes an approval, at once and for good",
      description = RevocationResource.REVOKING)
  @RequestBody(content = @Content(schema = @Schema(implementation = RevokeRequest.class)))
  @APIResponse(responseCode = "200", description = "It was revoked before; this says when")
  @APIResponse(
      responseCode = "201",
      description = "It is revoked",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = Revoked.class)))
  public RestResponse<Revoked> revoke(@PathParam("id") String id, InputStream body) {
    return any.revoke(Revocation.Kind.APPROVAL, id, body);
  }
}
