package eu.bailiwick.registry.catalogue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bailiwick.registry.document.DocumentWriter;
import eu.bailiwick.registry.document.Format;
import eu.bailiwick.registry.document.Kind;
import eu.bailiwick.registry.json.CatalogueJson;

/** The document that makes a catalogue what it is, as far as documents do. */
final class Export {

  private Export() {}

  /** Kinds in the order in which they refer to each other, each in order of id; no empty lists. */
  static String of(CatalogueState state, Format format) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    for (Kind<?> kind : Kind.DECLARED) {
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      state
          .list(kind)
          .forEach(value -> list.add(CatalogueJson.mapper().<ObjectNode>valueToTree(value)));
      if (!list.isEmpty()) {
        document.set(kind.list(), list);
      }
    }
    return DocumentWriter.write(document, format);
  }
}
