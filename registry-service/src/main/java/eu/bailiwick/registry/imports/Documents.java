package eu.bailiwick.registry.imports;

import com.fasterxml.jackson.databind.JsonNode;
import eu.bailiwick.registry.http.ErrorCode;
import eu.bailiwick.registry.http.RefusedException;
import eu.bailiwick.registry.json.Violations;
import java.util.Map;
import java.util.function.Function;

/** What the readers of all formats do. */
final class Documents {

  private Documents() {}

  /** The document's members. */
  static Members object(JsonNode root, Violations violations) {
    if (!root.isObject()) {
      violations.report("", "an object is needed");
    }
    return new Members(root, "", violations);
  }

  /** Adds a profile unless it has no id, or one that is there already; either is reported. */
  static void add(
      Map<String, Profile> profiles,
      Members profile,
      String idName,
      Function<String, Profile> reader) {
    String id = profile.needed(idName);
    if (id != null && profiles.putIfAbsent(id, reader.apply(id)) != null) {
      profile.violations().report(profile.at(idName), "\"" + id + "\" is there twice");
    }
  }

  /**
   * @throws RefusedException with 422 and every violation, if there is any
   */
  static void check(String format, Violations violations) {
    int count = violations.count();
    if (count > 0) {
      throw new RefusedException(
          ErrorCode.UNUSABLE_DOCUMENT,
          "this is no " + format + ": " + count + (count == 1 ? " violation" : " violations"),
          violations.list());
    }
  }
}
