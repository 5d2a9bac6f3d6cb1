package eu.bailiwick.routing.openai;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * How many tokens a body allows for its answers, by the members of every surface. It only reads
 * what is sound: whether a bound is acceptable is the upstream's to say.
 */
final class AnswerBound {

  private static final long MOST = Integer.MAX_VALUE;

  private @Nullable Long each;
  private long answers = 1;

  /**
   * Takes note of a member of the body.
   *
   * @param parser stands at its value, and still does so afterwards
   */
  void member(JsonParser parser, String name) throws IOException {
    switch (name) {
      case "max_tokens", "max_completion_tokens", "max_output_tokens" -> {
        long bound = count(parser, 0);
        if (bound > 0) {
          each = each == null ? bound : Math.max(each, bound);
        }
      }
      case "n", "best_of" -> answers = Math.max(answers, count(parser, 1));
      default -> {}
    }
  }

  /** Tokens of all answers together; null if nothing bounds them. */
  @Nullable Long tokens() {
    return each == null ? null : Long.valueOf(each * answers);
  }

  private static long count(JsonParser parser, long otherwise) throws IOException {
    if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
      return otherwise;
    }
    return switch (parser.getNumberType()) {
      case INT, LONG -> Math.clamp(parser.getLongValue(), otherwise, MOST);
      default -> otherwise;
    };
  }
}
