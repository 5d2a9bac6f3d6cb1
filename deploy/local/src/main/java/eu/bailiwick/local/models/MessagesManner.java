package eu.bailiwick.local.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** Anthropic's messages. */
final class MessagesManner implements Manner {

  @Override
  public String path() {
    return "/v1/messages";
  }

  @Override
  public Request read(JsonNode body) throws RefusedException {
    if (!body.hasNonNull("max_tokens")) {
      throw RefusedException.badRequest("max_tokens is missing", "max_tokens");
    }
    return new Request(
        body.path("system").asText("") + "\n" + Messages.text(body.path("messages"), "messages"),
        Json.flag(body, "stream"),
        false,
        Asking.atLeastOne(body, "max_tokens"));
  }

  @Override
  public ObjectNode whole(Said said, Answer answer, boolean usage) {
    ObjectNode message = head(said);
    message.putArray("content").addObject().put("type", "text").put("text", answer.text());
    message.put("stop_reason", stopReason(answer));
    if (usage) {
      message
          .putObject("usage")
          .put("input_tokens", answer.promptWords())
          .put("output_tokens", answer.words().size());
    }
    return message;
  }

  @Override
  public Streaming stream(Said said, Request request, Answer answer, Reply.Events events) {
    return new Streaming() {
      @Override
      public void begin() throws IOException {
        ObjectNode message = head(said);
        message
            .putObject("usage")
            .put("input_tokens", answer.promptWords())
            .put("output_tokens", 1);
        ObjectNode start = Json.object().put("type", "message_start");
        start.set("message", message);
        events.send("message_start", start);
        ObjectNode block = indexed("content_block_start");
        block.putObject("content_block").put("type", "text").put("text", "");
        events.send("content_block_start", block);
      }

      @Override
      public void word(String word) throws IOException {
        ObjectNode delta = indexed("content_block_delta");
        delta.putObject("delta").put("type", "text_delta").put("text", word);
        events.send("content_block_delta", delta);
      }

      @Override
      public void end(boolean usage) throws IOException {
        events.send("content_block_stop", indexed("content_block_stop"));
        ObjectNode delta = Json.object().put("type", "message_delta");
        delta.putObject("delta").put("stop_reason", stopReason(answer)).putNull("stop_sequence");
        delta.putObject("usage").put("output_tokens", answer.words().size());
        events.send("message_delta", delta);
        events.send("message_stop", Json.object().put("type", "message_stop"));
        events.close();
      }
    };
  }

  private static ObjectNode indexed(String type) {
    return Json.object().put("type", type).put("index", 0);
  }

  private static String stopReason(Answer answer) {
    return answer.shortened() ? "max_tokens" : "end_turn";
  }

  private static ObjectNode head(Said said) {
    ObjectNode message =
        Json.object()
            .put("id", "msg_" + said.id())
            .put("type", "message")
            .put("role", "assistant")
            .put("model", said.model())
            .putNull("stop_reason")
            .putNull("stop_sequence");
    message.putArray("content");
    return message;
  }
}
