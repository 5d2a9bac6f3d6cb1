package eu.bailiwick.metering.event;

import com.fasterxml.jackson.databind.JsonNode;
import eu.bailiwick.metering.event.MalformedEventException.Kind;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The members of one JSON object, read by name and type; knows where it stands, for messages. */
final class Members {

  private static final Pattern UUID_TEXT =
      Pattern.compile("[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}");

  private final JsonNode object;
  private final String path;

  private Members(JsonNode object, String path) {
    this.object = object;
    this.path = path;
  }

  static Members of(JsonNode node, String path) throws MalformedEventException {
    if (!node.isObject()) {
      throw new MalformedEventException(Kind.INVALID_FIELD, path + ": an object is needed");
    }
    return new Members(node, path);
  }

  Members object(String name) throws MalformedEventException {
    return of(required(name), at(name));
  }

  @Nullable Members optionalObject(String name) throws MalformedEventException {
    JsonNode node = optional(name);
    return node == null ? null : of(node, at(name));
  }

  String text(String name) throws MalformedEventException {
    return textOf(required(name), at(name));
  }

  @Nullable String optionalText(String name) throws MalformedEventException {
    JsonNode node = optional(name);
    return node == null ? null : textOf(node, at(name));
  }

  List<String> texts(String name) throws MalformedEventException {
    List<String> texts = new ArrayList<>();
    for (JsonNode element : array(name)) {
      texts.add(textOf(element, at(name)));
    }
    return List.copyOf(texts);
  }

  /** Empty if it is absent. */
  List<String> optionalTexts(String name) throws MalformedEventException {
    return optional(name) == null ? List.of() : texts(name);
  }

  List<Members> objects(String name) throws MalformedEventException {
    List<Members> objects = new ArrayList<>();
    for (JsonNode element : array(name)) {
      objects.add(of(element, at(name)));
    }
    return objects;
  }

  /** A whole number of at least 0. */
  long count(String name) throws MalformedEventException {
    return countOf(required(name), at(name));
  }

  @Nullable Long optionalCount(String name) throws MalformedEventException {
    JsonNode node = optional(name);
    return node == null ? null : countOf(node, at(name));
  }

  int small(String name) throws MalformedEventException {
    return smallOf(required(name), at(name));
  }

  @Nullable Integer optionalSmall(String name) throws MalformedEventException {
    JsonNode node = optional(name);
    return node == null ? null : smallOf(node, at(name));
  }

  double millis(String name) throws MalformedEventException {
    return millisOf(required(name), at(name));
  }

  @Nullable Double optionalMillis(String name) throws MalformedEventException {
    JsonNode node = optional(name);
    return node == null ? null : millisOf(node, at(name));
  }

  boolean flag(String name) throws MalformedEventException {
    JsonNode node = required(name);
    if (!node.isBoolean()) {
      throw invalid(at(name), "true or false is needed");
    }
    return node.booleanValue();
  }

  UUID uuid(String name) throws MalformedEventException {
    String text = text(name);
    if (!UUID_TEXT.matcher(text).matches()) {
      throw invalid(at(name), "a UUID is needed");
    }
    return UUID.fromString(text);
  }

  Instant instant(String name) throws MalformedEventException {
    try {
      return OffsetDateTime.parse(text(name)).toInstant();
    } catch (DateTimeException e) {
      throw invalid(at(name), "an ISO 8601 time with offset is needed");
    }
  }

  MalformedEventException invalid(String name, String need) {
    return new MalformedEventException(Kind.INVALID_FIELD, name + ": " + need);
  }

  private Iterable<JsonNode> array(String name) throws MalformedEventException {
    JsonNode node = required(name);
    if (!node.isArray()) {
      throw invalid(at(name), "an array is needed");
    }
    return node;
  }

  private @Nullable JsonNode optional(String name) {
    JsonNode node = object.get(name);
    return node == null || node.isNull() ? null : node;
  }

  private JsonNode required(String name) throws MalformedEventException {
    JsonNode node = optional(name);
    if (node == null) {
      throw new MalformedEventException(Kind.MISSING_FIELD, at(name) + " is missing");
    }
    return node;
  }

  private String at(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private String textOf(JsonNode node, String name) throws MalformedEventException {
    if (!node.isTextual()) {
      throw invalid(name, "text is needed");
    }
    String text = node.textValue();
    if (!isStorable(text)) {
      throw invalid(name, "holds a character that is no text");
    }
    return text;
  }

  /** PostgreSQL keeps neither U+0000 nor half of a surrogate pair. */
  private static boolean isStorable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0 || Character.isLowSurrogate(c)) {
        return false;
      }
      if (Character.isHighSurrogate(c)) {
        i++;
        if (i == text.length() || !Character.isLowSurrogate(text.charAt(i))) {
          return false;
        }
      }
    }
    return true;
  }

  private long countOf(JsonNode node, String name) throws MalformedEventException {
    if (!node.isIntegralNumber() || !node.canConvertToLong() || node.longValue() < 0) {
      throw invalid(name, "a whole number of at least 0 is needed");
    }
    return node.longValue();
  }

  private int smallOf(JsonNode node, String name) throws MalformedEventException {
    if (!node.isIntegralNumber() || !node.canConvertToInt()) {
      throw invalid(name, "a whole number of at most 32 bits is needed");
    }
    return node.intValue();
  }

  private double millisOf(JsonNode node, String name) throws MalformedEventException {
    if (!node.isNumber() || !(node.doubleValue() >= 0) || Double.isInfinite(node.doubleValue())) {
      throw invalid(name, "a number of at least 0 is needed");
    }
    return node.doubleValue();
  }
}
