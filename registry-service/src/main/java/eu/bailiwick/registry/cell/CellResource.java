package eu.bailiwick.registry.cell;

import eu.bailiwick.registry.catalogue.AnyResource;
import eu.bailiwick.registry.catalogue.ChangeHeaders;
import eu.bailiwick.registry.catalogue.Page;
import eu.bailiwick.registry.catalogue.PageQuery;
import eu.bailiwick.registry.document.Kind;
import eu.bailiwick.registry.http.Roles;
import eu.bailiwick.sovereignty.catalogue.Cell;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
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

/** Jurisdictions that are served. */
@Path("/v1/cells")
@Tag(name = "cells", description = "Jurisdictions that are served")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class CellResource {

  private final AnyResource any;
  private final Routers routers;

  CellResource(AnyResource any, Routers routers) {
    this.any = any;
    this.routers = routers;
  }

  @GET
  @RolesAllowed({Roles.OPERATOR, Roles.APPROVER, Roles.OFFICER})
  @Operation(
      operationId = "listCells",
      summary = "All cells with the routers that serve them, in order of id, page by page")
  public Page<CellView> list(@BeanParam PageQuery query) {
    Page<Cell> page = any.page(Kind.CELLS, query);
    return new Page<>(page.items().stream().map(this::view).toList(), page.revision(), page.next());
  }

  @GET
  @Path("/{id}")
  @RolesAllowed({Roles.OPERATOR, Roles.APPROVER, Roles.OFFICER})
  @Operation(
      operationId = "getCell",
      summary = "One cell with the routers that serve it",
      description =
          "The ETag is that of what the catalogue says of the cell, for If-Match; routers change"
              + " without it.")
  public RestResponse<CellView> get(@PathParam("id") String id) {
    RestResponse<Cell> stored = any.get(Kind.CELLS, id, null);
    return RestResponse.ResponseBuilder.ok(view(stored.getEntity()))
        .header(HttpHeaders.ETAG, stored.getHeaders().getFirst(HttpHeaders.ETAG))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }

  private CellView view(Cell cell) {
    return new CellView(cell, routers.ofCell(cell.id()));
  }

  @PUT
  @Path("/{id}")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.OPERATOR)
  @Operation(operationId = "putCell", summary = "Creates or changes a cell")
  @RequestBody(content = @Content(schema = @Schema(implementation = Cell.class)))
  public RestResponse<Cell> put(
      @PathParam("id") String id, @BeanParam ChangeHeaders headers, InputStream body) {
    return any.put(Kind.CELLS, id, headers, body);
  }
}
