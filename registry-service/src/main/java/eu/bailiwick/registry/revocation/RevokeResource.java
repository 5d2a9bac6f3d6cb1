package eu.bailiwick.registry.revocation;

import eu.bailiwick.registry.catalogue.Actor;
import eu.bailiwick.registry.catalogue.Reason;
import eu.bailiwick.registry.http.Roles;
import eu.bailiwick.registry.idempotency.Idempotent;
import eu.bailiwick.sovereignty.catalogue.Revocation;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * Revokes, at once and for good. A subclass says what, and under which path; the OpenAPI document
 * is completed with the names of operations.
 */
@Tag(name = "revocations")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public abstract class RevokeResource {

  private final Revocation.Kind kind;
  private final Revoker revoker;
  private final Actor actor;

  RevokeResource(Revocation.Kind kind, Revoker revoker, Actor actor) {
    this.kind = kind;
    this.revoker = revoker;
    this.actor = actor;
  }

  @POST
  @Idempotent
  @RolesAllowed({Roles.OPERATOR, Roles.APPROVER})
  @Operation(summary = "Revokes, at once and for good", description = RevocationResource.REVOKING)
  @RequestBody(content = @Content(schema = @Schema(implementation = Reason.class)))
  @APIResponse(responseCode = "200", description = "It was revoked before; this says when")
  @APIResponse(
      responseCode = "201",
      description = "It is revoked",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = Revoked.class)))
  public RestResponse<Revoked> revoke(@PathParam("id") String id, InputStream body) {
    String reason = actor.says(Reason.class, body).reason();
    Revoker.Outcome outcome = revoker.revoke(kind, id, actor.name(), reason);
    Revoked revoked = outcome.revoked();
    return outcome.isNew()
        ? RestResponse.ResponseBuilder.<Revoked>created(
                URI.create("/v1/revocations/" + revoked.id()))
            .entity(revoked)
            .build()
        : RestResponse.ok(revoked);
  }
}
