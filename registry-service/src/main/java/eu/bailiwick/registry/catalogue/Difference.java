package eu.bailiwick.registry.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import eu.bailiwick.registry.json.CatalogueJson;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What is different about one resource.
 *
 * @param kind as in URLs
 * @param id identifier
 * @param fields field by field, the first ones if there are many
 * @param moreFields how many are left out
 */
public record Difference(String kind, String id, List<Field> fields, int moreFields) {

  private static final int SHOWN = 200;

  /**
   * One field.
   *
   * @param path where, as in {@code facts.processing.value}
   * @param before null if it was not there
   * @param after null if it is gone
   */
  @Schema(name = "FieldDifference")
  public record Field(
      String path,
      @Schema(implementation = Object.class) @Nullable JsonNode before,
      @Schema(implementation = Object.class) @Nullable JsonNode after) {}

  /** Compares two states of a resource. */
  static Difference between(String kind, String id, Record before, Record after) {
    JsonNode was = CatalogueJson.mapper().valueToTree(before);
    JsonNode is = CatalogueJson.mapper().valueToTree(after);
    return between(kind, id, was, is);
  }

  /** Compares two states of a resource as JSON. */
  public static Difference between(String kind, String id, JsonNode before, JsonNode after) {
    List<Field> fields = new ArrayList<>();
    compare("", before, after, fields);
    List<Field> shown = fields.subList(0, Math.min(SHOWN, fields.size()));
    return new Difference(kind, id, List.copyOf(shown), fields.size() - shown.size());
  }

  private static void compare(
      String path, @Nullable JsonNode before, @Nullable JsonNode after, List<Field> fields) {
    if (before != null && after != null && before.isObject() && after.isObject()) {
      TreeSet<String> names = new TreeSet<>();
      before.fieldNames().forEachRemaining(names::add);
      after.fieldNames().forEachRemaining(names::add);
      for (String name : names) {
        String member = path.isEmpty() ? name : path + "." + name;
        compare(member, before.get(name), after.get(name), fields);
      }
    } else if (before != null && after != null && isListOfParts(before) && isListOfParts(after)) {
      for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
        compare(path + "[" + i + "]", before.get(i), after.get(i), fields);
      }
    } else if (before == null ? after != null : !before.equals(after)) {
      fields.add(new Field(path, before, after));
    }
  }

  /** Lists of plain values are compared as a whole. */
  private static boolean isListOfParts(JsonNode node) {
    return node.isArray() && node.valueStream().allMatch(JsonNode::isObject) && !node.isEmpty();
  }
}
