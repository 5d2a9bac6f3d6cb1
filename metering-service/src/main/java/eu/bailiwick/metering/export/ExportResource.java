package eu.bailiwick.metering.export;

import eu.bailiwick.metering.audit.Asker;
import eu.bailiwick.metering.audit.Asking;
import eu.bailiwick.metering.audit.Question;
import eu.bailiwick.metering.query.Condition;
import eu.bailiwick.metering.query.EventFilter;
import eu.bailiwick.metering.query.Parameters;
import eu.bailiwick.metering.query.Roles;
import eu.bailiwick.metering.query.Unrecorded;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Events as a file. */
@Path("/v1/exports")
@RunOnVirtualThread
@RolesAllowed({Roles.OFFICER, Roles.AUDITOR, Roles.TENANT_OFFICER})
final class ExportResource {

  /** Names the entry of the system log that records the export. */
  private static final String RECORD = "Bailiwick-Record";

  private static final Set<String> TYPES =
      Set.of("announced", "ended", "denied", "opened", "closed");

  private final Export export;
  private final Asking asking;

  ExportResource(Export export, Asking asking) {
    this.export = export;
    this.asking = asking;
  }

  @GET
  @Unrecorded
  @Operation(
      operationId = "export",
      summary = "Events of a period as a file, oldest first",
      description =
          "Streamed. jsonl holds the exact bytes of each event, a line each, and is the only format"
              + " whose events can be checked against the ledger by their hash. csv guards texts"
              + " that a spreadsheet would take for formulas by an apostrophe. ocsf is a line of API"
              + " Activity (class 6003, OCSF 1.6.0) for each event of a request. The export is"
              + " recorded before it begins, and afterwards with the number of rows and the digest"
              + " of the file; Bailiwick-Record names the record. A file whose transfer breaks off"
              + " is not whole.")
  @APIResponse(
      responseCode = "200",
      description = "The file",
      content = @Content(mediaType = "*/*", schema = @Schema(implementation = String.class)))
  public Response export(@Context HttpHeaders headers, @Context UriInfo uri) {
    Parameters parameters = new Parameters(uri.getQueryParameters());
    EventFilter filter = EventFilter.of(parameters);
    Condition more = new Condition();
    Set<String> types = parameters.texts("type", TYPES::contains, "needed is one of " + TYPES);
    if (!types.isEmpty()) {
      more.and("e.type = ANY (?)", List.copyOf(types));
    }
    ExportFormat format =
        parameters
            .word("format", ExportFormat.names())
            .map(ExportFormat::named)
            .orElse(ExportFormat.JSONL);
    parameters.finish();
    Asker asker = asking.now();
    UUID id =
        export.begin(
            asker,
            new Question(
                uri.getPath(), uri.getQueryParameters(), headers.getHeaderString(Question.HEADER)),
            filter);
    StreamingOutput file = out -> export.write(id, asker, format, filter, more, out);
    return Response.ok(file, format.mediaType())
        .header(RECORD, id)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            "attachment; filename=\"events-" + id + "." + format.extension() + "\"")
        .build();
  }
}
