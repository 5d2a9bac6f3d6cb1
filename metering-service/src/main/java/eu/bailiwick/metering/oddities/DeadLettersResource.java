package eu.bailiwick.metering.oddities;

import eu.bailiwick.metering.oddities.DeadLetterPage.DeadLetter;
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

/** Records of the usage topic that are not events. */
@Path("/v1/dead-letters")
@RunOnVirtualThread
@RolesAllowed("officer")
final class DeadLettersResource {

  private final OddityQueries queries;

  DeadLettersResource(OddityQueries queries) {
    this.queries = queries;
  }

  @GET
  @Operation(
      operationId = "deadLetters",
      summary = "Records that are not events, newest first",
      description =
          "A record that cannot be read is kept with its exact bytes and its place, entered in the"
              + " system log, and passed over: it stops nothing.")
  public DeadLetterPage deadLetters(@Context UriInfo uri) {
    Parameters parameters = new Parameters(uri.getQueryParameters());
    Condition condition = new Condition();
    Set<String> reasons =
        parameters.texts("reason", Parameters::isText, "needed is the word of a reason");
    if (!reasons.isEmpty()) {
      condition.and("d.reason = ANY (?)", List.copyOf(reasons));
    }
    parameters.period("d.noticed", condition);
    After.read(parameters, "d", condition);
    int limit = parameters.limit();
    parameters.finish();
    List<DeadLetter> found = queries.deadLetters(condition, limit + 1);
    List<DeadLetter> shown = found.stream().limit(limit).toList();
    return new DeadLetterPage(shown, found.size() > limit ? token(shown.getLast()) : null);
  }

  private static String token(DeadLetter last) {
    return new After(last.noticed(), last.topic(), last.partition(), last.offset()).token();
  }
}
