package eu.bailiwick.routing.openai;

import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Watches one JSON document go by, byte by byte, wherever it is split. It notices the {@code usage}
 * if that is an object, whether {@code choices} is empty, an {@code error}, the {@code type} of an
 * event, and says what to edit: the {@code model}, so that the caller sees the name it used; the
 * ids of responses, which callers call otherwise; and, in the first delta of each choice, a {@code
 * role} that is missing. Keeps nothing but usage, type and id. Bytes of a character beyond ASCII
 * never look like JSON's own, so UTF-8 needs no decoding.
 */
final class AnswerScan {

  /** A usage object larger than this is not one. */
  private static final int MAX_USAGE = 8 * 1024;

  private static final int MAX_TYPE = 64;
  private static final int MAX_ID = 512;

  /** A longer value stays as it is, so that its beginning need not wait for its end. */
  private static final int MAX_VALUE = 4 * 1024;

  private static final int MAX_KEY = Long.BYTES;
  private static final int MAX_PLACES = 5;
  private static final int MAX_CHOICES = Long.SIZE;
  private static final long NOWHERE = -1;
  private static final int DIFFERENT = -1;

  private static final Buffer ROLE_ALONE = Buffer.buffer("\"role\":\"assistant\"");
  private static final Buffer ROLE_ADDED = Buffer.buffer(",\"role\":\"assistant\"");
  private static final Buffer ASSISTANT = Buffer.buffer("\"assistant\"");

  private static final long USAGE = key("usage");
  private static final long MODEL = key("model");
  private static final long CHOICES = key("choices");
  private static final long ERROR = key("error");
  private static final long TYPE = key("type");
  private static final long INDEX = key("index");
  private static final long DELTA = key("delta");
  private static final long ROLE = key("role");
  private static final long ID = key("id");

  /** A key that is too long to be kept is known by its last eight characters and its length. */
  private static final long PREVIOUS_ID = key("ponse_id");

  private static final int PREVIOUS_ID_LENGTH = "previous_response_id".length();

  /** What is known of {@code choices}. */
  enum Choices {
    UNKNOWN,
    EMPTY,
    PRESENT
  }

  /** Containers in which something is looked for. */
  private enum Place {
    OUTSIDE,
    TOP,
    ENVELOPE,
    CHOICES,
    CHOICE,
    DELTA,
    ELSEWHERE
  }

  /** Strings of which more matters than their end. */
  private enum Reading {
    NOTHING,
    KEY,
    MODEL,
    ID,
    TYPE
  }

  private final AnswerShape shape;
  private final long envelope;
  private final byte[] model;
  private @Nullable Buffer modelText;
  private final UnaryOperator<String> responseId;
  private final Outflow edits;

  private final Place[] places = new Place[MAX_PLACES];
  private final StringBuilder type = new StringBuilder();
  private final StringBuilder id = new StringBuilder();
  private byte[] captured = new byte[128];
  private int capturedLength;

  /** Choices that had a delta, by index; outlives a document. */
  private long begun;

  private int depth;
  private boolean started;
  private boolean ended;
  private boolean malformed;
  private boolean inString;
  private boolean escaped;
  private Reading reading = Reading.NOTHING;
  private boolean keyMayCome;
  private long keyRead;
  private int keyLength;

  /** The key whose value comes next, if it is one that matters; 0 if not. */
  private long expected;

  private int usageDepth;
  private long valueFrom = NOWHERE;
  private int modelMatched;
  private boolean readingIndex;
  private int index;
  private long deltaEnd = NOWHERE;
  private boolean deltaEmpty;
  private boolean roleSeen;
  private long roleNull = NOWHERE;

  private Choices choices = Choices.UNKNOWN;
  private boolean error;
  private byte @Nullable [] usage;

  /**
   * @param model JSON string that the caller is to see as the model, quotes included
   * @param responseId from the upstream's id of a response to the caller's; used for {@link
   *     AnswerShape#RESPONSES}
   * @param edits gets what to change
   */
  AnswerScan(AnswerShape shape, byte[] model, UnaryOperator<String> responseId, Outflow edits) {
    this.shape = shape;
    this.responseId = responseId;
    this.envelope = shape.envelope() == null ? 0 : key(shape.envelope());
    this.model = model;
    this.edits = edits;
    places[0] = Place.OUTSIDE;
  }

  /** Forgets the document. */
  void reset() {
    depth = 0;
    started = false;
    ended = false;
    malformed = false;
    inString = false;
    escaped = false;
    reading = Reading.NOTHING;
    keyMayCome = false;
    expected = 0;
    usageDepth = 0;
    valueFrom = NOWHERE;
    readingIndex = false;
    type.setLength(0);
    choices = Choices.UNKNOWN;
    error = false;
    usage = null;
  }

  /** The bytes of the last {@code usage} that was an object and has ended; null if none. */
  byte @Nullable [] usage() {
    return usage;
  }

  Choices choices() {
    return choices;
  }

  /** Whether there is an {@code error} that is not null. */
  boolean error() {
    return error;
  }

  /** The document's {@code type}; empty if it has none. */
  String type() {
    return type.toString();
  }

