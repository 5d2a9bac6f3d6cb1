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
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Usage by groups. */
@Path("/v1/usage")
@RunOnVirtualThread
@RolesAllowed("officer")
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
          "An item has a member for each dimension in groupBy, null where events have none. Each"
              + " attempt counts once, at the time of its closed event, or of its opened one while it"
              + " is open. With country among the groups, a request that may have been processed in"
              + " two countries counts in both, and a denied one under null.")
  public UsageReport usage(@Context UriInfo uri) {
    Parameters parameters = new Parameters(uri.getQueryParameters());
    Condition condition = EventFilter.read(parameters);
    List<Dimension> dimensions = groupBy(parameters);
    parameters.finish();
    return new UsageReport(
        queries.count(dimensions, condition).stream()
            .map(group -> new UsageReport.Item(group.of(), group.totals()))
            .toList());
  }

  private static List<Dimension> groupBy(Parameters parameters) {
    Set<Dimension> dimensions = new LinkedHashSet<>();
    for (String name : parameters.list("groupBy")) {
      Optional<Dimension> dimension = Dimension.named(name);
      dimension.ifPresentOrElse(
          dimensions::add,
          () ->
              parameters.violate(
                  "groupBy", "\"" + name + "\" is not known; known are " + Dimension.names()));
    }
    return new ArrayList<>(dimensions);
  }
}
