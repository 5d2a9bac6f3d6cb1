package eu.bailiwick.registry.catalogue;

import eu.bailiwick.registry.capacity.CapacityClaim;
import eu.bailiwick.registry.document.Kind;
import eu.bailiwick.registry.http.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** What is claimed of the size of sites. */
@Path("/v1/capacity-claims")
@Tag(name = "capacity-claims", description = "What is claimed of the size of sites")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class CapacityClaimResource {

  private final AnyResource any;

  CapacityClaimResource(AnyResource any) {
    this.any = any;
  }

  @GET
  @RolesAllowed({Roles.OPERATOR, Roles.APPROVER, Roles.OFFICER})
  @Operation(
      operationId = "listCapacityClaims",
      summary = "All capacity claims, in order of id, page by page")
  public Page<CapacityClaim> list(@BeanParam PageQuery query) {
    return any.page(Kind.CAPACITY_CLAIMS, query);
  }

  @GET
  @Path("/{id}")
  @RolesAllowed({Roles.OPERATOR, Roles.APPROVER, Roles.OFFICER})
  @Operation(operationId = "getCapacityClaim", summary = "One capacity claim")
  public RestResponse<CapacityClaim> get(
      @PathParam("id") String id,
      @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch) {
    return any.get(Kind.CAPACITY_CLAIMS, id, ifNoneMatch);
  }

  @PUT
  @Path("/{id}")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.OPERATOR)
  @Operation(operationId = "putCapacityClaim", summary = "Creates or changes a capacity claim")
  @RequestBody(content = @Content(schema = @Schema(implementation = CapacityClaim.class)))
  public RestResponse<CapacityClaim> put(
      @PathParam("id") String id, @BeanParam ChangeHeaders headers, InputStream body) {
    return any.put(Kind.CAPACITY_CLAIMS, id, headers, body);
  }
}
