package eu.bailiwick.registry.http;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The conditional headers of RFC 9110 section 13.
 *
 * @param ifMatch value of {@code If-Match}; null if absent
 * @param ifNoneMatch value of {@code If-None-Match}; null if absent
 */
public record Precondition(@Nullable String ifMatch, @Nullable String ifNoneMatch) {

  private static final String ANY = "*";

  /** Whether a reader who sent these headers already has what {@code etag} stands for. */
  public boolean hasAlready(String etag) {
    return ifNoneMatch != null && matches(ifNoneMatch, etag, true);
  }

  /**
   * Checks that a change may be made.
   *
   * @param current strong ETag of what is there; empty if nothing is
   * @throws RefusedException with 412 if it is not in the expected state, with 428 if it exists and
   *     {@code If-Match} is absent
   */
  public void checkChange(Optional<String> current) {
    if (ifNoneMatch != null && current.isPresent() && matches(ifNoneMatch, current.get(), true)) {
      throw RefusedException.because(
          ErrorCode.PRECONDITION_FAILED,
          "it exists, with ETag " + current.get() + "; If-None-Match says it must not",
          current.get());
    }
    if (ifMatch != null) {
      checkMatch(ifMatch, current);
    } else if (current.isPresent()) {
      throw new RefusedException(
          ErrorCode.PRECONDITION_REQUIRED,
          "it exists: send If-Match with the ETag of the state that you want to change");
    }
  }

  private static void checkMatch(String ifMatch, Optional<String> current) {
    if (current.isEmpty()) {
      throw new RefusedException(
          ErrorCode.PRECONDITION_FAILED, "it does not exist; If-Match says it must");
    }
    if (!matches(ifMatch, current.get(), false)) {
      throw RefusedException.because(
          ErrorCode.PRECONDITION_FAILED,
          "it has changed: its ETag is " + current.get() + ", If-Match says " + ifMatch,
          current.get());
    }
  }

  /** Weak tags match a strong one only when {@code weakly} comparing. */
  private static boolean matches(String header, String etag, boolean weakly) {
    return Arrays.stream(header.split(",", -1))
        .map(String::strip)
        .map(tag -> weakly && tag.startsWith("W/") ? tag.substring(2) : tag)
        .anyMatch(tag -> tag.equals(ANY) || tag.equals(etag));
  }
}
