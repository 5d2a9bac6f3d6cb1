package eu.bailiwick.registry.catalogue;

import eu.bailiwick.registry.document.Kind;
import eu.bailiwick.registry.http.Roles;
import eu.bailiwick.registry.search.Directory;
import eu.bailiwick.sovereignty.catalogue.Site;
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

/** Data centres. */
@Path("/v1/sites")
@Tag(name = "sites", description = "Data centres")
public class SiteResource extends KindResource<Site> {

  SiteResource(AnyResource any) {
    super(Kind.SITES, any);
  }

  @GET
  @RolesAllowed({Roles.OPERATOR, Roles.APPROVER, Roles.OFFICER})
  public RestResponse<Page<Site>> list(
      @BeanParam PageQuery page,
      @BeanParam SiteQuery filters,
      @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch,
      @Context UriInfo uri) {
    return any().lists().page(kind(), page, ListQuery.of(uri), ifNoneMatch, Directory::sites);
  }
}