  /** Whether anything came but white space. */
  boolean started() {
    return started;
  }

  /** Whether an object or array came to its end. */
  boolean ended() {
    return ended;
  }

  /** Whether what came is no object or array, or closes what it did not open. */
  boolean malformed() {
    return malformed;
  }

  /** Where a value began whose edit is not known before it ends; {@code end} if there is none. */
  long undecidedFrom(long end) {
    return valueFrom == NOWHERE ? end : valueFrom;
  }

  /**
   * Watches bytes {@code from} (inclusive) to {@code to} (exclusive).
   *
   * @param base position of {@code bytes[0]}
   */
  void feed(byte[] bytes, int from, int to, long base) {
    int i = from;
    while (i < to) {
      byte b = bytes[i];
      if (usageDepth > 0) {
        capture(b);
      }
      if (inString) {
        string(b, base + i);
        i++;
        if (inString && usageDepth == 0 && !escaped) {
          i = rest(bytes, i, to);
        }
      } else {
        if (b > ' ' || b < 0) {
          structure(b, base + i);
        }
        i++;
      }
    }
  }

  /** Takes what is sure to belong to the string, if little or nothing of it matters. */
  private int rest(byte[] bytes, int from, int to) {
    return switch (reading) {
      case NOTHING -> PlainText.end(bytes, from, to);
      case KEY -> {
        int end = PlainText.end(bytes, from, to);
        for (int i = from; i < end; i++) {
          keyRead = (keyRead << Byte.SIZE) | (bytes[i] & 0xFF);
        }
        keyLength += end - from;
        yield end;
      }
      case MODEL, ID, TYPE -> from;
    };
  }

  private void string(byte b, long at) {
    if (valueFrom != NOWHERE && at - valueFrom > MAX_VALUE) {
      valueFrom = NOWHERE;
      reading = Reading.NOTHING;
    }
    if (reading == Reading.MODEL) {
      boolean same = modelMatched >= 0 && modelMatched < model.length && b == model[modelMatched];
      modelMatched = same ? modelMatched + 1 : DIFFERENT;
    }
    if (escaped) {
      escaped = false;
    } else if (b == '\\') {
      escaped = true;
    } else if (b == '"') {
      inString = false;
      stringEnded(at);
      return;
    }
    if (reading == Reading.KEY) {
      keyRead = (keyRead << Byte.SIZE) | (b & 0xFF);
      keyLength++;
    } else if (reading == Reading.TYPE && type.length() < MAX_TYPE) {
      type.append((char) (b & 0xFF));
    } else if (reading == Reading.ID && id.length() <= MAX_ID) {
      id.append((char) (b & 0xFF));
    }
  }

  private void stringEnded(long at) {
    if (reading == Reading.MODEL && modelMatched != model.length) {
      edits.edit(valueFrom, at + 1, modelText());
    } else if (reading == Reading.ID && isPlain(id)) {
      edits.edit(valueFrom, at + 1, Buffer.buffer(Json.quoted(responseId.apply(id.toString()))));
    }
    valueFrom = NOWHERE;
    reading = Reading.NOTHING;
  }

  private Buffer modelText() {
    modelText = modelText == null ? Buffer.buffer(model) : modelText;
    return modelText;
  }

  /** Whether an id is one that needs no decoding. Others stay as they are: nobody can use them. */
  private static boolean isPlain(StringBuilder id) {
    return !id.isEmpty()
        && id.length() <= MAX_ID
        && id.chars().allMatch(c -> c > ' ' && c < 0x7F && c != '\\');
  }

  private void structure(byte b, long at) {
    started = true;
    if (depth == 0 && b != '{' && b != '[') {
      malformed = true;
      return;
    }
    if (readingIndex) {
      readIndex(b);
    }
    long awaited = expected;
    expected = 0;
    Place place = place();
    if (place == Place.CHOICES && choices == Choices.UNKNOWN) {
      choices = b == ']' ? Choices.EMPTY : Choices.PRESENT;
    }
    switch (b) {
      case '"' -> stringBegins(awaited, at);
      case '{', '[' -> opened(b, awaited);
      case '}', ']' -> closed(at);
      case ':' -> {
        expected = keyMayCome ? keyThatEnded() : 0;
        keyMayCome = false;
      }
      case ',' -> keyMayCome = place != Place.ELSEWHERE && place != Place.CHOICES;
      default -> bareValue(b, awaited, at);
    }
  }

  private long keyThatEnded() {
    return keyLength <= MAX_KEY
            || (keyLength == PREVIOUS_ID_LENGTH
                && keyRead == PREVIOUS_ID
                && shape == AnswerShape.RESPONSES)
        ? keyRead
        : 0;
  }

  private Place place() {
    return depth < MAX_PLACES ? places[depth] : Place.ELSEWHERE;
  }

