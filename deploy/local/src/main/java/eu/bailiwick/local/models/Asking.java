package eu.bailiwick.local.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** What OpenAI's two kinds of completions have in common. */
final class Asking {

  private Asking() {}

  /**
   * Reads what stands beside the text.
   *
   * @param text what was said
   */
  static Request of(JsonNode body, String text) throws RefusedException {
    boolean stream = Json.flag(body, "stream");
    JsonNode options = body.path("stream_options");
    if (options.isObject() && !stream) {
      throw RefusedException.badRequest(
          "stream_options can only be given with stream=true", "stream_options");
    }
    if (Json.integer(body, "n", 1) != 1) {
      throw RefusedException.badRequest("only one choice can be made, so n is 1", "n");
    }
    String most = body.hasNonNull("max_completion_tokens") ? "max_completion_tokens" : "max_tokens";
    return new Request(
        text, stream, stream && Json.flag(options, "include_usage"), atLeastOne(body, most));
  }

  /** A bound on the answer; {@link Integer#MAX_VALUE} if there is none. */
  static int atLeastOne(JsonNode body, String name) throws RefusedException {
    int most = Json.integer(body, name, Integer.MAX_VALUE);
    if (most < 1) {
      throw RefusedException.badRequest(name + " is less than 1", name);
    }
    return most;
  }

  static String finishReason(Answer answer) {
    return answer.shortened() ? "length" : "stop";
  }

  static ObjectNode usage(Answer answer) {
    int words = answer.words().size();
    return Json.object()
        .put("prompt_tokens", answer.promptWords())
        .put("completion_tokens", words)
        .put("total_tokens", answer.promptWords() + words);
  }

  /** Ends a stream, with its usage if that is wanted. */
  static void end(ObjectNode head, boolean usage, Answer answer, Reply.Events events)
      throws IOException {
    if (usage) {
      ObjectNode counts = head.deepCopy();
      counts.putArray("choices");
      counts.set("usage", usage(answer));
      events.send(counts);
    }
    events.end();
  }
}
