package eu.bailiwick.metering.usage;

import eu.bailiwick.metering.query.Condition;
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

/** Usage by groups. */
@Path("/v1/usage")
@RunOnVirtualThread
@RolesAllowed({Roles.OFFICER, Roles.AUDITOR, Roles.TENANT_OFFICER})
final class UsageResource {

  private final UsageQueries queries;

  UsageResource(UsageQueries queries) {
    this.queries = queries;
  }

  @GET
  @Operation(
      operationId = "usage",
      summary = "Requests, attempts, tokens and bytes by groups",
      description =
          "An item has a member for each dimension in groupBy, null where events have none, and"
              + " bucket, the beginning of its hour, day or month in UTC, if asked for. Each"
              + " attempt counts once, at the time of its closed event, or of its opened one while it"
              + " is open, and a request where its first attempt does. With country among the groups, a request that may have been processed in"
              + " two countries counts in both, and a denied one under null.")
  public UsageReport usage(@Context UriInfo uri) {
    Parameters parameters = new Parameters(uri.getQueryParameters());
    EventFilter filter = EventFilter.of(parameters);
    Grouping grouping = Grouping.read(parameters);
    parameters.finish();
    return new UsageReport(
        queries.count(grouping, filter, new Condition()).stream()
            .map(group -> new UsageReport.Item(group.bucket(), group.of(), group.totals()))
            .toList());
  }
}
