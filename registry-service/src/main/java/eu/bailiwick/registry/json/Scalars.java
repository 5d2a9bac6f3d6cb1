package eu.bailiwick.registry.json;

import com.fasterxml.jackson.databind.JsonNode;
import eu.bailiwick.sovereignty.law.Country;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Reads single values. Nothing is coerced: a number is no text, a text is no number. */
final class Scalars {

  private static final int MAX_DECIMALS = 9;

  private static final Map<Class<?>, Function<JsonNode, Object>> READERS =
      Map.ofEntries(
          Map.entry(String.class, Scalars::text),
          Map.entry(URI.class, Scalars::uri),
          Map.entry(Instant.class, Scalars::instant),
          Map.entry(LocalDate.class, Scalars::date),
          Map.entry(Duration.class, Scalars::duration),
          Map.entry(Country.class, node -> new Country(text(node))),
          Map.entry(BigDecimal.class, Scalars::decimal),
          Map.entry(Integer.class, Scalars::integer),
          Map.entry(int.class, Scalars::integer),
          Map.entry(Long.class, Scalars::longInteger),
          Map.entry(long.class, Scalars::longInteger));

  private Scalars() {}

  static boolean reads(Class<?> type) {
    return type.isEnum() || READERS.containsKey(type);
  }

  /**
   * @throws IllegalArgumentException if {@code node} is not such a value; says what is needed
   */
  static Object read(Class<?> type, JsonNode node) {
    Function<JsonNode, Object> reader = READERS.get(type);
    return reader == null ? constant(type, node) : reader.apply(node);
  }

  private static String text(JsonNode node) {
    if (!node.isTextual()) {
      throw needed("a text", node);
    }
    String text = node.textValue();
    if (!text.codePoints().allMatch(Scalars::storable)) {
      throw new IllegalArgumentException("control characters and lone surrogates are not accepted");
    }
    return text;
  }

  private static boolean storable(int codePoint) {
    boolean control = Character.isISOControl(codePoint) && codePoint != '\n' && codePoint != '\t';
    return !control && Character.getType(codePoint) != Character.SURROGATE;
  }

  private static URI uri(JsonNode node) {
    try {
      return new URI(text(node));
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("a URL is needed, such as https://site.example/nim", e);
    }
  }

  private static Instant instant(JsonNode node) {
    try {
      return Instant.parse(text(node));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "an instant in ISO 8601 is needed, such as 2026-11-23T00:00:00Z", e);
    }
  }

  private static LocalDate date(JsonNode node) {
    try {
      return LocalDate.parse(text(node));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("a date in ISO 8601 is needed, such as 2026-11-23", e);
    }
  }

  private static Duration duration(JsonNode node) {
    try {
      return Duration.parse(text(node));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "a duration in ISO 8601 is needed, such as P30D or PT1H", e);
    }
  }

  private static BigDecimal decimal(JsonNode node) {
    if (!node.isNumber()) {
      throw needed("a number", node);
    }
    BigDecimal decimal = node.decimalValue();
    if (decimal.scale() > MAX_DECIMALS || decimal.scale() < -MAX_DECIMALS) {
      throw new IllegalArgumentException("a number of at most 9 decimals is needed");
    }
    return decimal.scale() < 0 ? decimal.setScale(0) : decimal;
  }

  private static Integer integer(JsonNode node) {
    if (!node.isIntegralNumber() || !node.canConvertToInt()) {
      throw needed("a whole number of 32 bits", node);
    }
    return node.intValue();
  }

  private static Long longInteger(JsonNode node) {
    if (!node.isIntegralNumber() || !node.canConvertToLong()) {
      throw needed("a whole number of 64 bits", node);
    }
    return node.longValue();
  }

  private static Object constant(Class<?> type, JsonNode node) {
    String name = text(node);
    Object[] constants = type.getEnumConstants();
    return Arrays.stream(constants)
        .filter(constant -> ((Enum<?>) constant).name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "\"" + name + "\" is not one of " + Arrays.toString(constants)));
  }

  private static IllegalArgumentException needed(String what, JsonNode node) {
    String hint = what.equals("a text") && node.isValueNode() ? "; put it in quotes" : "";
    return new IllegalArgumentException(
        what + " is needed, not a " + node.getNodeType().name().toLowerCase(Locale.ROOT) + hint);
  }
}
