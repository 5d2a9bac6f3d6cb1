package eu.bailiwick.registry.catalogue;

import eu.bailiwick.registry.http.ErrorCode;
import eu.bailiwick.registry.http.RefusedException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a list goes on.
 *
 * @param moment what all pages of the list show
 * @param question fingerprint of what was asked
 * @param afterId the last id of the page before
 */
record PageToken(Moment moment, String question, String afterId) {

  private static final Pattern FORM =
      Pattern.compile(
          "(\\d{1,18})\\|([0-9T:.Z-]{20,32})\\|([0-9a-f]{16})\\|([A-Za-z0-9._:/-]{1,256})");

  /** Opaque text for URLs. */
  String text() {
    String plain =
        String.join(
            "|", Long.toString(moment.revision()), moment.at().toString(), question, afterId);
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(plain.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads what {@link #text} wrote.
   *
   * @param question fingerprint of what is asked now
   * @param current the revision that cannot be exceeded
   * @throws RefusedException with 400 if it is no such text or belongs to another question
   */
  static PageToken parse(String text, String question, long current) {
    Matcher matcher = FORM.matcher(decode(text));
    if (!matcher.matches() || Long.parseLong(matcher.group(1)) > current) {
      throw refused();
    }
    if (!matcher.group(3).equals(question)) {
      throw new RefusedException(
          ErrorCode.INVALID_PARAMETER,
          "after: it belongs to a list with other filters; send those of the page before");
    }
    return new PageToken(
        new Moment(Long.parseLong(matcher.group(1)), instant(matcher.group(2))),
        question,
        matcher.group(4));
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw refused();
    }
  }

  static RefusedException refused() {
    return new RefusedException(
        ErrorCode.INVALID_PARAMETER, "after: send the \"next\" of the page before");
  }

  private static String decode(String text) {
    try {
      return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
