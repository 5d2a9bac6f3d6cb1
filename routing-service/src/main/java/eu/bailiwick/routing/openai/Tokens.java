package eu.bailiwick.routing.openai;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an upstream said it counted; null where it did not say.
 *
 * @param prompt tokens of the prompt
 * @param completion tokens of the answer
 * @param total tokens of both
 */
public record Tokens(@Nullable Long prompt, @Nullable Long completion, @Nullable Long total) {

  /** Reads a usage object; empty if it is not one or counts nothing. */
  static Optional<Tokens> read(byte[] usage) {
    Long prompt = null;
    Long completion = null;
    Long total = null;
    try (JsonParser parser = Json.FACTORY.createParser(usage)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        switch (name) {
          case "prompt_tokens", "input_tokens" -> prompt = count(parser);
          case "completion_tokens", "output_tokens" -> completion = count(parser);
          case "total_tokens" -> total = count(parser);
          default -> parser.skipChildren();
        }
      }
    } catch (IOException e) {
      return Optional.empty();
    }
    return prompt == null && completion == null && total == null
        ? Optional.empty()
        : Optional.of(new Tokens(prompt, completion, total));
  }

  /** These, and where {@code later} says something, that. */
  Tokens and(Tokens later) {
    return new Tokens(
        later.prompt == null ? prompt : later.prompt,
        later.completion == null ? completion : later.completion,
        later.total == null ? total : later.total);
  }

  private static @Nullable Long count(JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT && parser.getLongValue() >= 0) {
      return parser.getLongValue();
    }
    parser.skipChildren();
    return null;
  }
}
