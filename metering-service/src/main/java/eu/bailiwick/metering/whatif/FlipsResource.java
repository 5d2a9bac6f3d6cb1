package eu.bailiwick.metering.whatif;

import eu.bailiwick.metering.motion.Sent;
import eu.bailiwick.metering.query.Parameters;
import eu.bailiwick.metering.query.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Which decisions a change flipped. */
@Path("/v1/changes/{revision}/flips")
@RunOnVirtualThread
@RolesAllowed({Roles.OFFICER, Roles.AUDITOR})
final class FlipsResource {

  private final FlipFinder finder;

  FlipsResource(FlipFinder finder) {
    this.finder = finder;
  }

  @GET
  @Operation(
      operationId = "flips",
      summary = "Which decisions a change flipped",
      description =
          "Decides once more each request that was decided with the change, by the snapshot that its"
              + " event names, with the items of the change as they were before it; items that"
              + " another change came over since stay. change says how the change turned the answer,"
              + " from was to becomes; a what-if job says it the other way round. A page goes through 5,000 requests at most,"
              + " and may have no items while next is there. Counts for a long period are found by a"
              + " what-if job with without.")
  public Flips flips(@PathParam("revision") String revision, @Context UriInfo uri) {
    Parameters parameters = new Parameters(uri.getQueryParameters());
    FlipFinder.Search search =
        new FlipFinder.Search(
            parameters.text("tenant").orElse(null),
            parameters.period(),
            parameters.after().orElse(null),
            parameters.limit());
    parameters.finish();
    Optional<Flips> found =
        revision.matches("[0-9]{1,18}")
            ? finder.find(Long.parseLong(revision), search)
            : Optional.empty();
    return found.orElseThrow(Sent::none);
  }
}
