package eu.bailiwick.sovereignty.evidence;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Pattern;

/** Checks that the constructors of several records share; each throws IllegalArgumentException. */
public final class Checks {

  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9._-]{0,126}");
  private static final Pattern MODEL_ID =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]*(/[A-Za-z0-9][A-Za-z0-9._:-]*)*");
  private static final Pattern SCHEME = Pattern.compile("[A-Z][A-Z0-9_]*");
  private static final Pattern SHA_256 = Pattern.compile("sha256:[0-9a-f]{64}");

  private static final Pattern DATE = Pattern.compile("\\d{4}(-\\d{2}(-\\d{2})?)?");

  private Checks() {}

  public static void id(String id) {
    id(id, "id");
  }

  /** Checks an identifier that stands in {@code field}; the message begins with that name. */
  public static void id(String id, String field) {
    if (id == null || !ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          field
              + " \""
              + id
              + "\": up to 127 of a-z 0-9 . _ - are needed, first a letter or digit");
    }
  }

  public static void modelId(String id) {
    modelId(id, "id");
  }

  /** Checks a model's identifier in {@code field}; the message begins with that name. */
  public static void modelId(String id, String field) {
    if (id == null || id.length() > 256 || !MODEL_ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          field + " \"" + id + "\": letters, digits and . _ : - in parts divided by / are needed");
    }
  }

  public static void notBlank(String text, String field) {
    if (text == null || text.isBlank()) {
      throw new IllegalArgumentException(field + " is empty");
    }
  }

  public static void scheme(String scheme) {
    if (scheme == null || !SCHEME.matcher(scheme).matches()) {
      throw new IllegalArgumentException(
          "scheme \"" + scheme + "\": upper-case letters, digits and _ are needed");
    }
  }

  /** Checks a date of which only the month or the year may be known, such as {@code 2026-03}. */
  public static void date(String date, String field) {
    try {
      if (DATE.matcher(date).matches()) {
        LocalDate.parse(date + "-01-01".substring(date.length() - 4));
        return;
      }
    } catch (DateTimeException e) {
      // no such month or day: said below
    }
    throw new IllegalArgumentException(
        field + " \"" + date + "\": a date is needed, such as 2026, 2026-03 or 2026-03-31");
  }

  public static void sha256(String digest, String field) {
    if (digest == null || !SHA_256.matcher(digest).matches()) {
      throw new IllegalArgumentException(
          field + " \"" + digest + "\": sha256: and 64 lower-case hex digits are needed, no tag");
    }
  }
}
