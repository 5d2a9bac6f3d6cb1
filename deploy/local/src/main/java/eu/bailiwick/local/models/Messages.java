package eu.bailiwick.local.models;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/** Reads the text of lists of messages, whose contents are texts or lists of parts. */
final class Messages {

  private static final Set<String> ROLES =
      Set.of("system", "developer", "user", "assistant", "tool");

  private Messages() {}

  /**
   * The text of all messages.
   *
   * @param name of the list, for errors
   */
  static String text(JsonNode messages, String name) throws RefusedException {
    if (!messages.isArray() || messages.isEmpty()) {
      throw RefusedException.badRequest(name + " is not a list of at least one", name);
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < messages.size(); i++) {
      text.append(content(messages.get(i), name + "[" + i + "]")).append('\n');
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
