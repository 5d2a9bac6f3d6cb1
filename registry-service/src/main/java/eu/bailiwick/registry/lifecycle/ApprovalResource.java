package eu.bailiwick.registry.lifecycle;

import eu.bailiwick.registry.catalogue.Actor;
import eu.bailiwick.registry.catalogue.Provenance;
import eu.bailiwick.registry.catalogue.Reason;
import eu.bailiwick.registry.catalogue.Stored;
import eu.bailiwick.registry.http.Roles;
import eu.bailiwick.registry.idempotency.Idempotent;
import eu.bailiwick.sovereignty.catalogue.Approval;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Leave to serve a version in a jurisdiction for a class of data. */
@Path("/v1/approvals")
@Tag(name = "approvals", description = "Where versions may serve which data")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ApprovalResource {

  private final Approvals approvals;
  private final Actor actor;

  ApprovalResource(Approvals approvals, Actor actor) {
    this.approvals = approvals;
    this.actor = actor;
  }

  @POST
  @Idempotent
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.OPERATOR)
  @Operation(operationId = "requestApproval", summary = "Asks for an approval")
  @RequestBody(content = @Content(schema = @Schema(implementation = ApprovalRequest.class)))
  public RestResponse<Approval> request(InputStream body) {
    ApprovalRequest asked = actor.says(ApprovalRequest.class, body);
    Stored<Approval> stored = approvals.request(asked, actor.because(asked.reason()));
    return RestResponse.ResponseBuilder.<Approval>created(
            URI.create("/v1/approvals/" + stored.value().id()))
        .entity(stored.value())
        .header(HttpHeaders.ETAG, stored.etag())
        .build();
  }

  @POST
  @Idempotent
  @Path("/{id: [^/:]+}:grant")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.APPROVER)
  @Operation(
      operationId = "grantApproval",
      summary = "Grants an approval",
      description = "By another person than the one who asked for it.")
  @RequestBody(content = @Content(schema = @Schema(implementation = Reason.class)))
  public RestResponse<Approval> grant(@PathParam("id") String id, InputStream body) {
    return decide(id, body, Approval.State.GRANTED);
  }

  @POST
  @Idempotent
  @Path("/{id: [^/:]+}:reject")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.APPROVER)
  @Operation(operationId = "rejectApproval", summary = "Rejects an approval, for good")
  @RequestBody(content = @Content(schema = @Schema(implementation = Reason.class)))
  public RestResponse<Approval> reject(@PathParam("id") String id, InputStream body) {
    return decide(id, body, Approval.State.REJECTED);
  }

  private RestResponse<Approval> decide(String id, InputStream body, Approval.State state) {
    Provenance why = actor.because(body);
    Stored<Approval> stored =
        approvals.decide(
            id,
            why,
            is -> {
              actor.mustNotBe(is.requestedBy(), "asked for");
              return is.decided(state, actor.name());
            });
    return RestResponse.ResponseBuilder.ok(stored.value())
        .header(HttpHeaders.ETAG, stored.etag())
        .build();
  }
}
