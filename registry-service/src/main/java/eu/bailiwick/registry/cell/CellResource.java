package eu.bailiwick.registry.cell;

import eu.bailiwick.registry.catalogue.AnyResource;
import eu.bailiwick.registry.catalogue.AsOfQuery;
import eu.bailiwick.registry.catalogue.EditedKindResource;
import eu.bailiwick.registry.catalogue.ListQuery;
import eu.bailiwick.registry.catalogue.Page;
import eu.bailiwick.registry.catalogue.PageQuery;
import eu.bailiwick.registry.document.Kind;
import eu.bailiwick.registry.http.AnswerHeaders;
import eu.bailiwick.registry.http.Roles;
import eu.bailiwick.sovereignty.catalogue.Cell;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Jurisdictions that are served. */
@Path("/v1/cells")
@Tag(name = "cells", description = "Jurisdictions that are served")
public class CellResource extends EditedKindResource<Cell> {

  private final Routers routers;

  CellResource(AnyResource any, Routers routers) {
    super(Kind.CELLS, any);
    this.routers = routers;
  }

  @GET
  @RolesAllowed({Roles.OPERATOR, Roles.APPROVER, Roles.OFFICER})
  @Operation(
      summary = "All cells with the routers that serve them now, in order of id, page by page")
  public RestResponse<Page<CellView>> list(@BeanParam PageQuery query, @Context UriInfo uri) {
    RestResponse<Page<Cell>> answer =
        any().lists().page(Kind.CELLS, query, ListQuery.of(uri), null);
    Page<Cell> page = answer.getEntity();
    return RestResponse.ResponseBuilder.ok(
            new Page<>(
                page.items().stream().map(this::view).toList(), page.revision(), page.next()))
        .header(AnswerHeaders.REVISION, page.revision())
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }

  @GET
  @Path(ONE)
  @RolesAllowed({Roles.OPERATOR, Roles.APPROVER, Roles.OFFICER})
  @Operation(
      summary = "One cell with the routers that serve it now",
      description =
          "The ETag is that of what the catalogue says of the cell, for If-Match; routers change"
              + " without it. They are no part of the cell: leave them out of what you PUT.")
  public RestResponse<CellView> get(
      @PathParam("id") String id,
      @QueryParam(AsOfQuery.NAME) @Parameter(description = AsOfQuery.DESCRIPTION)
          @Nullable String asOf) {
    RestResponse<Cell> stored = any().get(Kind.CELLS, id, asOf, null);
    return RestResponse.ResponseBuilder.ok(view(stored.getEntity()))
        .header(HttpHeaders.ETAG, stored.getHeaders().getFirst(HttpHeaders.ETAG))
        .header(AnswerHeaders.REVISION, stored.getHeaders().getFirst(AnswerHeaders.REVISION))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }

  private CellView view(Cell cell) {
    return new CellView(cell, routers.ofCell(cell.id()));
  }
}
