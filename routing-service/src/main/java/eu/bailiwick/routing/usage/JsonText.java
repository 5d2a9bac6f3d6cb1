package eu.bailiwick.routing.usage;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Bytes of JSON that grow at the end. One is used again and again, by one thread at a time. */
final class JsonText {

  private static final int USUAL_BYTES = 2048;
  private static final int MILLI = 1_000_000;
  private static final int MICRO = 1_000;

  private byte[] bytes = new byte[USUAL_BYTES];
  private int length;

  /** The second whose text is at hand; most instants that follow are in it. */
  private long second = Long.MIN_VALUE;

  private byte[] secondText = new byte[0];

  /** Begins anew. */
  JsonText clear() {
    length = 0;
    return this;
  }

  /** Appends bytes as they are. */
  JsonText raw(byte[] more) {
    room(more.length);
    System.arraycopy(more, 0, bytes, length, more.length);
    length += more.length;
    return this;
  }

  /** Appends ASCII that needs no escape. */
  @SuppressWarnings("deprecation") // the only way to copy ASCII without another array
  JsonText ascii(String text) {
    room(text.length());
    text.getBytes(0, text.length(), bytes, length);
    length += text.length();
    return this;
  }

  /** Appends a string in quotes, with escapes where they are needed. */
  JsonText quoted(String value) {
    return ascii("\"").raw(JsonStringEncoder.getInstance().quoteAsUTF8(value)).ascii("\"");
  }

  /** Appends a number. */
  JsonText number(long value) {
    if (value < 0) {
      return ascii(Long.toString(value));
    }
    int digits = 1;
    for (long rest = value; rest >= 10; rest /= 10) {
      digits++;
    }
    room(digits);
    length += digits;
    digits(value, length, digits);
    return this;
  }

  /** Appends a number or {@code null}. */
  JsonText number(@Nullable Number value) {
    return switch (value) {
      case null -> ascii("null");
      case Double d -> ascii(Double.toString(d));
      default -> number(value.longValue());
    };
  }

  /** Appends what {@link Instant#toString} says, in quotes. */
  JsonText instant(Instant at) {
    if (at.getEpochSecond() != second) {
      String text = Instant.ofEpochSecond(at.getEpochSecond()).toString();
      secondText = text.substring(0, text.length() - 1).getBytes(StandardCharsets.US_ASCII);
      second = at.getEpochSecond();
    }
    ascii("\"").raw(secondText);
    int nanos = at.getNano();
    if (nanos == 0) {
      return ascii("Z\"");
    }
    if (nanos % MILLI == 0) {
      return fraction(nanos / MILLI, 3);
    }
    return nanos % MICRO == 0 ? fraction(nanos / MICRO, 6) : fraction(nanos, 9);
  }

  private JsonText fraction(int value, int digits) {
    room(digits + 1);
    bytes[length] = '.';
    length += digits + 1;
    digits(value, length, digits);
    return ascii("Z\"");
  }

  /** Writes the last {@code count} digits of {@code value} up to {@code end}. */
  private void digits(long value, int end, int count) {
    long rest = value;
    for (int i = end - 1; i >= end - count; i--) {
      bytes[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }

  private void room(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }

  /** What there is now; a copy. */
  byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }
}
