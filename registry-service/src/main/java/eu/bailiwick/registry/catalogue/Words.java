package eu.bailiwick.registry.catalogue;

import eu.bailiwick.registry.http.ErrorCode;
import eu.bailiwick.registry.http.RefusedException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What somebody looks for. All words must be there, each at least as the beginning of one.
 *
 * @param words never empty; without ASCII punctuation
 */
record Words(List<String> words) {

  private static final int LONGEST = 200;

  /** The same that parts words where models are made ready to be found. */
  private static final Pattern PARTING = Pattern.compile("[\\p{Punct}\\p{Cntrl}\\s]+");

  /**
   * @throws RefusedException with 400 if there is no word in it, or it is too long
   */
  static Words of(String text) {
    List<String> words =
        Arrays.stream(PARTING.split(text)).filter(word -> !word.isEmpty()).distinct().toList();
    if (words.isEmpty() || text.length() > LONGEST) {
      throw new RefusedException(
          ErrorCode.INVALID_PARAMETER,
          "q: from one letter or digit to " + LONGEST + " characters are needed");
    }
    return new Words(words);
  }

  /** As PostgreSQL's {@code to_tsquery} takes it. */
  String query() {
    return String.join(" & ", words.stream().map(word -> "'" + word + "':*").toList());
  }
}
