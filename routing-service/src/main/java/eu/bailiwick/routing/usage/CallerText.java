package eu.bailiwick.routing.usage;

import org.jspecify.annotations.Nullable;

/** Text that a caller chose, made fit for an event. */
final class CallerText {

  private static final int MAX_CHARACTERS = 256;
  private static final char ELLIPSIS = '\u2026';
  private static final char REPLACEMENT = '\ufffd';

  private CallerText() {}

  /** At most 256 characters, and an ellipsis if there were more. */
  static @Nullable String cut(@Nullable String text) {
    if (text == null || text.length() <= MAX_CHARACTERS) {
      return wellFormed(text);
    }
    return wellFormed(text.substring(0, MAX_CHARACTERS)) + ELLIPSIS;
  }

  /** The text with every half of a surrogate pair replaced: UTF-8 has no place for it. */
  static @Nullable String wellFormed(@Nullable String text) {
    if (text == null || !hasSurrogates(text)) {
      return text;
    }
    return text.codePoints()
        .map(c -> isHalf(c) ? REPLACEMENT : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static boolean hasSurrogates(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isHalf(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }
}
