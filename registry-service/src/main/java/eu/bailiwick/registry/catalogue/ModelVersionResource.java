package eu.bailiwick.registry.catalogue;

import eu.bailiwick.registry.document.Kind;
import eu.bailiwick.registry.http.Roles;
import eu.bailiwick.registry.search.Directory;
import eu.bailiwick.sovereignty.catalogue.ModelVersion;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Immutable versions of models. */
@Path("/v1/versions")
@Tag(name = "versions", description = "Immutable versions of models")
public class ModelVersionResource extends KindResource<ModelVersion> {

  ModelVersionResource(AnyResource any) {
    super(Kind.VERSIONS, any);
  }

  @GET
  @RolesAllowed({Roles.OPERATOR, Roles.APPROVER, Roles.OFFICER})
  public RestResponse<Page<ModelVersion>> list(
      @BeanParam PageQuery page,
      @BeanParam VersionQuery filters,
      @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch,
      @Context UriInfo uri) {
    return any().lists().page(kind(), page, ListQuery.of(uri), ifNoneMatch, Directory::versions);
  }
}
