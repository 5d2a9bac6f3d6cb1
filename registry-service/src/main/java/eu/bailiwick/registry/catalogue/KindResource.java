package eu.bailiwick.registry.catalogue;

import eu.bailiwick.registry.document.Kind;
import eu.bailiwick.registry.http.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** What people do with one resource of a kind. */
public abstract class KindResource<T extends Record> extends EditedKindResource<T> {

  KindResource(Kind<T> kind, AnyResource any) {
    super(kind, any);
  }

  @GET
  @Path(ONE)
  @RolesAllowed({Roles.OPERATOR, Roles.APPROVER, Roles.OFFICER})
  public RestResponse<T> get(
      @PathParam("id") String id,
      @QueryParam(AsOfQuery.NAME) @Parameter(description = AsOfQuery.DESCRIPTION)
          @Nullable String asOf,
      @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch) {
    return any().get(kind(), id, asOf, ifNoneMatch);
  }
}
