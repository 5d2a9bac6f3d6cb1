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
import java.util.regex.Pattern;

/** Reads the fields of signature documents; each method refuses with the field's path. */
final class Fields {

  private static final Pattern SHA_256 = Pattern.compile("sha256:[0-9a-f]{64}");

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

  /** The digest of an in-toto subject, {@code sha256:…}. */
  static String subject(JsonNode subject, String path) {
    return digest("sha256:" + text(subject.path("digest"), "sha256", path), path + ".sha256");
  }

  static String digest(String text, String path) {
    if (!SHA_256.matcher(text).matches()) {
      throw refused(path, "a SHA-256 digest in lower-case hex is needed");
    }
    return text;
  }

  static JsonNode list(JsonNode object, String name, String path) {
    JsonNode member = object.path(name);
    if (!member.isArray() || member.isEmpty()) {
      throw refused(path + "." + name, "a list that is not empty is needed");
    }
    return member;
  }

  static void is(String expected, JsonNode object, String name, String path) {
    if (!text(object, name, path).equals(expected)) {
      throw refused(path + "." + name, "\"" + expected + "\" is needed");
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
