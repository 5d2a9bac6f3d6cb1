package eu.bailiwick.registry.catalogue;

import eu.bailiwick.registry.document.Kind;
import eu.bailiwick.registry.http.Roles;
import eu.bailiwick.registry.search.Directory;
import eu.bailiwick.sovereignty.catalogue.Endpoint;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Versions served at sites, with their facts. */
@Path("/v1/endpoints")
@Tag(name = "endpoints", description = "Versions served at sites, with their facts")
public class EndpointResource extends KindResource<Endpoint> {

  EndpointResource(AnyResource any) {
    super(Kind.ENDPOINTS, any);
  }

  @GET
  @RolesAllowed({Roles.OPERATOR, Roles.APPROVER, Roles.OFFICER})
  public RestResponse<Page<Endpoint>> list(
      @BeanParam PageQuery page,
      @BeanParam EndpointQuery filters,
      @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch,
      @Context UriInfo uri) {
    return any().lists().page(kind(), page, ListQuery.of(uri), ifNoneMatch, Directory::endpoints);
  }

  @GET
  @Path("/facets")
  @RolesAllowed({Roles.OPERATOR, Roles.APPROVER, Roles.OFFICER})
  @Operation(
      operationId = "countEndpoints",
      summary = "How many endpoints there are of each value of each filter",
      description = "Counts what the list with the same filters shows.")
  public RestResponse<FacetAnswer> facets(
      @BeanParam EndpointQuery filters,
      @QueryParam(AsOfQuery.NAME) @Parameter(description = AsOfQuery.DESCRIPTION)
          @Nullable String asOf,
      @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch,
      @Context UriInfo uri) {
    return any().lists().endpointFacets(asOf, ListQuery.of(uri), ifNoneMatch);
  }
}