  private void stringBegins(long awaited, long at) {
    inString = true;
    Place place = place();
    if (keyMayCome) {
      reading = Reading.KEY;
      keyRead = 0;
      keyLength = 0;
      deltaEmpty &= place != Place.DELTA;
    } else if (awaited == MODEL && (place == Place.TOP || place == Place.ENVELOPE)) {
      reading = Reading.MODEL;
      valueFrom = at;
      modelMatched = 1;
    } else if ((awaited == ID || awaited == PREVIOUS_ID)
        && shape == AnswerShape.RESPONSES
        && (place == Place.TOP || place == Place.ENVELOPE)) {
      reading = Reading.ID;
      valueFrom = at;
      id.setLength(0);
    } else if (awaited == TYPE && place == Place.TOP && shape.typed()) {
      reading = Reading.TYPE;
      type.setLength(0);
    } else if (awaited == ERROR && place == Place.TOP) {
      error = true;
    } else if (awaited == ROLE && place == Place.DELTA) {
      roleSeen = true;
    }
  }

  private void opened(byte b, long awaited) {
    Place inner = Place.ELSEWHERE;
    if (depth < MAX_PLACES - 1) {
      inner = inner(places[depth], b, awaited);
      places[depth + 1] = inner;
    }
    depth++;
    keyMayCome = inner != Place.ELSEWHERE && inner != Place.CHOICES;
    switch (inner) {
      case CHOICE -> choiceBegins();
      case DELTA -> {
        deltaEmpty = true;
        roleSeen = false;
        roleNull = NOWHERE;
      }
      case OUTSIDE, TOP, ENVELOPE, CHOICES, ELSEWHERE -> {}
    }
  }

  private Place inner(Place outer, byte b, long awaited) {
    boolean object = b == '{';
    return switch (outer) {
      case OUTSIDE -> object ? Place.TOP : Place.ELSEWHERE;
      case TOP -> {
        error |= awaited == ERROR;
        if (object && awaited == USAGE) {
          usageBegins();
        }
        if (awaited == CHOICES && object) {
          choices = Choices.PRESENT;
        }
        yield object && awaited != 0 && awaited == envelope
            ? Place.ENVELOPE
            : !object && awaited == CHOICES ? Place.CHOICES : Place.ELSEWHERE;
      }
      case ENVELOPE -> {
        if (object && awaited == USAGE) {
          usageBegins();
        }
        yield Place.ELSEWHERE;
      }
      case CHOICES -> object && shape == AnswerShape.CHAT ? Place.CHOICE : Place.ELSEWHERE;
      case CHOICE -> object && awaited == DELTA ? Place.DELTA : Place.ELSEWHERE;
      case DELTA, ELSEWHERE -> Place.ELSEWHERE;
    };
  }

  private void usageBegins() {
    usageDepth = depth + 1;
    capturedLength = 0;
    capture((byte) '{');
  }

  private void choiceBegins() {
    index = 0;
    deltaEnd = NOWHERE;
  }

  private void closed(long at) {
    Place place = place();
    if (place == Place.DELTA) {
      deltaEnd = at;
    } else if (place == Place.CHOICE) {
      choiceEnded();
    }
    keyMayCome = false;
    if (usageDepth == depth && usageDepth > 0) {
      usageDepth = 0;
      usage = Arrays.copyOf(captured, capturedLength);
    }
    depth--;
    ended = depth == 0;
  }

  /** SDKs add deltas up to a message and take its role from the first. */
  private void choiceEnded() {
    if (deltaEnd == NOWHERE || index >= MAX_CHOICES || (begun & (1L << index)) != 0) {
      return;
    }
    begun |= 1L << index;
    if (roleNull != NOWHERE) {
      edits.edit(roleNull, roleNull + "null".length(), ASSISTANT);
    } else if (!roleSeen) {
      edits.edit(deltaEnd, deltaEnd, deltaEmpty ? ROLE_ALONE : ROLE_ADDED);
    }
  }

  private void bareValue(byte b, long awaited, long at) {
    if (awaited == 0) {
      return;
    }
    switch (place()) {
      case TOP -> {
        error |= awaited == ERROR && b != 'n' && b != 'f';
        if (awaited == CHOICES) {
          choices = Choices.PRESENT;
        }
      }
      case CHOICE -> {
        if (awaited == INDEX) {
          readingIndex = true;
          readIndex(b);
        }
      }
      case DELTA -> {
        if (awaited == ROLE && b == 'n') {
          roleNull = at;
        }
      }
      case OUTSIDE, ENVELOPE, CHOICES, ELSEWHERE -> {}
    }
  }

  private void readIndex(byte b) {
    if (b >= '0' && b <= '9') {
      index = Math.min(index * 10 + (b - '0'), MAX_CHOICES);
    } else {
      readingIndex = false;
    }
  }

  private void capture(byte b) {
    if (capturedLength == MAX_USAGE) {
      usageDepth = 0;
      return;
    }
    if (capturedLength == captured.length) {
      captured = Arrays.copyOf(captured, 2 * captured.length);
    }
    captured[capturedLength++] = b;
  }

  /** A key of up to eight ASCII characters as a number. */
  private static long key(String name) {
    long key = 0;
    for (int i = 0; i < name.length(); i++) {
      key = (key << Byte.SIZE) | name.charAt(i);
    }
    return key;
  }
}
