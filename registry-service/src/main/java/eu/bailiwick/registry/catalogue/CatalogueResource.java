package eu.bailiwick.registry.catalogue;

import eu.bailiwick.registry.document.Format;
import eu.bailiwick.registry.http.ErrorCode;
import eu.bailiwick.registry.http.Precondition;
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
  private final CatalogueStore store;

  CatalogueResource(AnyResource any, CatalogueStore store) {
    this.any = any;
    this.store = store;
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
              + " A refusal lists every violation with the path of the field.")
  @RequestBody(
      content = {
        @Content(mediaType = YAML, schema = @Schema(ref = "CatalogueDocument")),
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(ref = "CatalogueDocument"))
      })
  public ApplyResult apply(
      @HeaderParam(HttpHeaders.CONTENT_TYPE) @Parameter(hidden = true) String contentType,
      @HeaderParam("Bailiwick-Reason") @Parameter(description = "Why; recorded with the change")
          @Nullable String reason,
      @QueryParam("dryRun")
          @DefaultValue("false")
          @Parameter(
              description = "Say what would happen and write nothing",
              schema = @Schema(type = SchemaType.BOOLEAN))
          String dryRun,
      InputStream body) {
    Format format =
        MediaType.valueOf(contentType).getSubtype().equals("json") ? Format.JSON : Format.YAML;
    return any.apply(body, format, reason, flag("dryRun", dryRun));
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
