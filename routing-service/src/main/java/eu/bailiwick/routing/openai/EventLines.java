package eu.bailiwick.routing.openai;

/**
 * Follows the lines of a stream of server-sent events (WHATWG HTML, section 9.2) wherever its bytes
 * are split, and hands the data of each event to a scan.
 */
final class EventLines {

  private static final byte[] DATA = {'d', 'a', 't', 'a', ':'};
  private static final byte[] DONE = {'[', 'D', 'O', 'N', 'E', ']'};
  private static final int NO_MATCH = -1;

  private enum State {
    LINE_START,
    FIELD_NAME,
    DATA_START,
    DATA,
    OTHER
  }

  private final AnswerScan scan;
  private State state = State.LINE_START;
  private int nameMatched;
  private int doneMatched;
  private boolean done;
  private boolean dataSeen;
  private boolean afterReturn;
  private boolean eventEnded;

  /**
   * @param scan gets the data of each event; to be reset by the caller when one ended
   */
  EventLines(AnswerScan scan) {
    this.scan = scan;
  }

  /** Whether {@code data: [DONE]} came. */
  boolean done() {
    return done;
  }

  /** Whether the bytes that were taken last end an event. */
  boolean eventEnded() {
    return eventEnded;
  }

  /** Whether the event that goes on, or ended last, has data; comments have none. */
  boolean hasData() {
    return dataSeen;
  }

  /** Whether the next byte, if it is a line feed, belongs to the end of the line before. */
  boolean afterReturn() {
    return afterReturn;
  }

  /**
   * Takes bytes from {@code from}: up to the end of an event, of a line or to {@code to}.
   *
   * @param base position of {@code bytes[0]}
   * @return index behind the last byte taken
   */
  int take(byte[] bytes, int from, int to, long base) {
    if (eventEnded) {
      eventEnded = false;
      dataSeen = false;
    }
    if (state == State.DATA || state == State.OTHER) {
      int end = lineEnd(bytes, from, to);
      if (state == State.DATA) {
        data(bytes, from, end, base);
      }
      if (end > from) {
        afterReturn = false;
        return end;
      }
    }
    take(bytes[from]);
    if (state == State.DATA && bytes[from] != ' ') {
      data(bytes, from, from + 1, base);
    }
    return from + 1;
  }

  private static int lineEnd(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to && bytes[i] != '\n' && bytes[i] != '\r') {
      i++;
    }
    return i;
  }

  private void take(byte b) {
    boolean restOfReturn = afterReturn && b == '\n';
    afterReturn = b == '\r';
    if (restOfReturn) {
      return;
    }
    if (b == '\n' || b == '\r') {
      eventEnded = state == State.LINE_START;
      state = State.LINE_START;
      return;
    }
    switch (state) {
      case LINE_START -> {
        nameMatched = 0;
        name(b);
      }
      case FIELD_NAME -> name(b);
      case DATA_START -> state = State.DATA;
      case DATA, OTHER -> throw new IllegalStateException("taken line by line");
    }
  }

  private void name(byte b) {
    if (b != DATA[nameMatched]) {
      state = State.OTHER;
    } else if (++nameMatched == DATA.length) {
      state = State.DATA_START;
      dataSeen = true;
      doneMatched = 0;
    } else {
      state = State.FIELD_NAME;
    }
  }

  private void data(byte[] bytes, int from, int to, long base) {
    for (int i = from; i < to && doneMatched >= 0 && doneMatched < DONE.length; i++) {
      doneMatched = bytes[i] == DONE[doneMatched] ? doneMatched + 1 : NO_MATCH;
    }
    if (doneMatched == DONE.length) {
      done = true;
    } else {
      scan.feed(bytes, from, to, base);
    }
  }
}
