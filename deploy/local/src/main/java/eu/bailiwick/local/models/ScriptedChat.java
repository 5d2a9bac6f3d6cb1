package eu.bailiwick.local.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * A chat that is a script, not a model, and says so. A word counts as a token. What it says depends
 * on the request and the place only; it can be asked in several manners.
 */
public final class ScriptedChat implements ServedModel {

  private final String name;
  private final Clock clock;
  private final Supplier<UUID> ids;
  private final ResponsesManner responses = new ResponsesManner();
  private final Map<String, Manner> manners = new TreeMap<>();

  /**
   * @param name the name under which it is asked for
   * @param clock for the time that an answer carries
   * @param ids for the ids of answers
   */
  public ScriptedChat(String name, Clock clock, Supplier<UUID> ids) {
    this.name = name;
    this.clock = clock;
    this.ids = ids;
    for (Manner manner :
        List.of(new ChatManner(), new CompletionsManner(), responses, new MessagesManner())) {
      manners.put(manner.path(), manner);
    }
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
  public Map<String, Boolean> capabilities() {
    return Map.of(
        "RESPONSES", true, "MESSAGES", true, "TOOLS", false, "VISION", false, "LOGPROBS", false);
  }

  @Override
  public boolean serves(String path) {
    return manners.containsKey(path);
  }

  @Override
  public String weightsDigest() {
    return Digests.of(
        ScriptedChat.class,
        Answer.class,
        ChatManner.class,
        CompletionsManner.class,
        ResponsesManner.class,
        MessagesManner.class);
  }

  @Override
  public void answer(String path, JsonNode body, Reply reply)
      throws RefusedException, IOException, InterruptedException {
    Manner manner = manners.get(path);
    if (manner == null) {
      throw RefusedException.of(404, "Not Found");
    }
    Request request = manner.read(body);
    Script script = Script.in(request.text());
    Thread.sleep(script.first());
    if (script.status() != 0) {
      throw RefusedException.of(script.status(), "the script was told to fail");
    }
    Answer answer = Answer.to(request, script, reply.place());
    Manner.Said said =
        new Manner.Said(ids.get().toString(), name, clock.instant().getEpochSecond());
    if (request.stream()) {
      stream(manner.stream(said, request, answer, reply.events()), script, answer);
    } else {
      for (int i = 0; i < answer.words().size(); i++) {
        pause(script, i);
      }
      reply.json(200, manner.whole(said, answer, script.usage()));
    }
  }

  private static void stream(Manner.Streaming stream, Script script, Answer answer)
      throws IOException, InterruptedException {
    stream.begin();
    for (int i = 0; i < answer.words().size(); i++) {
      pause(script, i);
      stream.word(answer.words().get(i));
    }
    stream.end(script.usage());
  }

  private static void pause(Script script, int word) throws IOException, InterruptedException {
    if (word == script.cut()) {
      throw new Reply.CutException();
    }
    if (word > 0) {
      Thread.sleep(script.gap());
    }
  }

  @Override
  public ObjectNode kept(String method, String path) throws RefusedException {
    String id = path.startsWith("/v1/responses/") ? path.substring("/v1/responses/".length()) : "";
    ObjectNode response =
        responses
            .kept(id)
            .orElseThrow(() -> RefusedException.of(404, "Response '" + id + "' not found."));
    if (method.equals("GET")) {
      return response;
    }
    if (!method.equals("DELETE") || !responses.remove(id)) {
      throw RefusedException.of(405, "Method Not Allowed");
    }
    return Json.object().put("id", id).put("object", "response").put("deleted", true);
  }
}
