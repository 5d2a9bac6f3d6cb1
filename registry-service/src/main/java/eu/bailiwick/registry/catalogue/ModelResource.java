package eu.bailiwick.registry.catalogue;

import eu.bailiwick.registry.document.Kind;
import eu.bailiwick.registry.http.Roles;
import eu.bailiwick.sovereignty.catalogue.Model;
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

/** Models as callers name them. */
@Path("/v1/models")
@Tag(name = "models", description = "Models as callers name them")
public class ModelResource extends KindResource<Model> {

  ModelResource(AnyResource any) {
    super(Kind.MODELS, any);
  }

  @GET
  @RolesAllowed({Roles.OPERATOR, Roles.APPROVER, Roles.OFFICER})
  public RestResponse<Page<Model>> list(
      @BeanParam PageQuery page,
      @BeanParam ModelQuery filters,
      @QueryParam("q")
          @Parameter(
              description =
                  "Words, or beginnings of words, of id, name, publisher's name and licence; all"
                      + " must be there. The best match comes first")
          @Nullable String q,
      @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch,
      @Context UriInfo uri) {
    return any().lists().models(page, ListQuery.of(uri), q, ifNoneMatch);
  }

  @GET
  @Path("/facets")
  @RolesAllowed({Roles.OPERATOR, Roles.APPROVER, Roles.OFFICER})
  @Operation(
      operationId = "countModels",
      summary = "How many models there are of each value of each filter",
      description = "Counts what the list with the same filters shows.")
  public RestResponse<FacetAnswer> facets(
      @BeanParam ModelQuery filters,
      @QueryParam("q")
          @Parameter(
              description =
                  "Words, or beginnings of words, of id, name, publisher's name and licence; all"
                      + " must be there. The best match comes first")
          @Nullable String q,
      @QueryParam(AsOfQuery.NAME) @Parameter(description = AsOfQuery.DESCRIPTION)
          @Nullable String asOf,
      @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch,
      @Context UriInfo uri) {
    return any().lists().modelFacets(asOf, ListQuery.of(uri), q, ifNoneMatch);
  }
}
