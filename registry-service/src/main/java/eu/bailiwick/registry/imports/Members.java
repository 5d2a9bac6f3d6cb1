package eu.bailiwick.registry.imports;

import com.fasterxml.jackson.databind.JsonNode;
import eu.bailiwick.registry.json.Violations;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Members of an object in somebody else's document. Absent and null mean unknown and are returned
 * as null; members that nobody asks for do no harm; one that is there and unusable is reported.
 * Values may stand in quotes or not, as manifests do both.
 *
 * @param node the object
 * @param path where it stands; empty for the document
 */
record Members(JsonNode node, String path, Violations violations) {

  private static final int LONGEST = 512;
  private static final int MOST_DIGITS = 9;
  private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9})?");

  /** The object in a member; empty of members if it is absent or no object. */
  Members object(String name) {
    JsonNode member = node.path(name);
    if (!absent(member) && !member.isObject()) {
      violations.report(at(name), "an object is needed");
    }
    return new Members(member, at(name), violations);
  }

  /** The objects in a list; null if the list is absent. */
  @Nullable List<Members> objects(String name) {
    JsonNode member = node.path(name);
    if (absent(member)) {
      return null;
    }
    List<Members> objects = new ArrayList<>();
    if (!member.isArray()) {
      violations.report(at(name), "a list is needed");
    }
    for (int i = 0; member.isArray() && i < member.size(); i++) {
      String position = at(name) + "[" + i + "]";
      if (member.get(i).isObject()) {
        objects.add(new Members(member.get(i), position, violations));
      } else {
        violations.report(position, "an object is needed");
      }
    }
    return objects;
  }

  @Nullable String text(String name) {
    return value(name, "a text of at most " + LONGEST + " printable characters", Members::text);
  }

  /** A text that has to be there; reported if it is not. */
  @Nullable String needed(String name) {
    String text = text(name);
    if (absent(node.path(name)) || (text != null && text.isBlank())) {
      violations.report(at(name), "is missing");
      return null;
    }
    return text;
  }

  /** A whole number above zero. */
  @Nullable Integer count(String name) {
    return value(name, "a whole number from 1", Members::count);
  }

  /** A number that is not negative. */
  @Nullable BigDecimal amount(String name) {
    return value(name, "a number of at most " + MOST_DIGITS + " digits", Members::amount);
  }

  @Nullable Boolean flag(String name) {
    return value(name, "true or false", Members::flag);
  }

  /** One text or a list of them; both are in use for the same member. */
  @Nullable List<String> texts(String name) {
    return value(name, "a text or a list of texts", Members::texts);
  }

  String at(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private <T> @Nullable T value(
      String name, String needed, Function<JsonNode, @Nullable T> reader) {
    JsonNode member = node.path(name);
    if (absent(member)) {
      return null;
    }
    T value = reader.apply(member);
    if (value == null) {
      violations.report(at(name), needed + " is needed");
    }
    return value;
  }

  private static boolean absent(JsonNode member) {
    return member.isMissingNode() || member.isNull();
  }

  private static @Nullable String text(JsonNode member) {
    String text = member.isTextual() || member.isNumber() ? member.asText() : null;
    return text != null && printable(text) ? text : null;
  }

  static boolean printable(String text) {
    return text.length() <= LONGEST
        && text.codePoints()
            .noneMatch(
                c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
  }

  private static @Nullable Integer count(JsonNode member) {
    String text = text(member);
    return text != null && text.matches("[0-9]{1,9}") && Integer.parseInt(text) > 0
        ? Integer.valueOf(text)
        : null;
  }

  private static @Nullable BigDecimal amount(JsonNode member) {
    if (member.isTextual() && !DECIMAL.matcher(member.textValue()).matches()) {
      return null;
    }
    BigDecimal amount = member.isTextual() ? new BigDecimal(member.textValue()) : number(member);
    return amount == null || amount.signum() < 0 ? null : amount;
  }

  /** Not one whose digits would fill the memory when written out. */
  private static @Nullable BigDecimal number(JsonNode member) {
    if (!member.isNumber()) {
      return null;
    }
    BigDecimal number = member.decimalValue();
    boolean usable = Math.abs(number.scale()) <= MOST_DIGITS && number.precision() <= MOST_DIGITS;
    return usable ? number.setScale(Math.max(0, number.scale())) : null;
  }

  private static @Nullable Boolean flag(JsonNode member) {
    String text = member.isValueNode() ? member.asText() : "";
    return (text.equals("true") || text.equals("false")) ? Boolean.valueOf(text) : null;
  }

  private static @Nullable List<String> texts(JsonNode member) {
    if (!member.isArray()) {
      String text = text(member);
      return text == null ? null : List.of(text);
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode element : member) {
      String text = text(element);
      if (text == null) {
        return null;
      }
      texts.add(text);
    }
    return List.copyOf(texts);
  }
}
