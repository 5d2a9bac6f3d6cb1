package eu.bailiwick.local.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * A chat that is a script, not a model, and says so. A word counts as a token. What it says depends
 * on the request and the place only.
 */
public final class ScriptedChat implements ServedModel {

  private final String name;
  private final Clock clock;
  private final Supplier<UUID> ids;

  /**
   * @param name the name under which it is asked for
   * @param clock for the time that an answer carries
   * @param ids for the ids of answers
   */
  public ScriptedChat(String name, Clock clock, Supplier<UUID> ids) {
    this.name = name;
    this.clock = clock;
    this.ids = ids;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String dialect() {
    return "NIM_LLM_2";
  }

  @Override
  public List<String> lacks() {
    return List.of("COMPLETIONS", "RESPONSES", "MESSAGES", "TOOLS", "VISION", "LOGPROBS");
  }

  @Override
  public String path() {
    return "/v1/chat/completions";
  }

  @Override
  public String weightsDigest() {
    return Digests.of(ScriptedChat.class);
  }

  @Override
  public void answer(JsonNode body, Reply reply)
      throws RefusedException, IOException, InterruptedException {
    ChatRequest request = ChatRequest.of(body);
    Script script = Script.in(request.text());
    Thread.sleep(script.first());
    if (script.status() != 0) {
      throw RefusedException.of(script.status(), "the script was told to fail");
    }
    Answer answer = new Answer(request, script, reply.place());
    if (request.stream()) {
      stream(request, script, answer, reply.events());
    } else {
      whole(script, answer, reply);
    }
  }

  private void whole(Script script, Answer answer, Reply reply)
      throws IOException, InterruptedException {
    for (int i = 0; i < answer.words().size(); i++) {
      pause(script, i);
    }
    ObjectNode completion = head("chat.completion");
    ObjectNode choice = completion.putArray("choices").addObject();
    choice.put("index", 0);
    choice
        .putObject("message")
        .put("role", "assistant")
        .put("content", String.join("", answer.words()));
    choice.put("finish_reason", answer.finishReason());
    if (script.usage()) {
      completion.set("usage", answer.usage());
    }
    reply.json(200, completion);
  }

  private void stream(ChatRequest request, Script script, Answer answer, Reply.Events events)
      throws IOException, InterruptedException {
    ObjectNode head = head("chat.completion.chunk");
    events.send(chunk(head, Json.object().put("role", "assistant").put("content", "")));
    for (int i = 0; i < answer.words().size(); i++) {
      pause(script, i);
      events.send(chunk(head, Json.object().put("content", answer.words().get(i))));
    }
    ObjectNode last = chunk(head, Json.object());
    ((ObjectNode) last.path("choices").get(0)).put("finish_reason", answer.finishReason());
    events.send(last);
    if (request.includeUsage() && script.usage()) {
      ObjectNode counts = head.deepCopy();
      counts.putArray("choices");
      counts.set("usage", answer.usage());
      events.send(counts);
    }
    events.end();
  }

  private static void pause(Script script, int word) throws IOException, InterruptedException {
    if (word == script.cut()) {
      throw new Reply.CutException();
    }
    if (word > 0) {
      Thread.sleep(script.gap());
    }
  }

  private ObjectNode head(String object) {
    return Json.object()
        .put("id", "chatcmpl-" + ids.get())
        .put("object", object)
        .put("created", clock.instant().getEpochSecond())
        .put("model", name);
  }

  private static ObjectNode chunk(ObjectNode head, ObjectNode delta) {
    ObjectNode chunk = head.deepCopy();
    ObjectNode choice = chunk.putArray("choices").addObject();
    choice.put("index", 0);
    choice.set("delta", delta);
    choice.putNull("finish_reason");
    return chunk;
  }

  /** The words of one answer, each with the space before it. */
  private record Answer(List<String> words, boolean shortened, int promptWords) {

    private static final String TAIL = "This is still the script, which has no more to say.";

    private Answer(ChatRequest request, Script script, Place place) {
      this(all(request, script, place), request.maxTokens(), count(request.text()));
    }

    private Answer(List<String> all, int most, int promptWords) {
      this(all.subList(0, Math.min(all.size(), most)), all.size() > most, promptWords);
    }

    private static List<String> all(ChatRequest request, Script script, Place place) {
      String text =
          "I am a script, not a model. I run at "
              + place.site()
              + " in "
              + place.country()
              + ". You sent "
              + count(request.text())
              + " words.";
      List<String> words = new ArrayList<>(split(text));
      if (script.words() > 0) {
        List<String> tail = split(TAIL);
        for (int i = 0; words.size() < script.words(); i++) {
          words.add(tail.get(i % tail.size()));
        }
        words = words.subList(0, script.words());
      }
      words.set(0, words.getFirst().strip());
      return words;
    }

    private static List<String> split(String text) {
      return List.of(text.split(" ", -1)).stream().map(word -> " " + word).toList();
    }

    private static int count(String text) {
      return text.isBlank() ? 0 : text.strip().split("\\s+", -1).length;
    }

    String finishReason() {
      return shortened ? "length" : "stop";
    }

    ObjectNode usage() {
      return Json.object()
          .put("prompt_tokens", promptWords)
          .put("completion_tokens", words.size())
          .put("total_tokens", promptWords + words.size());
    }
  }
}
