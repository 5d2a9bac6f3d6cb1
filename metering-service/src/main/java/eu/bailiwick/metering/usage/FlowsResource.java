package eu.bailiwick.metering.usage;

import eu.bailiwick.metering.query.EventFilter;
import eu.bailiwick.metering.query.Parameters;
import eu.bailiwick.metering.query.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Which class of whose data went where. */
@Path("/v1/flows")
@RunOnVirtualThread
@RolesAllowed({Roles.OFFICER, Roles.AUDITOR, Roles.TENANT_OFFICER})
final class FlowsResource {

  private final FlowQueries queries;

  FlowsResource(FlowQueries queries) {
    this.queries = queries;
  }

  @GET
  @Operation(
      operationId = "flows",
      summary = "Which class of whose data went into which country, to whom, exposed to whom",
      description =
          "Counts attempts that may have left the router: open ones too, those that were never"
              + " dispatched not. A request that may have been processed in two countries counts in"
              + " both. City and exposure are what the archived snapshots say by which was decided"
              + " in the period; ZZ stands for what they do not say.")
  public FlowReport flows(@Context UriInfo uri) {
    Parameters parameters = new Parameters(uri.getQueryParameters());
    EventFilter filter = EventFilter.of(parameters);
    @Nullable Bucket bucket = Grouping.bucket(parameters);
    parameters.finish();
    return new FlowReport(queries.find(filter, bucket));
  }
}
