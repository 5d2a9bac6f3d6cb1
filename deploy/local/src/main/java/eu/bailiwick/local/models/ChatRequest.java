package eu.bailiwick.local.models;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/**
 * What the scripted chat reads of a request; members that it does not know are ignored, as vLLM
 * does.
 *
 * @param text the text of all messages, a line break between them
 * @param stream whether the answer comes as events
 * @param includeUsage whether a last event carries the token counts
 * @param maxTokens bound on the answer's words; {@link Integer#MAX_VALUE} if there is none
 */
record ChatRequest(String text, boolean stream, boolean includeUsage, int maxTokens) {

  private static final Set<String> ROLES =
      Set.of("system", "developer", "user", "assistant", "tool");

  static ChatRequest of(JsonNode body) throws RefusedException {
    boolean stream = Json.flag(body, "stream");
    JsonNode options = body.path("stream_options");
    if (options.isObject() && !stream) {
      throw RefusedException.badRequest(
          "stream_options can only be given with stream=true", "stream_options");
    }
    if (Json.integer(body, "n", 1) != 1) {
      throw RefusedException.badRequest("only one choice can be made, so n is 1", "n");
    }
    return new ChatRequest(
        text(body.path("messages")),
        stream,
        stream && Json.flag(options, "include_usage"),
        maxTokens(body));
  }

  private static int maxTokens(JsonNode body) throws RefusedException {
    String name = body.hasNonNull("max_completion_tokens") ? "max_completion_tokens" : "max_tokens";
    int most = Json.integer(body, name, Integer.MAX_VALUE);
    if (most < 1) {
      throw RefusedException.badRequest(name + " is less than 1", name);
    }
    return most;
  }

  private static String text(JsonNode messages) throws RefusedException {
    if (!messages.isArray() || messages.isEmpty()) {
      throw RefusedException.badRequest("messages is not a list of at least one", "messages");
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < messages.size(); i++) {
      text.append(content(messages.get(i), "messages[" + i + "]")).append('\n');
    }
    return text.toString();
  }

  private static String content(JsonNode message, String path) throws RefusedException {
    if (!ROLES.contains(message.path("role").asText())) {
      throw RefusedException.badRequest(path + ".role is none of " + ROLES, path + ".role");
    }
    JsonNode content = message.path("content");
    if (content.isTextual()) {
      return content.textValue();
    }
    if (content.isArray()) {
      StringBuilder text = new StringBuilder();
      content.forEach(part -> text.append(part.path("text").asText()).append('\n'));
      return text.toString();
    }
    if (message.path("role").asText().equals("assistant")) {
      return "";
    }
    throw RefusedException.badRequest(
        path + ".content is neither text nor a list of parts", path + ".content");
  }
}
