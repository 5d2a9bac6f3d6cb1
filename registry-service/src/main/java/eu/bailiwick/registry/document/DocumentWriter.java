package eu.bailiwick.registry.document;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import eu.bailiwick.registry.json.CatalogueJson;

/** Writes documents that {@link DocumentParser} reads. The same tree always gives the same text. */
public final class DocumentWriter {

  /** Every text in quotes, so that no reader takes one for something else. */
  private static final YAMLMapper YAML =
      YAMLMapper.builder(
              YAMLFactory.builder()
                  .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                  .disable(YAMLGenerator.Feature.SPLIT_LINES)
                  .build())
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .build();

  private DocumentWriter() {}

  /** The text of a document, with a line feed at the end. */
  public static String write(JsonNode document, Format format) {
    try {
      return switch (format) {
        case JSON ->
            CatalogueJson.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(document)
                + "\n";
        case YAML -> YAML.writeValueAsString(document);
      };
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
