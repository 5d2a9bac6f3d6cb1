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
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Who asked what. */
@Path("/v1/queries")
@RunOnVirtualThread
@RolesAllowed({Roles.OFFICER, Roles.AUDITOR})
final class AskedResource {

  /** What can be asked for. */
  static final List<String> KINDS = List.of("query", "export", "refused", "whatif");

  private final RecordQueries queries;

  AskedResource(RecordQueries queries) {
    this.queries = queries;
  }

  @GET
  @Operation(
      operationId = "queries",
      summary = "Who asked or exported what, and why; newest first",
      description =
          "Every question of an officer, auditor or tenant's officer is an entry of the system log"
              + " before it is answered, this one too; so is every refusal. An export has a second"
              + " entry with rows, bytes and digest of the file, and whether it was complete."
              + " tenant finds questions that named this tenant.")
  public AskedPage queries(@Context UriInfo uri) {
    Parameters parameters = new Parameters(uri.getQueryParameters());
    Set<String> kinds = parameters.texts("kind", KINDS::contains, "needed is one of " + KINDS);
    Condition condition = RecordQueries.kinds(kinds.isEmpty() ? KINDS : List.copyOf(kinds));
    parameters.period("e.at", condition);
    parameters.number("after").ifPresent(index -> condition.and("e.index < ?", index));
    for (String by : parameters.texts("by", Parameters::isText, "needed is a name")) {
      RecordQueries.saying(condition, "by", by);
    }
    for (String tenant :
        parameters.texts("tenant", Parameters::isText, "needed is the id of a tenant")) {
      condition.and("position(convert_to(?, 'UTF8') IN e.content) > 0", "\"" + tenant + "\"");
    }
    int limit = parameters.limit();
    parameters.finish();
    List<RecordQueries.Found> found = queries.find(condition, limit + 1);
    List<AskedPage.Item> shown = found.stream().limit(limit).map(AskedPage.Item::of).toList();
    return new AskedPage(
        shown, found.size() > limit ? Long.toString(shown.getLast().index()) : null);
  }
}
