package eu.bailiwick.metering.gaps;

import eu.bailiwick.metering.query.Parameters;
import eu.bailiwick.metering.query.Period;
import eu.bailiwick.metering.query.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Everything that is missing or odd. */
@Path("/v1/missing")
@RunOnVirtualThread
@RolesAllowed({Roles.OFFICER, Roles.AUDITOR, Roles.TENANT_OFFICER})
final class MissingResource {

  private final MissingQueries queries;

  MissingResource(MissingQueries queries) {
    this.queries = queries;
  }

  @GET
  @Operation(
      operationId = "missing",
      summary = "Everything that is missing or odd",
      description =
          "Gaps, late fills, equivocations, abandoned attempts, clock anomalies and mismatches, as"
              + " entries of the ledger, counted and the newest one by one; what is missing now;"
              + " and routers that announced themselves from a site at which the newest archived"
              + " snapshot has no router of this cell. The catalogue registers sites of a cell, not"
              + " routers one by one.")
  public MissingReport missing(@Context UriInfo uri) {
    Parameters parameters = new Parameters(uri.getQueryParameters());
    Set<String> tenants =
        parameters.texts("tenant", Parameters::isText, "needed is the id of a tenant");
    Period period = parameters.period();
    parameters.finish();
    return queries.find(tenants, period);
  }
}
