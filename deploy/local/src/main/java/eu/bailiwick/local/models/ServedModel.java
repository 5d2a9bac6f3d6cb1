package eu.bailiwick.local.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;

/** What one model server serves. Implementations are safe on any thread. */
public sealed interface ServedModel permits ScriptedChat, SentenceEmbeddings {

  /** The name under which it is asked for. */
  String name();

  /** The catalogue's word for the kind of server that it answers like. */
  String dialect();

  /**
   * In what it differs from servers of that kind, in the catalogue's words: true for what it can
   * and many cannot, false for what they can and it cannot.
   */
  Map<String, Boolean> capabilities();

  /** Whether it is asked at this path, such as {@code /v1/chat/completions}. */
  boolean serves(String path);

  /** Digest of what computes the answers, {@code sha256:…}. */
  String weightsDigest();

  /**
   * Answers one request.
   *
   * @param path one that it serves
   * @param request a JSON object whose {@code model} is {@link #name}
   * @param reply takes the answer; used exactly once
   * @throws RefusedException if the request cannot be answered
   * @throws IOException if the caller has left
   */
  void answer(String path, JsonNode request, Reply reply)
      throws RefusedException, IOException, InterruptedException;

  /**
   * Answers for what an earlier answer left, by its own path.
   *
   * @throws RefusedException if there is nothing
   */
  ObjectNode kept(String method, String path) throws RefusedException;
}
