package eu.bailiwick.local.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** OpenAI's older completions of a text. */
final class CompletionsManner implements Manner {

  @Override
  public String path() {
    return "/v1/completions";
  }

  @Override
  public Request read(JsonNode body) throws RefusedException {
    return Asking.of(body, prompt(body.path("prompt")));
  }

  private static String prompt(JsonNode prompt) throws RefusedException {
    if (prompt.isTextual()) {
      return prompt.textValue();
    }
    StringJoiner text = new StringJoiner("\n");
    for (JsonNode part : prompt) {
      if (!part.isTextual()) {
        throw RefusedException.badRequest("prompt is neither a text nor a list of texts", "prompt");
      }
      text.add(part.textValue());
    }
    if (text.length() == 0) {
      throw RefusedException.badRequest("prompt is neither a text nor a list of texts", "prompt");
    }
    return text.toString();
  }

  @Override
  public ObjectNode whole(Said said, Answer answer, boolean usage) {
    ObjectNode completion = head(said);
    choice(completion, answer.text(), Asking.finishReason(answer));
    if (usage) {
      completion.set("usage", Asking.usage(answer));
    }
    return completion;
  }

  @Override
  public Streaming stream(Said said, Request request, Answer answer, Reply.Events events) {
    ObjectNode head = head(said);
    return new Streaming() {
      @Override
      public void begin() {}

      @Override
      public void word(String word) throws IOException {
        events.send(choice(head.deepCopy(), word, null));
      }

      @Override
      public void end(boolean usage) throws IOException {
        events.send(choice(head.deepCopy(), "", Asking.finishReason(answer)));
        Asking.end(head, request.includeUsage() && usage, answer, events);
      }
    };
  }

  private static ObjectNode head(Said said) {
    return Json.object()
        .put("id", "cmpl-" + said.id())
        .put("object", "text_completion")
        .put("created", said.created())
        .put("model", said.model());
  }

  private static ObjectNode choice(ObjectNode completion, String text, @Nullable String finish) {
    completion
        .putArray("choices")
        .addObject()
        .put("index", 0)
        .put("text", text)
        .put("finish_reason", finish)
        .putNull("logprobs");
    return completion;
  }
}
