package eu.bailiwick.registry.catalogue;

import eu.bailiwick.registry.document.Format;
import eu.bailiwick.registry.http.ErrorCode;
import eu.bailiwick.registry.http.Precondition;
import eu.bailiwick.registry.http.QueryNumber;
import eu.bailiwick.registry.http.RefusedException;
import eu.bailiwick.registry.http.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The catalogue as a whole. */
@Path("/v1")
@Tag(name = "catalogue", description = "The catalogue as a whole, and its changes")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class CatalogueResource {

  private static final String YAML = "application/yaml";

  private final AnyResource any;
  private final CatalogueStore store;
  private final CatalogueHistory history;
  private final Foresight foresight;

  CatalogueResource(
      AnyResource any, CatalogueStore store, CatalogueHistory history, Foresight foresight) {
    this.any = any;
    this.store = store;
    this.history = history;
    this.foresight = foresight;
  }

  @GET
  @Path("/catalogue")
  @RolesAllowed({Roles.OPERATOR, Roles.APPROVER, Roles.OFFICER})
  @Operation(
      operationId = "getCatalogue",
      summary = "Everything at the current revision, the law included")
  public RestResponse<WholeCatalogue> whole(
      @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch) {
    CatalogueState state = store.current();
    String etag = Stored.etag(state.revision());
    if (new Precondition(null, ifNoneMatch).hasAlready(etag)) {
      return RestResponse.ResponseBuilder.<WholeCatalogue>notModified()
          .header(HttpHeaders.ETAG, etag)
          .build();
    }
    return RestResponse.ResponseBuilder.ok(new WholeCatalogue(state.revision(), state.catalogue()))
        .header(HttpHeaders.ETAG, etag)
        .build();
  }

  @POST
  @Path("/catalogue:apply")
  @Consumes({YAML, "application/x-yaml", "text/yaml", MediaType.APPLICATION_JSON})
  @RolesAllowed(Roles.OPERATOR)
  @Operation(
      operationId = "applyCatalogue",
      summary = "Creates or changes everything that a document holds, or nothing",
      description =
          "One transaction and one revision. A document that changes nothing makes no revision."
              + " A refusal lists every violation with the path of the field. If something would be"
              + " permitted that was denied, the answer is 202 and the change waits for a second"
              + " person.")
  @RequestBody(
      content = {
        @Content(mediaType = YAML, schema = @Schema(ref = "CatalogueDocument")),
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(ref = "CatalogueDocument"))
      })
  @APIResponse(
      responseCode = "200",
      description = "Applied, or with dryRun what would happen",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(oneOf = {ApplyResult.class, Foreseen.class})))
  public Record apply(
      @HeaderParam(HttpHeaders.CONTENT_TYPE) @Parameter(hidden = true) String contentType,
      @HeaderParam("Bailiwick-Reason") @Parameter(description = "Why; recorded with the change")
          @Nullable String reason,
      @QueryParam("dryRun")
          @DefaultValue("false")
          @Parameter(
              description = "Answer as catalogue:plan does and write nothing",
              schema = @Schema(type = SchemaType.BOOLEAN))
          String dryRun,
      InputStream body) {
    return flag("dryRun", dryRun)
        ? any.foresee(body, format(contentType))
        : any.apply(body, format(contentType), reason);
  }

  @POST
  @Path("/catalogue:plan")
  @Consumes({YAML, "application/x-yaml", "text/yaml", MediaType.APPLICATION_JSON})
  @RolesAllowed({Roles.OPERATOR, Roles.APPROVER, Roles.OFFICER})
  @Operation(
      operationId = "planCatalogue",
      summary = "What a document would do: to resources, field by field, and to answers",
      description =
          "Writes nothing. Answers that facts or the law turn later count too, up to the horizon"
              + " (bailiwick.plan.horizon). A document that would be refused is answered with what is"
              + " wrong and nothing else.")
  @RequestBody(
      content = {
        @Content(mediaType = YAML, schema = @Schema(ref = "CatalogueDocument")),
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(ref = "CatalogueDocument"))
      })
  public Foreseen plan(
      @HeaderParam(HttpHeaders.CONTENT_TYPE) @Parameter(hidden = true) String contentType,
      InputStream body) {
    return any.foresee(body, format(contentType));
  }

  @GET
  @Path("/catalogue:compare")
  @RolesAllowed({Roles.OPERATOR, Roles.APPROVER, Roles.OFFICER})
  @Operation(
      operationId = "compareRevisions",
      summary = "Two revisions side by side: resources, law and answers",
      description = "Answers are compared from now to the horizon (bailiwick.plan.horizon).")
  public Comparison compare(
      @QueryParam("from")
          @Parameter(
              description = "A revision",
              required = true,
              schema = @Schema(type = SchemaType.INTEGER, minimum = "0"))
          @Nullable String from,
      @QueryParam("to")
          @Parameter(
              description = "Another; the current one if absent",
              schema = @Schema(type = SchemaType.INTEGER, minimum = "0"))
          @Nullable String to) {
    CatalogueState before = history.stateAt(revision("from", from));
    CatalogueState after = to == null ? store.current() : history.stateAt(revision("to", to));
    return Comparison.of(before, after, foresight.flips(before, after));
  }

  private static long revision(String name, @Nullable String text) {
    return QueryNumber.parse(name, String.valueOf(text), 0, Long.MAX_VALUE);
  }

  private static Format format(String contentType) {
    return MediaType.valueOf(contentType).getSubtype().equals("json") ? Format.JSON : Format.YAML;
  }

  @GET
  @Path("/catalogue/changes")
  @RolesAllowed({Roles.OPERATOR, Roles.APPROVER, Roles.OFFICER})
  @Operation(
      operationId = "listChanges",
      summary = "Who changed what, when and why, oldest first",
      description = "Send \"next\" as \"since\" to get the next page.")
  public Page<Change> changes(
      @QueryParam("since")
          @DefaultValue("0")
          @Parameter(
              description = "Only changes after this revision",
              schema = @Schema(type = SchemaType.INTEGER, minimum = "0"))
          String since,
      @QueryParam("limit")
          @DefaultValue("100")
          @Parameter(
              description = "How many changes at most",
              schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "1000"))
          String limit) {
    return any.changes(since, limit);
  }

  private static boolean flag(String name, String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new RefusedException(
              ErrorCode.INVALID_PARAMETER, name + ": true or false is needed");
    };
  }
}
