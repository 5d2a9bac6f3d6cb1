package eu.bailiwick.routing.openai;

import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Watches one JSON document go by, byte by byte, wherever it is split, and notices two of its
 * members: {@code usage}, if it is an object, and whether {@code choices} is empty. Keeps nothing
 * but the usage object. Bytes of a character beyond ASCII never look like JSON's own, so UTF-8
 * needs no decoding. What is not JSON is watched without harm.
 */
final class AnswerScan {

  /** A usage object larger than this is not one. */
  private static final int MAX_USAGE = 8 * 1024;

  private static final int MAX_KEY = 8;

  /** What is known of {@code choices}. */
  enum Choices {
    UNKNOWN,
    EMPTY,
    PRESENT
  }

  private enum Expecting {
    NOTHING,
    KEY,
    USAGE,
    CHOICES,
    FIRST_CHOICE
  }

  private final StringBuilder key = new StringBuilder(MAX_KEY);
  private final ByteArrayOutputStream captured = new ByteArrayOutputStream(128);

  private int depth;
  private boolean inString;
  private boolean escaped;
  private boolean readingKey;
  private boolean capturing;
  private Expecting expecting = Expecting.NOTHING;
  private Choices choices = Choices.UNKNOWN;
  private byte @Nullable [] usage;

  /** Forgets the document. */
  void reset() {
    depth = 0;
    inString = false;
    escaped = false;
    readingKey = false;
    capturing = false;
    captured.reset();
    expecting = Expecting.NOTHING;
    choices = Choices.UNKNOWN;
    usage = null;
  }

  /** The bytes of the last {@code usage} that was an object and has ended; null if none. */
  byte @Nullable [] usage() {
    return usage;
  }

  Choices choices() {
    return choices;
  }

  /** Watches bytes {@code from} (inclusive) to {@code to} (exclusive). */
  void feed(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to) {
      byte b = bytes[i++];
      if (capturing) {
        capture(b);
      }
      if (inString) {
        string(b);
        if (inString && !readingKey && !capturing && !escaped) {
          i = endOfPlainText(bytes, i, to);
        }
      } else if (b > ' ' || b < 0) {
        structure(b);
      }
    }
  }

  private static int endOfPlainText(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to && bytes[i] != '"' && bytes[i] != '\\') {
      i++;
    }
    return i;
  }

  private void string(byte b) {
    if (escaped) {
      escaped = false;
    } else if (b == '\\') {
      escaped = true;
    } else if (b == '"') {
      inString = false;
      readingKey = false;
      return;
    }
    if (readingKey && key.length() < MAX_KEY) {
      key.append((char) (b & 0xFF));
    }
  }

  private void structure(byte b) {
    if (expecting == Expecting.USAGE || expecting == Expecting.CHOICES) {
      valueBegins(b);
    } else if (expecting == Expecting.FIRST_CHOICE) {
      choices = b == ']' ? Choices.EMPTY : Choices.PRESENT;
      expecting = Expecting.NOTHING;
    }
    switch (b) {
      case '"' -> stringBegins();
      case '{', '[' -> opened();
      case '}', ']' -> closed();
      case ':' -> keyEnded();
      case ',' -> {
        if (depth == 1) {
          expecting = Expecting.KEY;
        }
      }
      default -> {}
    }
  }

  private void stringBegins() {
    inString = true;
    if (depth == 1 && expecting == Expecting.KEY) {
      readingKey = true;
      key.setLength(0);
    }
  }

  private void opened() {
    depth++;
    if (depth == 1) {
      expecting = Expecting.KEY;
    }
  }

  private void closed() {
    depth--;
    if (capturing && depth == 1) {
      capturing = false;
      usage = captured.toByteArray();
    }
  }

  private void keyEnded() {
    if (depth == 1 && expecting == Expecting.KEY) {
      expecting =
          "usage".contentEquals(key)
              ? Expecting.USAGE
              : "choices".contentEquals(key) ? Expecting.CHOICES : Expecting.NOTHING;
    }
  }

  private void valueBegins(byte b) {
    if (expecting == Expecting.USAGE) {
      if (b == '{') {
        capturing = true;
        captured.reset();
        captured.write(b);
      }
      expecting = Expecting.NOTHING;
    } else if (b == '[') {
      expecting = Expecting.FIRST_CHOICE;
    } else {
      choices = Choices.PRESENT;
      expecting = Expecting.NOTHING;
    }
  }

  private void capture(byte b) {
    if (captured.size() < MAX_USAGE) {
      captured.write(b);
    } else {
      capturing = false;
    }
  }
}
