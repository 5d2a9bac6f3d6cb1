package eu.bailiwick.registry.law;

import com.fasterxml.jackson.databind.JsonNode;
import eu.bailiwick.registry.catalogue.Actor;
import eu.bailiwick.registry.catalogue.ChangeHeaders;
import eu.bailiwick.registry.document.DocumentParser;
import eu.bailiwick.registry.document.Format;
import eu.bailiwick.registry.http.Precondition;
import eu.bailiwick.registry.http.Roles;
import eu.bailiwick.sovereignty.law.Law;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The legal geography by which everything is decided. */
@Path("/v1/law")
@Tag(name = "law", description = "Which countries form which group, and when")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class LawResource {

  private static final String YAML = "application/yaml";
  private static final String CSV = "text/csv";

  private final LawLibrary library;
  private final DocumentParser parser;
  private final Actor actor;

  LawResource(LawLibrary library, DocumentParser parser, Actor actor) {
    this.library = library;
    this.parser = parser;
    this.actor = actor;
  }

  @GET
  @RolesAllowed({Roles.OPERATOR, Roles.APPROVER, Roles.OFFICER})
  @Operation(operationId = "getLaw", summary = "The edition that is in force")
  public RestResponse<LawDocument> get(
      @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch) {
    LawDocument law = library.inForce();
    if (new Precondition(null, ifNoneMatch).hasAlready(law.etag())) {
      return RestResponse.ResponseBuilder.<LawDocument>notModified()
          .header(HttpHeaders.ETAG, law.etag())
          .build();
    }
    return answer(law);
  }

  @PUT
  @Consumes({MediaType.APPLICATION_JSON, YAML, "application/x-yaml", "text/yaml", CSV})
  @RolesAllowed(Roles.OPERATOR)
  @Operation(
      operationId = "putLaw",
      summary = "Brings a newer edition into force",
      description =
          "Needs If-Match with the ETag of the edition in force, and a reason. The edition is a later"
              + " date; what was known is not rewritten, a row is at most closed by recordedTo; groups"
              + " that are named by policies, cells or approvals stay. Without controlRules those in"
              + " force stay. If something would be permitted that was denied, the answer is 202 and"
              + " the edition waits for a second person.")
  @RequestBody(
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = Law.class)),
        @Content(mediaType = YAML, schema = @Schema(implementation = Law.class)),
        @Content(mediaType = CSV, schema = @Schema(implementation = String.class))
      })
  public RestResponse<LawDocument> put(
      @HeaderParam(HttpHeaders.CONTENT_TYPE) @Parameter(hidden = true) String contentType,
      @BeanParam ChangeHeaders headers,
      InputStream body) {
    return answer(
        library.load(
            document(MediaType.valueOf(contentType).getSubtype(), body),
            headers.precondition(),
            actor.needing(headers.reason())));
  }

  @GET
  @Path("/editions")
  @RolesAllowed({Roles.OPERATOR, Roles.APPROVER, Roles.OFFICER})
  @Operation(
      operationId = "listLawEditions",
      summary = "The editions that were loaded, by whom and when, newest first")
  public LawEditions editions() {
    return library.editions();
  }

  private JsonNode document(String subtype, InputStream body) {
    return switch (subtype) {
      case "csv" -> LawTable.document(parser.text(body));
      case "json" -> parser.parse(body, Format.JSON);
      default -> parser.parse(body, Format.YAML);
    };
  }

  private static RestResponse<LawDocument> answer(LawDocument law) {
    return RestResponse.ResponseBuilder.ok(law).header(HttpHeaders.ETAG, law.etag()).build();
  }
}
