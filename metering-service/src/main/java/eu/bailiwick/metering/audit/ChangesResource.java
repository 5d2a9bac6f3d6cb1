package eu.bailiwick.metering.audit;

import eu.bailiwick.metering.query.Condition;
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
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Who changed what. */
@Path("/v1/changes")
@RunOnVirtualThread
@RolesAllowed({Roles.OFFICER, Roles.AUDITOR})
final class ChangesResource {

  private final RecordQueries queries;

  ChangesResource(RecordQueries queries) {
    this.queries = queries;
  }

  @GET
  @Operation(
      operationId = "changes",
      summary = "Who changed policies, registry or law, when, why, and who approved it",
      description =
          "From the system log, newest first, with everything before and after. kind is a kind of"
              + " resource as in the registry's URLs, such as policies, endpoints, revocations or"
              + " law; id is the resource's. An approval by a second person stands in approvedBy.")
  public ChangePage changes(@Context UriInfo uri) {
    Parameters parameters = new Parameters(uri.getQueryParameters());
    Condition condition = RecordQueries.kinds(List.of("change"));
    Optional<String> kind = parameters.text("kind");
    Optional<String> id = parameters.text("id");
    parameters
        .number("revision")
        .ifPresent(revision -> condition.and("e.about = ?", revision.toString()));
    parameters.period("e.at", condition);
    parameters.number("after").ifPresent(index -> condition.and("e.index < ?", index));
    parameters.text("actor").ifPresent(by -> RecordQueries.saying(condition, "actor", by));
    RecordQueries.changing(condition, kind.orElse(null), id.orElse(null));
    int limit = parameters.limit();
    parameters.finish();
    List<RecordQueries.Found> found = queries.find(condition, limit + 1);
    List<ChangePage.Item> shown = found.stream().limit(limit).map(ChangePage.Item::of).toList();
    return new ChangePage(
        shown, found.size() > limit ? Long.toString(shown.getLast().index()) : null);
  }
}
