package eu.bailiwick.metering.replay;

import eu.bailiwick.metering.problem.ErrorCode;
import eu.bailiwick.metering.problem.ProblemException;
import eu.bailiwick.metering.query.Parameters;
import eu.bailiwick.metering.query.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** One decision, decided once more. */
@Path("/v1/decisions")
@RunOnVirtualThread
@RolesAllowed({Roles.OFFICER, Roles.AUDITOR, Roles.TENANT_OFFICER})
final class DecisionsResource {

  private final ConsistencyQueries queries;
  private final Replaying replaying;

  DecisionsResource(ConsistencyQueries queries, Replaying replaying) {
    this.queries = queries;
    this.replaying = replaying;
  }

  @GET
  @Path("/{request}")
  @Operation(
      operationId = "decision",
      summary = "Decides a request once more: same inputs, same answer, explained",
      description =
          "The answer is computed from the archived snapshot that the event names (its digest and"
              + " revision stand in recorded), with every demand on every candidate. The id of a"
              + " request is the id of its decision, which callers get in the header"
              + " Bailiwick-Decision. With tenant, it has to be a request of that tenant.")
  public Replayed decision(@PathParam("request") String request, @Context UriInfo uri) {
    Parameters parameters = new Parameters(uri.getQueryParameters());
    Set<String> tenants = parameters.tenants();
    parameters.finish();
    List<ConsistencyQueries.Event> events = queries.of(uuid(request), tenants);
    if (events.isEmpty()) {
      throw none();
    }
    return replaying.replay(events);
  }

  private static UUID uuid(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw none();
    }
  }

  private static ProblemException none() {
    return new ProblemException(
        ErrorCode.NOT_FOUND,
        "No decision of this request is stored: it never was, or it was erased.");
  }
}
