package eu.bailiwick.local.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** OpenAI's responses, which are kept: the last thousand, to be asked for by their ids. */
final class ResponsesManner implements Manner {

  private static final int KEPT = 1_000;

  private final Map<String, ObjectNode> kept =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ObjectNode> eldest) {
          return size() > KEPT;
        }
      };

  @Override
  public String path() {
    return "/v1/responses";
  }

  @Override
  public Request read(JsonNode body) throws RefusedException {
    String previous = body.path("previous_response_id").asText("");
    if (!previous.isEmpty() && kept(previous).isEmpty()) {
      throw RefusedException.of(404, "Response with id '" + previous + "' not found.");
    }
    JsonNode input = body.path("input");
    String text = input.isTextual() ? input.textValue() : Messages.text(input, "input");
    return new Request(
        body.path("instructions").asText("") + "\n" + text,
        Json.flag(body, "stream"),
        false,
        Asking.atLeastOne(body, "max_output_tokens"));
  }

  /** A response that was made here and not removed since. */
  Optional<ObjectNode> kept(String id) {
    synchronized (kept) {
      return Optional.ofNullable(kept.get(id));
    }
  }

  /** Removes a response; false if there is none. */
  boolean remove(String id) {
    synchronized (kept) {
      return kept.remove(id) != null;
    }
  }

  @Override
  public ObjectNode whole(Said said, Answer answer, boolean usage) {
    ObjectNode response = head(said, "completed");
    response.putArray("output").add(message(said, answer.text()));
    response.put("status", answer.shortened() ? "incomplete" : "completed");
    if (usage) {
      int words = answer.words().size();
      ObjectNode counts = response.putObject("usage");
      counts.put("input_tokens", answer.promptWords());
      counts.putObject("input_tokens_details").put("cached_tokens", 0);
      counts.put("output_tokens", words);
      counts.putObject("output_tokens_details").put("reasoning_tokens", 0);
      counts.put("total_tokens", answer.promptWords() + words);
    }
    synchronized (kept) {
      kept.put(response.path("id").textValue(), response);
    }
    return response;
  }

  @Override
  public Streaming stream(Said said, Request request, Answer answer, Reply.Events events) {
    return new Streaming() {

      private int number;

      @Override
      public void begin() throws IOException {
        ObjectNode created = event("response.created");
        created.set("response", head(said, "in_progress"));
        events.send("response.created", created);
        ObjectNode added = event("response.output_item.added").put("output_index", 0);
        added.set("item", message(said, ""));
        events.send("response.output_item.added", added);
      }

      @Override
      public void word(String word) throws IOException {
        ObjectNode delta = event("response.output_text.delta");
        delta
            .put("item_id", "msg_" + said.id())
            .put("output_index", 0)
            .put("content_index", 0)
            .put("delta", word)
            .putArray("logprobs");
        events.send("response.output_text.delta", delta);
      }

      @Override
      public void end(boolean usage) throws IOException {
        String type = answer.shortened() ? "response.incomplete" : "response.completed";
        ObjectNode completed = event(type);
        completed.set("response", whole(said, answer, usage));
        events.send(type, completed);
        events.close();
      }

      private ObjectNode event(String type) {
        return Json.object().put("type", type).put("sequence_number", number++);
      }
    };
  }

  private static ObjectNode head(Said said, String status) {
    ObjectNode response =
        Json.object()
            .put("id", "resp_" + said.id())
            .put("object", "response")
            .put("created_at", said.created())
            .put("status", status)
            .put("model", said.model())
            .put("parallel_tool_calls", false)
            .put("temperature", 1.0)
            .put("top_p", 1.0)
            .put("tool_choice", "auto")
            .putNull("error")
            .putNull("incomplete_details")
            .putNull("instructions");
    response.putObject("metadata");
    response.putArray("output");
    response.putArray("tools");
    return response;
  }

  private static ObjectNode message(Said said, String text) {
    ObjectNode message =
        Json.object()
            .put("id", "msg_" + said.id())
            .put("type", "message")
            .put("status", text.isEmpty() ? "in_progress" : "completed")
            .put("role", "assistant");
    ArrayNode content = message.putArray("content");
    if (!text.isEmpty()) {
      content.addObject().put("type", "output_text").put("text", text).putArray("annotations");
    }
    return message;
  }
}
