package eu.bailiwick.metering.oddities;

import eu.bailiwick.metering.oddities.EquivocationPage.Equivocation;
import eu.bailiwick.metering.query.Condition;
import eu.bailiwick.metering.query.Parameters;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Numbers that were used twice. */
@Path("/v1/equivocations")
@RunOnVirtualThread
@RolesAllowed("officer")
final class EquivocationsResource {

  private final OddityQueries queries;

  EquivocationsResource(OddityQueries queries) {
    this.queries = queries;
  }

  @GET
  @Operation(
      operationId = "equivocations",
      summary = "Numbers that came twice with different bytes, newest first",
      description =
          "The bytes that came first are the event; the others are kept and are none. Each such"
              + " case is an entry in the log of its tenant.")
  public EquivocationPage equivocations(@Context UriInfo uri) {
    Parameters parameters = new Parameters(uri.getQueryParameters());
    Condition condition = new Condition();
    Set<String> tenants =
        parameters.texts("tenant", Parameters::isText, "needed is the id of a tenant");
    if (!tenants.isEmpty()) {
      condition.and("q.tenant = ANY (?)", List.copyOf(tenants));
    }
    List<?> epochs = parameters.uuids("epoch");
    if (!epochs.isEmpty()) {
      condition.and("q.epoch = ANY (?)", epochs);
    }
    parameters.period("q.noticed", condition);
    After.read(parameters, "q", condition);
    int limit = parameters.limit();
    parameters.finish();
    List<Equivocation> found = queries.equivocations(condition, limit + 1);
    List<Equivocation> shown = found.stream().limit(limit).toList();
    return new EquivocationPage(shown, found.size() > limit ? token(shown.getLast()) : null);
  }

  private static String token(Equivocation last) {
    return new After(last.noticed(), last.topic(), last.partition(), last.offset()).token();
  }
}
