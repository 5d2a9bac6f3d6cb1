package eu.bailiwick.local.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** OpenAI's chat completions. */
final class ChatManner implements Manner {

  @Override
  public String path() {
    return "/v1/chat/completions";
  }

  @Override
  public Request read(JsonNode body) throws RefusedException {
    return Asking.of(body, Messages.text(body.path("messages"), "messages"));
  }

  @Override
  public ObjectNode whole(Said said, Answer answer, boolean usage) {
    ObjectNode completion = head(said, "chat.completion");
    ObjectNode choice = completion.putArray("choices").addObject();
    choice.put("index", 0);
    choice.putObject("message").put("role", "assistant").put("content", answer.text());
    choice.put("finish_reason", Asking.finishReason(answer));
    if (usage) {
      completion.set("usage", Asking.usage(answer));
    }
    return completion;
  }

  @Override
  public Streaming stream(Said said, Request request, Answer answer, Reply.Events events) {
    ObjectNode head = head(said, "chat.completion.chunk");
    return new Streaming() {
      @Override
      public void begin() throws IOException {
        events.send(chunk(head, Json.object().put("role", "assistant").put("content", "")));
      }

      @Override
      public void word(String word) throws IOException {
        events.send(chunk(head, Json.object().put("content", word)));
      }

      @Override
      public void end(boolean usage) throws IOException {
        ObjectNode last = chunk(head, Json.object());
        ((ObjectNode) last.path("choices").get(0))
            .put("finish_reason", Asking.finishReason(answer));
        events.send(last);
        Asking.end(head, request.includeUsage() && usage, answer, events);
      }
    };
  }

  private static ObjectNode head(Said said, String object) {
    return Json.object()
        .put("id", "chatcmpl-" + said.id())
        .put("object", object)
        .put("created", said.created())
        .put("model", said.model());
  }

  private static ObjectNode chunk(ObjectNode head, ObjectNode delta) {
    ObjectNode chunk = head.deepCopy();
    ObjectNode choice = chunk.putArray("choices").addObject();
    choice.put("index", 0);
    choice.set("delta", delta);
    choice.putNull("finish_reason");
    return chunk;
  }
}
