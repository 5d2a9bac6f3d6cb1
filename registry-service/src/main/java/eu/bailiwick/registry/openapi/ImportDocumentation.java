package eu.bailiwick.registry.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import eu.bailiwick.registry.document.DocumentParser;
import eu.bailiwick.registry.document.Format;
import eu.bailiwick.registry.json.CatalogueJson;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.PathItem;

/** Adds examples of the documents of others that can be sent. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class ImportDocumentation implements OASFilter {

  private static final Map<String, String> EXAMPLES =
      Map.of(
          "/v1/imports/nim-metadata", "nim-metadata.json",
          "/v1/imports/nim-manifest", "nim-manifest.yaml",
          "/v1/imports/modelpack", "modelpack.json",
          "/v1/versions/{id}/signatures", "signature-report.json");

  @Override
  public void filterOpenAPI(OpenAPI api) {
    EXAMPLES.forEach(
        (path, file) -> {
          PathItem item = Objects.requireNonNull(api.getPaths().getPathItem(path), path);
          Object example = CatalogueJson.mapper().convertValue(read(file), Object.class);
          item.getPOST()
              .getRequestBody()
              .getContent()
              .getMediaTypes()
              .values()
              .forEach(body -> body.setExample(example));
        });
  }

  private static JsonNode read(String file) {
    String resource = "/examples/" + file;
    Format format = file.endsWith(".json") ? Format.JSON : Format.YAML;
    try (InputStream in =
        Objects.requireNonNull(ImportDocumentation.class.getResourceAsStream(resource), resource)) {
      return new DocumentParser(1 << 20).parse(in, format);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
