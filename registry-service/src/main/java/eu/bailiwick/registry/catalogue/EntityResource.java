package eu.bailiwick.registry.catalogue;

import eu.bailiwick.registry.document.Kind;
import eu.bailiwick.registry.http.Roles;
import eu.bailiwick.sovereignty.catalogue.Entity;
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

/** Legal persons and who controls them. */
@Path("/v1/entities")
@Tag(name = "entities", description = "Legal persons and who controls them")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class EntityResource {

  private final AnyResource any;

  EntityResource(AnyResource any) {
    this.any = any;
  }

  @GET
  @RolesAllowed({Roles.OPERATOR, Roles.APPROVER, Roles.OFFICER})
  @Operation(operationId = "listEntities", summary = "All entities, in order of id, page by page")
  public Page<Entity> list(@BeanParam PageQuery query) {
    return any.page(Kind.ENTITIES, query);
  }

  @GET
  @Path("/{id}")
  @RolesAllowed({Roles.OPERATOR, Roles.APPROVER, Roles.OFFICER})
  @Operation(operationId = "getEntity", summary = "One entity")
  public RestResponse<Entity> get(
      @PathParam("id") String id,
      @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch) {
    return any.get(Kind.ENTITIES, id, ifNoneMatch);
  }

  @PUT
  @Path("/{id}")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.OPERATOR)
  @Operation(operationId = "putEntity", summary = "Creates or changes an entity")
  @RequestBody(content = @Content(schema = @Schema(implementation = Entity.class)))
  public RestResponse<Entity> put(
      @PathParam("id") String id, @BeanParam ChangeHeaders headers, InputStream body) {
    return any.put(Kind.ENTITIES, id, headers, body);
  }
}
