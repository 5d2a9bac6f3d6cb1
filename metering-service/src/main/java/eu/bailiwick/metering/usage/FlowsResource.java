package eu.bailiwick.metering.usage;

import eu.bailiwick.metering.query.Condition;
import eu.bailiwick.metering.query.Dimension;
import eu.bailiwick.metering.query.EventFilter;
import eu.bailiwick.metering.query.Parameters;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Which class of whose data went into which country. */
@Path("/v1/flows")
@RunOnVirtualThread
@RolesAllowed("officer")
final class FlowsResource {

  private static final List<Dimension> FLOW =
      List.of(Dimension.TENANT, Dimension.DATA_CLASS, Dimension.COUNTRY);

  private final UsageQueries queries;

  FlowsResource(UsageQueries queries) {
    this.queries = queries;
  }

  @GET
  @Operation(
      operationId = "flows",
      summary = "Which class of whose data went into which country",
      description =
          "Counts attempts that may have left the router: open ones too, those that were never"
              + " dispatched not. A request that may have been processed in two countries counts in"
              + " both.")
  public FlowReport flows(@Context UriInfo uri) {
    Parameters parameters = new Parameters(uri.getQueryParameters());
    Condition condition = EventFilter.read(parameters);
    parameters.finish();
    condition.and("e.type <> 'denied'").and("e.outcome <> 'not_dispatched'");
    return new FlowReport(
        queries.count(FLOW, condition).stream().map(FlowsResource::flow).toList());
  }

  private static FlowReport.Flow flow(UsageQueries.Group group) {
    return new FlowReport.Flow(
        part(group, Dimension.TENANT),
        part(group, Dimension.DATA_CLASS),
        part(group, Dimension.COUNTRY),
        group.totals());
  }

  /** Every attempt has all three. */
  private static String part(UsageQueries.Group group, Dimension dimension) {
    return Objects.requireNonNull(group.of().get(dimension.parameter()));
  }
}
