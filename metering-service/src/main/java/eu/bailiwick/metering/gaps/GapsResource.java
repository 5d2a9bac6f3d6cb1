package eu.bailiwick.metering.gaps;

import eu.bailiwick.metering.gaps.GapPage.Gap;
import eu.bailiwick.metering.query.Condition;
import eu.bailiwick.metering.query.Cursor;
import eu.bailiwick.metering.query.Parameters;
import eu.bailiwick.metering.query.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What is missing. */
@Path("/v1/gaps")
@RunOnVirtualThread
@RolesAllowed({Roles.OFFICER, Roles.AUDITOR, Roles.TENANT_OFFICER, Roles.OPERATOR})
final class GapsResource {

  private static final Set<String> STATES = Set.of("open", "filled");

  private final GapQueries queries;

  GapsResource(GapQueries queries) {
    this.queries = queries;
  }

  @GET
  @Operation(
      operationId = "gaps",
      summary = "Missing events, newest first",
      description =
          "A number below the highest one known of its epoch and tenant is a gap once it has been"
              + " absent for longer than the grace period. One that comes late is shown with"
              + " state=filled; without state, only open gaps are.")
  public GapPage gaps(@Context UriInfo uri) {
    Parameters parameters = new Parameters(uri.getQueryParameters());
    Condition condition = condition(parameters);
    int limit = parameters.limit();
    Optional<Cursor> after = parameters.after();
    parameters.finish();
    return page(queries.find(condition, after, limit + 1), limit);
  }

  private static Condition condition(Parameters parameters) {
    Condition condition = new Condition();
    Set<String> tenants =
        parameters.texts("tenant", Parameters::isText, "needed is the id of a tenant");
    if (!tenants.isEmpty()) {
      condition.and("g.tenant = ANY (?)", List.copyOf(tenants));
    }
    List<?> epochs = parameters.uuids("epoch");
    if (!epochs.isEmpty()) {
      condition.and("g.epoch = ANY (?)", epochs);
    }
    Set<String> states = parameters.texts("state", STATES::contains, "needed is open or filled");
    condition.and("g.state = ANY (?)", states.isEmpty() ? List.of("open") : List.copyOf(states));
    return condition;
  }

  private static GapPage page(List<Gap> found, int limit) {
    List<Gap> shown = found.subList(0, Math.min(limit, found.size()));
    return new GapPage(List.copyOf(shown), found.size() > limit ? token(shown.getLast()) : null);
  }

  private static String token(Gap last) {
    return new Cursor(last.since(), last.tenant(), last.epoch(), last.from()).token();
  }
}
