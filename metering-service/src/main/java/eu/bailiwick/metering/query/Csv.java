package eu.bailiwick.metering.query;

import java.util.Collection;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Lines of comma-separated values, RFC 4180. A text that a spreadsheet would take for a formula
 * gets an apostrophe before it: model names come from callers.
 */
public final class Csv {

  private static final String FORMULA = "=+-@\t\r";

  private Csv() {}

  /** One line with its end; null is an empty cell, texts are guarded, the rest is not. */
  public static String line(Collection<? extends @Nullable Object> values) {
    return values.stream().map(Csv::cell).collect(Collectors.joining(",", "", "\r\n"));
  }

  private static String cell(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case String text -> quoted(guarded(text));
      default -> value.toString();
    };
  }

  private static String guarded(String text) {
    return !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
  }

  private static String quoted(String text) {
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : "\"" + text.replace("\"", "\"\"") + "\"";
  }
}
