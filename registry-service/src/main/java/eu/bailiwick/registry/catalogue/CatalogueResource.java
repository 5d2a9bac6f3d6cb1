package eu.bailiwick.registry.catalogue;

import eu.bailiwick.registry.document.Format;
import eu.bailiwick.registry.http.AnswerHeaders;
import eu.bailiwick.registry.http.ErrorCode;
import eu.bailiwick.registry.http.QueryNumber;
import eu.bailiwick.registry.http.RefusedException;
import eu.bailiwick.registry.http.Roles;
import eu.bailiwick.registry.idempotency.Idempotent;
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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.Locale;
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
@Tag(name = "catalogue", description = "The catalogue as a whole")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class CatalogueResource {

  private static final String YAML = "application/yaml";

  private final AnyResource any;
  private final CatalogueHistory history;
  private final Foresight foresight;

  CatalogueResource(AnyResource any, CatalogueHistory history, Foresight foresight) {
    this.any = any;
    this.history = history;
    this.foresight = foresight;
  }

  @GET
  @Path("/catalogue")
  @RolesAllowed({Roles.OPERATOR, Roles.APPROVER, Roles.OFFICER})
  @Operation(operationId = "getCatalogue", summary = "Everything at one revision, the law included")
  public RestResponse<WholeCatalogue> whole(
      @QueryParam(AsOfQuery.NAME) @Parameter(description = AsOfQuery.DESCRIPTION)
          @Nullable String asOf,
      @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch) {
    long revision = history.moment(asOf).revision();
    return AnswerHeaders.shown(
        () -> WholeCatalogue.of(history.at(revision)),
        Stored.etag(revision),
        revision,
        ifNoneMatch);
  }

  @GET
  @Path("/catalogue:export")
  @Produces({YAML, MediaType.APPLICATION_JSON})
  @RolesAllowed({Roles.OPERATOR, Roles.APPROVER, Roles.OFFICER})
  @Operation(
      operationId = "exportCatalogue",
      summary = "The document that makes the catalogue what it is",
      description =
          "YAML, or JSON if asked for. It holds what documents hold, so no lifecycles, approvals and"
              + " revocations. Applied to an empty registry it makes the same catalogue,"
              + " whose export is the same bytes; applied here it changes nothing.")
  @APIResponse(
      responseCode = "200",
      description = "The document",
      content = {
        @Content(mediaType = YAML, schema = @Schema(ref = "CatalogueDocument")),
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(ref = "CatalogueDocument"))
      })
  public RestResponse<String> export(
      @QueryParam(AsOfQuery.NAME) @Parameter(description = AsOfQuery.DESCRIPTION)
          @Nullable String asOf,
      @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch,
      @Context HttpHeaders headers) {
    Format format = format(headers);
    long revision = history.moment(asOf).revision();
    return AnswerHeaders.showing(
            () -> Export.of(history.at(revision), format),
            "\"" + revision + "-" + format.name().toLowerCase(Locale.ROOT) + "\"",
            revision,
            ifNoneMatch)
        .type(format == Format.JSON ? MediaType.APPLICATION_JSON : YAML)
        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
        .build();
  }

  @POST
  @Idempotent
  @Path("/catalogue:apply")
  @Consumes({YAML, "application/x-yaml", "text/yaml", MediaType.APPLICATION_JSON})
  @RolesAllowed(Roles.OPERATOR)
  @Operation(
      operationId = "applyCatalogue",
      summary = "Creates or changes everything that a document holds, or nothing",
      description =
          "One transaction and one revision. A document that changes nothing makes no revision."
              + " YAML may be several documents, parted by ---, which are one in effect."
              + " A refusal lists every violation with the path of the field, after the number of"
              + " the document if there are several. An endpoint's base URL must be https and name"
              + " no loopback, private, link-local or multicast address. It is not fetched; a router"
              + " never follows a redirect. If something would be permitted that was denied, the"
              + " answer is 202 and the change waits for a second person.")
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
  @Idempotent
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
    CatalogueState before = history.at(revision("from", from));
    CatalogueState after =
        to == null ? history.at(history.moment(null).revision()) : history.at(revision("to", to));
    return Comparison.of(before, after, foresight.flips(before, after));
  }

  private static long revision(String name, @Nullable String text) {
    return QueryNumber.parse(name, String.valueOf(text), 0, Long.MAX_VALUE);
  }

  private static Format format(String contentType) {
    return MediaType.valueOf(contentType).getSubtype().equals("json") ? Format.JSON : Format.YAML;
  }

  /** The better accepted one; whoever takes anything gets YAML. */
  private static Format format(HttpHeaders headers) {
    for (MediaType accepted : headers.getAcceptableMediaTypes()) {
      if (accepted.isCompatible(MediaType.valueOf(YAML))) {
        return Format.YAML;
      }
      if (accepted.isCompatible(MediaType.APPLICATION_JSON_TYPE)) {
        return Format.JSON;
      }
    }
    return Format.YAML;
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
