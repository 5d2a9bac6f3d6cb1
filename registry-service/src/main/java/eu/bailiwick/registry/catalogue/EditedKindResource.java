package eu.bailiwick.registry.catalogue;

import eu.bailiwick.registry.document.Kind;
import eu.bailiwick.registry.http.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * What people change of one resource of a kind. A subclass says which kind and under which path;
 * names of operations, summaries and schemas of bodies are completed in the OpenAPI document.
 */
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public abstract class EditedKindResource<T extends Record> {

  /** The media type of RFC 7396. */
  public static final String MERGE_PATCH = "application/merge-patch+json";

  /** The path of one resource. */
  protected static final String ONE = "/{id: .+}";

  private final Kind<T> kind;
  private final AnyResource any;

  protected EditedKindResource(Kind<T> kind, AnyResource any) {
    this.kind = kind;
    this.any = any;
  }

  protected final Kind<T> kind() {
    return kind;
  }

  protected final AnyResource any() {
    return any;
  }

  @PUT
  @Path(ONE)
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.OPERATOR)
  public RestResponse<T> put(
      @PathParam("id") String id, @BeanParam ChangeHeaders headers, InputStream body) {
    return any.put(kind, id, headers, body);
  }

  @PATCH
  @Path(ONE)
  @Consumes(MERGE_PATCH)
  @RolesAllowed(Roles.OPERATOR)
  public RestResponse<T> patch(
      @PathParam("id") String id, @BeanParam ChangeHeaders headers, InputStream body) {
    return any.patch(kind, id, headers, body);
  }

  @DELETE
  @Path(ONE)
  @RolesAllowed(Roles.OPERATOR)
  public RestResponse<Void> delete(@PathParam("id") String id, @BeanParam ChangeHeaders headers) {
    return any.delete(kind, id, headers);
  }
}
