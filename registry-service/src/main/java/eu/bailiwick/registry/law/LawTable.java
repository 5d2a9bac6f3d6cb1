package eu.bailiwick.registry.law;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bailiwick.registry.http.ErrorCode;
import eu.bailiwick.registry.http.RefusedException;
import eu.bailiwick.registry.json.CatalogueJson;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The memberships as a table: a line that names the edition, a line of headings, a line for each
 * row, cells separated by semicolons. The shape in which the law ships with the software.
 */
final class LawTable {

  private static final Pattern EDITION = Pattern.compile("# edition (\\S+)");
  private static final List<String> HEADINGS =
      List.of(
          "group",
          "country",
          "validFrom",
          "validTo",
          "recordedFrom",
          "recordedTo",
          "scope",
          "source");

  private LawTable() {}

  /**
   * The document that a table stands for; it says nothing of control rules.
   *
   * @throws RefusedException with 400 if it is no such table
   */
  static JsonNode document(String table) {
    List<String> lines = table.lines().toList();
    Matcher edition = EDITION.matcher(lines.isEmpty() ? "" : lines.getFirst());
    if (!edition.matches()) {
      throw malformed(1, "\"# edition\" with its date is needed");
    }
    if (lines.size() < 2 || !cells(lines.get(1)).equals(HEADINGS)) {
      throw malformed(2, "the headings " + String.join(";", HEADINGS) + " are needed");
    }
    ObjectNode document = CatalogueJson.mapper().createObjectNode();
    document.put("edition", edition.group(1));
    ArrayNode memberships = document.putArray("memberships");
    for (int i = 2; i < lines.size(); i++) {
      row(memberships.addObject(), i + 1, cells(lines.get(i)));
    }
    return document;
  }

  private static void row(ObjectNode row, int line, List<String> cells) {
    if (cells.size() != HEADINGS.size()) {
      throw malformed(line, HEADINGS.size() + " cells are needed, not " + cells.size());
    }
    for (int i = 0; i < cells.size(); i++) {
      if (!cells.get(i).isEmpty()) {
        row.put(HEADINGS.get(i), cells.get(i));
      }
    }
  }

  private static List<String> cells(String line) {
    return List.of(line.split(";", -1));
  }

  private static RefusedException malformed(int line, String needed) {
    return new RefusedException(ErrorCode.MALFORMED_DOCUMENT, "line " + line + ": " + needed);
  }
}
