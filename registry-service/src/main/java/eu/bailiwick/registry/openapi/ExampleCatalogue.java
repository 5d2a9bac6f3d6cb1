package eu.bailiwick.registry.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import eu.bailiwick.registry.document.DocumentParser;
import eu.bailiwick.registry.document.Format;
import eu.bailiwick.registry.document.Kind;
import eu.bailiwick.registry.json.CatalogueJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;

/** The example document, whole and in parts. */
final class ExampleCatalogue {

  private static final String RESOURCE = "/examples/catalogue.yaml";

  private final JsonNode root = read();

  Object document() {
    return plain(root);
  }

  /** The first resource of a kind. */
  Object first(Kind<?> kind) {
    return plain(root.path(kind.list()).path(0));
  }

  /** A change of the first resource of a kind that leaves it as it is. */
  Object patch(Kind<?> kind) {
    JsonNode first = root.path(kind.list()).path(0);
    String member = "";
    for (Map.Entry<String, JsonNode> field : first.properties()) {
      boolean text = field.getValue().isTextual() && !field.getKey().equals("id");
      member = text || !first.path(member).isTextual() ? field.getKey() : member;
    }
    return Map.of(member, plain(first.path(member)));
  }

  private static Object plain(JsonNode node) {
    return CatalogueJson.mapper().convertValue(node, Object.class);
  }

  private static JsonNode read() {
    try (InputStream in =
        Objects.requireNonNull(ExampleCatalogue.class.getResourceAsStream(RESOURCE), RESOURCE)) {
      return new DocumentParser(1 << 20).parse(in, Format.YAML);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
