package eu.bailiwick.metering.evidence;

import eu.bailiwick.metering.audit.Asker;
import eu.bailiwick.metering.audit.Asking;
import eu.bailiwick.metering.audit.Question;
import eu.bailiwick.metering.audit.Trail;
import eu.bailiwick.metering.problem.ErrorCode;
import eu.bailiwick.metering.problem.ProblemException;
import eu.bailiwick.metering.query.Parameters;
import eu.bailiwick.metering.query.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Evidence to take away. */
@Path("/v1/evidence")
@RunOnVirtualThread
@RolesAllowed({Roles.OFFICER, Roles.AUDITOR, Roles.TENANT_OFFICER})
final class EvidenceResource {

  /** Names the entry of the system log that records the export. */
  private static final String RECORD = "Bailiwick-Record";

  private static final String ZIP = "application/zip";

  private final Bundles bundles;
  private final Trail trail;
  private final Asking asking;

  EvidenceResource(Bundles bundles, Trail trail, Asking asking) {
    this.bundles = bundles;
    this.trail = trail;
    this.asking = asking;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "evidence",
      summary = "A bundle by which an outsider can check what was recorded of a tenant",
      description =
          "A ZIP, streamed: the events of a period, proofs that they are what was recorded then and"
              + " that none is left out, and two programs that check it offline. The body is JSON:"
              + " tenant, from, to, purpose; dataClass and area for the statement that no request"
              + " of that class left that area; cover=whole for all of the tenant's log; seen, the"
              + " size of a checkpoint that the requester has; withhold, a list of requests, or"
              + " epochs with a sequence, each with a reason. It is recorded before it begins."
              + " Refused with unbounded_export if it were too large, and with not_sealed,"
              + " to be tried again, while no checkpoint covers the period. A ZIP whose transfer"
              + " breaks off has no directory and is not accepted.")
  @APIResponse(
      responseCode = "200",
      description = "The bundle",
      content = @Content(mediaType = ZIP, schema = @Schema(implementation = String.class)))
  public Response evidence(InputStream body, @Context HttpHeaders headers, @Context UriInfo uri) {
    new Parameters(uri.getQueryParameters()).finish();
    Asked asked = EvidenceRequest.read(body, headers.getHeaderString(Question.HEADER));
    Asker asker = asking.now();
    Question question = new Question(uri.getPath(), parameters(asked), asked.purpose());
    UUID id = trail.export(asker, question);
    if (asked.to().isAfter(bundles.now())) {
      throw trail.refused(
          asker, question, ErrorCode.FUTURE_PERIOD, "to: the period is not over yet.");
    }
    Evidence evidence = prepare(asked, asker, question, id);
    StreamingOutput file = out -> bundles.write(evidence, out);
    return Response.ok(file, ZIP)
        .header(RECORD, id)
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"evidence-" + id + ".zip\"")
        .build();
  }

  private Evidence prepare(Asked asked, Asker asker, Question question, UUID id) {
    try {
      return bundles.prepare(asked, asker.name(), id);
    } catch (ProblemException e) {
      if (e.code() == ErrorCode.UNBOUNDED_EXPORT) {
        throw trail.refused(asker, question, e.code(), String.valueOf(e.getMessage()));
      }
      throw e;
    }
  }

  private static Map<String, List<String>> parameters(Asked asked) {
    Map<String, List<String>> parameters = new HashMap<>();
    parameters.put("tenant", List.of(asked.tenant()));
    parameters.put("from", List.of(asked.from().toString()));
    parameters.put("to", List.of(asked.to().toString()));
    parameters.put("cover", List.of(asked.whole() ? "whole" : "period"));
    Asked.Claim claim = asked.statement();
    if (claim != null) {
      parameters.put("dataClass", List.of(claim.dataClass()));
      parameters.put("area", List.of(claim.area()));
    }
    if (!asked.withheld().isEmpty()) {
      parameters.put("withheld", List.of(Integer.toString(asked.withheld().size())));
    }
    return parameters;
  }
}
