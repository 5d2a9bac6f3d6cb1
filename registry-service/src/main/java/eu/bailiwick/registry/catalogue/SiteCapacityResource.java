package eu.bailiwick.registry.catalogue;

import eu.bailiwick.registry.capacity.Plausibility;
import eu.bailiwick.registry.capacity.SiteCapacity;
import eu.bailiwick.registry.document.Kind;
import eu.bailiwick.registry.http.ErrorCode;
import eu.bailiwick.registry.http.RefusedException;
import eu.bailiwick.registry.http.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What is claimed of one site. */
@Path("/v1/sites/{id}/capacity")
@Tag(name = "sites")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class SiteCapacityResource {

  private final CatalogueStore store;
  private final Clock clock;

  SiteCapacityResource(CatalogueStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  @GET
  @RolesAllowed({Roles.OPERATOR, Roles.APPROVER, Roles.OFFICER})
  @Operation(
      operationId = "getSiteCapacity",
      summary = "What is claimed of one site, by kind, and what arithmetic says of it",
      description =
          "Claims stand side by side and are never added up. Each count is compared with each"
              + " claim on power or on operations a second; NOT_COMPARABLE says nothing about"
              + " either.")
  public SiteCapacity capacity(@PathParam("id") String id) {
    CatalogueState state = store.current();
    if (state.find(Kind.SITES, id).isEmpty()) {
      throw new RefusedException(ErrorCode.NOT_FOUND, "no \"" + id + "\" among the " + Kind.SITES);
    }
    return new Plausibility(state.list(Kind.ACCELERATORS), clock.instant())
        .of(id, state.list(Kind.CAPACITY_CLAIMS));
  }
}
