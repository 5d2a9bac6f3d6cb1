package eu.bailiwick.registry.catalogue;

import eu.bailiwick.registry.capacity.Accelerator;
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

/** Types of accelerators. */
@Path("/v1/accelerators")
@Tag(name = "accelerators", description = "Types of accelerators")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class AcceleratorResource {

  private final AnyResource any;

  AcceleratorResource(AnyResource any) {
    this.any = any;
  }

  @GET
  @RolesAllowed({Roles.OPERATOR, Roles.APPROVER, Roles.OFFICER})
  @Operation(
      operationId = "listAccelerators",
      summary = "All accelerators, in order of id, page by page")
  public Page<Accelerator> list(@BeanParam PageQuery query) {
    return any.page(Kind.ACCELERATORS, query);
  }

  @GET
  @Path("/{id}")
  @RolesAllowed({Roles.OPERATOR, Roles.APPROVER, Roles.OFFICER})
  @Operation(operationId = "getAccelerator", summary = "One accelerator")
  public RestResponse<Accelerator> get(
      @PathParam("id") String id,
      @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch) {
    return any.get(Kind.ACCELERATORS, id, ifNoneMatch);
  }

  @PUT
  @Path("/{id}")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.OPERATOR)
  @Operation(operationId = "putAccelerator", summary = "Creates or changes an accelerator")
  @RequestBody(content = @Content(schema = @Schema(implementation = Accelerator.class)))
  public RestResponse<Accelerator> put(
      @PathParam("id") String id, @BeanParam ChangeHeaders headers, InputStream body) {
    return any.put(Kind.ACCELERATORS, id, headers, body);
  }
}
