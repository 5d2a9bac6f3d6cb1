package eu.bailiwick.local.models;

import java.time.Duration;

/**
 * How the scripted chat behaves for one request.
 *
 * @param first delay before the first byte
 * @param gap delay between two words
 * @param words length of the answer in words; 0 for its natural length
 * @param status HTTP status to fail with; 0 to answer
 * @param cut number of words after which the connection breaks; -1 for never
 * @param usage whether token counts are reported
 * @param width characters of the first word; 0 for the script's own
 */
record Script(
    Duration first, Duration gap, int words, int status, int cut, boolean usage, int width) {

  private static final String MARK = "@script ";
  private static final int LONGEST_DELAY_MILLIS = 60_000;
  private static final int MOST_WORDS = 100_000;
  private static final int WIDEST = 1 << 24;

  private static final Script PLAIN = new Script(Duration.ZERO, Duration.ZERO, 0, 0, -1, true, 0);

  /**
   * Reads the directive lines of a text.
   *
   * @throws RefusedException if a directive is not understood
   */
  static Script in(String text) throws RefusedException {
    Script script = PLAIN;
    for (String line : text.lines().map(String::strip).toList()) {
      if (line.startsWith(MARK)) {
        for (String part : line.substring(MARK.length()).strip().split(" +", -1)) {
          script = script.with(part);
        }
      }
    }
    return script;
  }

  private Script with(String part) throws RefusedException {
    int equals = part.indexOf('=');
    String name = equals < 0 ? part : part.substring(0, equals);
    String value = part.substring(equals + 1);
    return switch (name) {
      case "first" -> new Script(millis(part, value), gap, words, status, cut, usage, width);
      case "gap" -> new Script(first, millis(part, value), words, status, cut, usage, width);
      case "words" ->
          new Script(first, gap, number(part, value, 1, MOST_WORDS), status, cut, usage, width);
      case "status" ->
          new Script(first, gap, words, number(part, value, 400, 599), cut, usage, width);
      case "cut" ->
          new Script(first, gap, words, status, number(part, value, 0, 100_000), usage, width);
      case "usage" -> new Script(first, gap, words, status, cut, !value.equals("none"), width);
      case "width" ->
          new Script(first, gap, words, status, cut, usage, number(part, value, 1, WIDEST));
      default ->
          throw RefusedException.badRequest(
              "@script: \"" + part + "\" is none of first, gap, words, status, cut, usage, width",
              null);
    };
  }

  private static Duration millis(String part, String value) throws RefusedException {
    return Duration.ofMillis(number(part, value, 0, LONGEST_DELAY_MILLIS));
  }

  private static int number(String part, String value, int least, int most)
      throws RefusedException {
    try {
      int number = Integer.parseInt(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below, like a number that is out of bounds.
    }
    throw RefusedException.badRequest(
        "@script: \"" + part + "\" needs a number from " + least + " to " + most, null);
  }
}
