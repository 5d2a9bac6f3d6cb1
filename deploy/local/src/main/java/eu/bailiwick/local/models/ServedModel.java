package eu.bailiwick.local.models;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;

/** What one model server serves. Implementations are safe on any thread. */
public sealed interface ServedModel permits ScriptedChat, SentenceEmbeddings {

  /** The name under which it is asked for. */
  String name();

  /** The catalogue's word for the kind of server that it answers like. */
  String dialect();

  /** What servers of that kind can do and this one cannot, in the catalogue's words. */
  List<String> lacks();

  /** The one path that it answers, such as {@code /v1/chat/completions}. */
  String path();

  /** Digest of what computes the answers, {@code sha256:…}. */
  String weightsDigest();

  /**
   * Answers one request.
   *
   * @param request a JSON object whose {@code model} is {@link #name}
   * @param reply takes the answer; used exactly once
   * @throws RefusedException if the request cannot be answered
   * @throws IOException if the caller has left
   */
  void answer(JsonNode request, Reply reply)
      throws RefusedException, IOException, InterruptedException;
}
