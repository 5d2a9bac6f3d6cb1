package eu.bailiwick.registry.signatures;

import com.fasterxml.jackson.databind.JsonNode;
import eu.bailiwick.registry.document.DocumentParser;
import eu.bailiwick.registry.document.Format;
import eu.bailiwick.registry.http.ErrorCode;
import eu.bailiwick.registry.http.RefusedException;
import eu.bailiwick.registry.json.Violation;
import java.io.ByteArrayInputStream;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** Reads the fields of signature documents; each method refuses with the field's path. */
final class Fields {

  private Fields() {}

  static String text(JsonNode object, String name, String path) {
    JsonNode member = object.path(name);
    if (!member.isTextual()) {
      throw refused(path + "." + name, "a text is needed");
    }
    return member.textValue();
  }

  static byte[] base64(JsonNode object, String name, String path) {
    try {
      return Base64.getDecoder().decode(text(object, name, path));
    } catch (IllegalArgumentException e) {
      throw refused(path + "." + name, "base64 is needed");
    }
  }

  static byte[] hex(JsonNode object, String name, String path) {
    try {
      return HexFormat.of().parseHex(text(object, name, path));
    } catch (IllegalArgumentException e) {
      throw refused(path + "." + name, "hex digits are needed");
    }
  }

  static JsonNode list(JsonNode object, String name, String path) {
    JsonNode member = object.path(name);
    if (!member.isArray() || member.isEmpty()) {
      throw refused(path + "." + name, "a list that is not empty is needed");
    }
    return member;
  }

  static void is(String expected, JsonNode object, String name, String path) {
    String found = text(object, name, path);
    if (!found.equals(expected)) {
      throw refused(path + "." + name, "\"" + expected + "\" is needed, not \"" + found + "\"");
    }
  }

  /** A JSON document inside a document. */
  static JsonNode json(byte[] bytes, String path, DocumentParser parser) {
    try {
      return parser.parse(new ByteArrayInputStream(bytes), Format.JSON);
    } catch (RefusedException e) {
      throw refused(path, "JSON is needed; " + e.getMessage());
    }
  }

  static RefusedException refused(String path, String message) {
    return new RefusedException(
        ErrorCode.UNUSABLE_DOCUMENT, path + ": " + message, List.of(new Violation(path, message)));
  }
}
