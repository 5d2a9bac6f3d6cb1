package eu.bailiwick.registry.imports;

import eu.bailiwick.registry.document.Format;
import eu.bailiwick.registry.http.Roles;
import eu.bailiwick.registry.idempotency.Idempotent;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
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
import org.jspecify.annotations.Nullable;

/** Turns documents of others into documents for the catalogue, and applies nothing. */
@Path("/v1/imports")
@Tag(
    name = "imports",
    description = "Documents of others about models, turned into documents for the catalogue")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.OPERATOR)
@RunOnVirtualThread
public class ImportResource {

  private static final String YAML = "application/yaml";
  private static final String OTHER_YAML = "application/x-yaml";
  private static final String TEXT_YAML = "text/yaml";
  private static final String MODEL_PACK = "application/vnd.cncf.model.config.v1+json";
  private static final String APPLIES_NOTHING =
      " One version for each profile whose digests are known; what is not known is named and left"
          + " out. Review the answer's \"document\" and send it to /v1/catalogue:apply.";

  private final Importer importer;

  ImportResource(Importer importer) {
    this.importer = importer;
  }

  @POST
  @Idempotent
  @Path("/nim-metadata")
  @Consumes({MediaType.APPLICATION_JSON, YAML, OTHER_YAML, TEXT_YAML})
  @Operation(
      operationId = "importNimMetadata",
      summary = "Reads a document of the NIM Metadata API",
      description = "Metadata is kept by tag: find out imageDigest yourself." + APPLIES_NOTHING)
  @RequestBody(
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(type = SchemaType.OBJECT)),
        @Content(mediaType = YAML, schema = @Schema(type = SchemaType.OBJECT))
      })
  public ImportAnswer nimMetadata(
      @BeanParam ImportQuery query,
      @HeaderParam(HttpHeaders.CONTENT_TYPE) @Parameter(hidden = true) String contentType,
      InputStream body) {
    return importer.nimMetadata(body, format(contentType), Asked.of(query));
  }

  @POST
  @Idempotent
  @Path("/nim-metadata:fetch")
  @Operation(
      operationId = "fetchNimMetadata",
      summary = "Fetches a document of the NIM Metadata API and reads it",
      description =
          "Only from hosts in bailiwick.imports.allowed-hosts, by https, following no redirects."
              + APPLIES_NOTHING)
  public ImportAnswer fetchNimMetadata(
      @QueryParam("url")
          @Parameter(
              description = "Where the document stands",
              required = true,
              schema = @Schema(type = SchemaType.STRING))
          @Nullable String url,
      @BeanParam ImportQuery query) {
    if (url == null) {
      throw Asked.refused("url: where the document stands is needed");
    }
    return importer.fetchedNimMetadata(url, Asked.of(query));
  }

  @POST
  @Idempotent
  @Path("/nim-manifest")
  @Consumes({YAML, OTHER_YAML, TEXT_YAML, MediaType.APPLICATION_JSON})
  @Operation(
      operationId = "importNimManifest",
      summary = "Reads a NIM's model manifest, version 1 or 2",
      description = "Tags of YAML mean nothing here, and aliases are refused." + APPLIES_NOTHING)
  @RequestBody(
      content = {
        @Content(mediaType = YAML, schema = @Schema(type = SchemaType.OBJECT)),
        @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(type = SchemaType.OBJECT))
      })
  public ImportAnswer nimManifest(
      @BeanParam ImportQuery query,
      @HeaderParam(HttpHeaders.CONTENT_TYPE) @Parameter(hidden = true) String contentType,
      InputStream body) {
    return importer.nimManifest(body, format(contentType), Asked.of(query));
  }

  @POST
  @Idempotent
  @Path("/modelpack")
  @Consumes({MODEL_PACK, MediaType.APPLICATION_JSON})
  @Operation(
      operationId = "importModelPack",
      summary = "Reads a ModelPack config",
      description =
          "A single licence becomes the model's, as declared, unless the catalogue has one."
              + APPLIES_NOTHING)
  @RequestBody(
      content = {
        @Content(mediaType = MODEL_PACK, schema = @Schema(type = SchemaType.OBJECT)),
        @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(type = SchemaType.OBJECT))
      })
  public ImportAnswer modelPack(@BeanParam ImportQuery query, InputStream body) {
    return importer.modelPack(body, Format.JSON, Asked.of(query));
  }

  private static Format format(String contentType) {
    return MediaType.valueOf(contentType).getSubtype().equals("json") ? Format.JSON : Format.YAML;
  }
}
