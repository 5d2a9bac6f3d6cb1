package eu.bailiwick.routing.openai;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The stretch of a JSON string in which nothing ends it or escapes. Looks at eight bytes at a time.
 */
final class PlainText {

  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = ONES << 7;
  private static final long QUOTES = ONES * '"';
  private static final long BACKSLASHES = ONES * '\\';

  private PlainText() {}

  /**
   * Where the first quote or backslash is, not before {@code from}; {@code to} if there is none.
   */
  static int end(byte[] bytes, int from, int to) {
    int i = from;
    while (i <= to - Long.BYTES && isPlain((long) EIGHT.get(bytes, i))) {
      i += Long.BYTES;
    }
    while (i < to && bytes[i] != '"' && bytes[i] != '\\') {
      i++;
    }
    return i;
  }

  private static boolean isPlain(long eight) {
    return !hasZero(eight ^ QUOTES) && !hasZero(eight ^ BACKSLASHES);
  }

  /** Whether one of eight bytes is zero. */
  private static boolean hasZero(long eight) {
    return ((eight - ONES) & ~eight & HIGH_BITS) != 0;
  }
}
