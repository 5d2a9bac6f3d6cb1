package eu.bailiwick.metering.c2sp;

import eu.bailiwick.metering.event.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** The small parts of which all formats are made. */
final class Texts {

  static final int HASH_BYTES = 32;

  private static final int NEXT_LINE = 0x85;
  private static final String DECIMAL = "0|[1-9][0-9]{0,18}";

  private Texts() {}

  static String utf8(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new MalformedException("it is not valid UTF-8");
    }
  }

  /** Only the one text that encodes the bytes: with padding, and without stray bits. */
  static Bytes base64(String text) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new MalformedException("\"" + shown(text) + "\" is not Base64");
    }
    if (!base64(bytes).equals(text)) {
      throw new MalformedException("\"" + shown(text) + "\" is not canonical Base64");
    }
    return new Bytes(bytes);
  }

  static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  static Bytes hash(String text) {
    Bytes hash = base64(text);
    if (hash.length() != HASH_BYTES) {
      throw new MalformedException("a hash of " + hash.length() + " bytes instead of 32");
    }
    return hash;
  }

  /** A number without sign or leading zeros, below 2^63. */
  static long decimal(String text) {
    if (!text.matches(DECIMAL)) {
      throw new MalformedException("\"" + shown(text) + "\" is not a decimal number");
    }
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new MalformedException("\"" + text + "\" is 2^63 or more");
    }
  }

  /** The lines of a text, each of which has to end with a line feed. */
  static List<String> lines(String text) {
    if (!text.endsWith("\n")) {
      throw new MalformedException("the last line does not end with a line feed");
    }
    String[] lines = text.split("\n", -1);
    return List.copyOf(Arrays.asList(lines).subList(0, lines.length - 1));
  }

  /** Whether a key may have that name. */
  static boolean isName(String name) {
    return !name.isEmpty()
        && name.codePoints().noneMatch(c -> c == '+' || c < ' ' || isUnicodeSpace(c));
  }

  private static boolean isUnicodeSpace(int codePoint) {
    return Character.isWhitespace(codePoint)
        || Character.isSpaceChar(codePoint)
        || codePoint == NEXT_LINE;
  }

  /** Enough of a text to find it. */
  static String shown(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "…";
  }
}
