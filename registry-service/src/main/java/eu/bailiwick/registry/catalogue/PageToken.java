package eu.bailiwick.registry.catalogue;

import eu.bailiwick.registry.http.ErrorCode;
import eu.bailiwick.registry.http.RefusedException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a list goes on.
 *
 * @param revision the catalogue's revision that the list shows
 * @param afterId the last id of the page before; empty at the start
 */
record PageToken(long revision, String afterId) {

  private static final Pattern FORM = Pattern.compile("(\\d{1,18}):([A-Za-z0-9._:/-]{1,256})");

  static PageToken start(long revision) {
    return new PageToken(revision, "");
  }

  /** Opaque text for URLs. */
  String text() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((revision + ":" + afterId).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads what {@link #text} wrote.
   *
   * @param current the revision that cannot be exceeded
   * @throws RefusedException if it is no such text
   */
  static PageToken parse(String text, long current) {
    Matcher matcher = FORM.matcher(decode(text));
    if (!matcher.matches() || Long.parseLong(matcher.group(1)) > current) {
      throw new RefusedException(
          ErrorCode.INVALID_PARAMETER, "after: send the \"next\" of the page before");
    }
    return new PageToken(Long.parseLong(matcher.group(1)), matcher.group(2));
  }

  private static String decode(String text) {
    try {
      return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
